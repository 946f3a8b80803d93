import { readFileSync } from 'node:fs'
import type { Operation, Supplement } from '../../../../test/beds/api-document.ts'

const repository = '/repositories/{workspace}/{repo_slug}'
const deepest = 4

interface Raw {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

/**
 * Paths the document writes with one last segment where a name with slashes has more, and the listing of the root. The value
 * `{path}` of a deeper one is in `path1`, `path2` … A trailing slash is no part of a route.
 */
export function supplementOf(file: string): Supplement {
  const { paths } = JSON.parse(readFileSync(file, 'utf8')) as Raw
  const entries: [string, Readonly<Record<string, Operation>>][] = [['/{workspace}/{repo_slug}/get/{file}', archive]]
  const add = (path: string, names: readonly string[]) => {
    const item = paths[path]
    if (item === undefined) throw new Error(`The document has no ${path}`)
    const stem = path.slice(0, path.lastIndexOf('/'))
    const tail = names.map((name) => `/{${name}}`).join('')
    entries.push([`${stem}${tail}`, renamed(item, names)])
  }
  const named = (count: number) => Array.from({ length: count }, (_one, index) => `path${index + 1}`)
  for (let depth = 2; depth <= deepest; depth++) {
    for (const kind of ['branches', 'tags']) add(`${repository}/refs/${kind}/{name}`, named(depth))
    add(`${repository}/src/{commit}/{path}`, named(depth))
  }
  add(`${repository}/src/{commit}/{path}`, [])
  return { paths: Object.fromEntries(entries) }
}

type Item = Readonly<Record<string, unknown>>

/** The item with the parameters of its last segment under other names. */
function renamed(item: Item, names: readonly string[]): Readonly<Record<string, Operation>> {
  const own = (parameters: unknown) => {
    const all = (Array.isArray(parameters) ? parameters : []) as readonly { in: string; name: string }[]
    const kept = all.filter((one) => one.in !== 'path' || !['path', 'name'].includes(one.name))
    return [...kept, ...names.map((name) => ({ in: 'path', name, required: true, schema: { type: 'string' } }))]
  }
  return Object.fromEntries(
    Object.entries(item).map(([key, value]) => [
      key,
      key === 'parameters'
        ? own(value)
        : { ...(value as Operation), parameters: plain((value as Operation).parameters) },
    ]),
  ) as Readonly<Record<string, Operation>>
}

function plain(parameters: readonly unknown[] | undefined): readonly unknown[] {
  return ((parameters ?? []) as readonly { in: string; name: string }[]).filter((one) => one.in !== 'path')
}

const text = { schema: { type: 'string' } }

/** Archives, which the web front serves. */
const archive: Readonly<Record<string, Operation>> = {
  get: {
    parameters: ['workspace', 'repo_slug', 'file'].map((name) => ({ in: 'path', name, required: true, ...text })),
    responses: { 200: { description: 'The archive.', content: { 'application/octet-stream': text } } },
  },
}
