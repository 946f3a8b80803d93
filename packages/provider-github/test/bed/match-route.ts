import { documentedPaths, operationOf } from './github-document.ts'

interface Pattern {
  readonly route: string
  readonly expression: RegExp
  readonly names: readonly string[]
  /** Sorts fixed segments first, then one segment, then one that may hold a slash, last the end of the path. */
  readonly rank: string
}

/** A request's route and its path parameters, decoded. */
export interface Matched {
  readonly route: string
  readonly params: Readonly<Record<string, string>>
}

const patterns = new Map<string, readonly Pattern[]>()

function patternOf(method: string, path: string): Pattern {
  const route = `${method} ${path}`
  const multi = new Set(
    operationOf(route)
      .parameters.filter((parameter) => parameter.in === 'path' && parameter['x-multi-segment'] === true)
      .map((parameter) => parameter.name),
  )
  const names: string[] = []
  const source = path.replaceAll(/\{([^}]+)\}|[.*+?^$()|[\]\\]/g, (found: string, name?: string) => {
    if (name === undefined) return `\\${found}`
    names.push(name)
    return multi.has(name) ? '(.+)' : '([^/]+)'
  })
  const ranks = path
    .split('/')
    .map((segment) => (!segment.includes('{') ? '0' : multi.has(segment.slice(1, -1)) ? '2' : '1'))
  return { route, expression: new RegExp(`^${source}$`), names, rank: [...ranks, '9'].join('') }
}

function patternsOf(method: string): readonly Pattern[] {
  const known = patterns.get(method)
  if (known !== undefined) return known
  const made = documentedPaths(method)
    .map((path) => patternOf(method, path))
    .toSorted((left, right) => (left.rank < right.rank ? -1 : left.rank > right.rank ? 1 : 0))
  patterns.set(method, made)
  return made
}

/** "If you omit the path parameter, you will receive the contents of the repository's root directory." */
const rootContents = /^\/repos\/([^/]+)\/([^/]+)\/contents$/

/** Which documented route a raw path (still encoded) belongs to. */
export function matchRoute(method: string, path: string): Matched | null {
  const [root, owner = '', repo = ''] = rootContents.exec(path) ?? []
  if (root !== undefined)
    return { route: `${method} /repos/{owner}/{repo}/contents/{path}`, params: { owner, repo, path: '' } }
  for (const { route, expression, names } of patternsOf(method)) {
    const found = expression.exec(path)
    if (found === null) continue
    const params = names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? '')] as const)
    return { route, params: Object.fromEntries(params) }
  }
  return null
}
