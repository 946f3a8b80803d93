import { readFile } from 'node:fs/promises'
import { operationTable } from '../../packages/core/src/contract/generated/operations.ts'
import type { OperationId } from '../../packages/core/src/contract/guards.ts'
import { builtInProviders, type BuiltIn } from './built-in-providers.ts'
import { support, table } from './contract-docs.ts'

const start = '<!-- capabilities:start -->'
const end = '<!-- capabilities:end -->'
/** What is written of a provider needs no provider itself. */
type Described = Omit<BuiltIn, 'provider'>

const ids = Object.keys(operationTable) as OperationId[]

/** What is generated into files that people also write: the table in a provider's README, the manifest in its package.json. */
export async function providerTables(): Promise<Readonly<Record<string, () => Promise<string>>>> {
  const files = (await builtInProviders()).flatMap((provider) => [
    [`packages/${provider.folder}/README.md`, (text: string) => withTable(text, provider)] as const,
    [`packages/${provider.folder}/package.json`, (text: string) => withManifest(text, provider)] as const,
  ])
  return Object.fromEntries(files.map(([path, change]) => [path, async () => change(await textOf(path))]))
}

function textOf(path: string): Promise<string> {
  return readFile(new URL(`../../${path}`, import.meta.url), 'utf8').catch(() => '')
}

/** The text with the table between its markers; without markers, as it is. */
export function withTable(text: string, provider: Described): string {
  const [from, to] = [text.indexOf(start), text.indexOf(end)]
  if (from < 0 || to < from) return text
  return `${text.slice(0, from + start.length)}\n${capabilityTable(provider)}\n${text.slice(to)}`
}

function capabilityTable(provider: Described): string {
  const rows = ids.map((id) => [`\`${id}\``, support(provider, id), provider.emulated[id] ?? ''])
  const absent = ids.length - provider.operations.size
  return `\n${provider.operations.size} of ${ids.length} operations${absent === 0 ? '' : `; ${absent} the vendor cannot do`}.\n\n${table([['Operation', 'Has it', 'How, where emulated'], ...rows])}`
}

/** The package.json with the manifest's lists as they are now; the rest of the file stays as it is written. */
export function withManifest(text: string, provider: Described): string {
  if (text === '') return text
  const { scmProvider } = JSON.parse(text) as { scmProvider?: { icon?: string; events?: readonly string[] } }
  const manifest = {
    id: provider.id,
    contract: provider.contract,
    operations: ids.filter((id) => provider.operations.has(id)),
    events: provider.events.length > 0 ? provider.events : (scmProvider?.events ?? []),
    icon: scmProvider?.icon ?? './dist/icon.svg',
  }
  const field = `  "scmProvider": ${printManifest(manifest)}`
  if (scmProvider !== undefined) return text.replace(/^ {2}"scmProvider": \{\n[^]*?\n {2}\}/m, () => field)
  return text.replace(/\n\}\s*$/, () => `,\n${field}\n}\n`)
}

function printManifest(manifest: Readonly<Record<string, string | readonly string[]>>): string {
  const fields = Object.entries(manifest).map(
    ([name, value]) => `    "${name}": ${typeof value === 'string' ? JSON.stringify(value) : printList(value)}`,
  )
  return `{\n${fields.join(',\n')}\n  }`
}

/** As the formatter writes it: on one line where that fits. */
function printList(list: readonly string[]): string {
  const line = `[${list.map((one) => JSON.stringify(one)).join(', ')}]`
  if (line.length <= 100) return line
  return `[\n${list.map((one) => `      ${JSON.stringify(one)}`).join(',\n')}\n    ]`
}
