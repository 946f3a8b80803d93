import { readFile } from 'node:fs/promises'
import { entities } from '../../packages/core/src/contract/objects/index.ts'
import { eventKinds, type KindRow } from '../../packages/core/src/events/kinds.ts'
import { builtInProviders, type BuiltIn } from './built-in-providers.ts'
import { table } from './contract-docs.ts'

const start = '<!-- kinds:start -->'
const end = '<!-- kinds:end -->'
const file = new URL('../../docs/events.md', import.meta.url)

/** `docs/events.md` with the table of kinds as it is now; people write the rest of the file. */
export async function eventDocs(): Promise<string> {
  const text = await readFile(file, 'utf8')
  const [from, to] = [text.indexOf(start), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`docs/events.md must hold ${start} and ${end}.`)
  return `${text.slice(0, from + start.length)}\n\n${kindTable(await builtInProviders())}\n${text.slice(to)}`
}

function kindTable(providers: readonly BuiltIn[]): string {
  const sending = providers.filter(({ events }) => events.length > 0)
  const rows = Object.entries(eventKinds as Readonly<Record<string, KindRow>>).map(([kind, { actions, subject }]) => [
    `\`${kind}\``,
    actions === null ? "the vendor's own" : actions.join(', '),
    fieldsOf(subject),
    ...sending.map(({ events }) => (events.includes(kind) ? 'yes' : '-')),
  ])
  return table([['Kind', 'Actions', 'Fields of `subject`', ...sending.map(({ title }) => title)], ...rows])
}

/** A subject that holds all of a neutral object is told by that object's name and what is more. */
function fieldsOf(subject: KindRow['subject']): string {
  const fields = Object.keys(subject.properties)
  const whole = Object.entries(entities)
    .map(([name, schema]) => [name, Object.keys((schema as { properties?: object }).properties ?? {})] as const)
    .filter(([, own]) => own.length > 3 && own.every((field) => fields.includes(field)))
    .sort(([, a], [, b]) => b.length - a.length)[0]
  if (whole === undefined) return fields.map((field) => `\`${field}\``).join(', ')
  const [name, own] = whole
  const more = fields.filter((field) => !own.includes(field)).map((field) => `\`${field}\``)
  return [`all of [${name}](contract.md#${name.toLowerCase()})`, ...more].join(', ')
}
