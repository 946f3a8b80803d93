import type { SourceLocation } from '@scm-host/core/provider'

/** Pages of a file; each is followed by the ref and the path. */
const filePages: ReadonlySet<string> = new Set(['src', 'raw', 'annotate', 'history-node'])

/**
 * What a link to a file of the repository whose page is `home` points at; null for any other URL. A ref with slashes is one
 * encoded segment, or the value of `at` beside the commit it stood for; the default branch is known also unencoded.
 */
export function parseFileLink(url: string, home: string, defaultBranch: string | null): SourceLocation | null {
  const parsed = URL.parse(url)
  const root = URL.parse(home)
  if (parsed === null || root === null || parsed.origin !== root.origin) return null
  const prefix = `${root.pathname}/`
  if (parsed.pathname.slice(0, prefix.length).toLowerCase() !== prefix.toLowerCase()) return null
  const [page = '', ...rest] = decodeSegments(parsed.pathname.slice(prefix.length)) ?? []
  if (!filePages.has(page)) return null
  const [ref, path] = splitRef(rest, defaultBranch, parsed.searchParams.get('at'))
  if (ref === '' || path === '') return null
  return { ref, path, ...linesOf(parsed.hash) }
}

/** Null when a segment is badly encoded, empty, or could leave its place. */
function decodeSegments(path: string): readonly string[] | null {
  try {
    const segments = path.split('/').map(decodeURIComponent)
    const isBad = (part: string) => part === '' || part === '.' || part === '..' || part.includes('\\')
    return segments.some((one) => one.split('/').some(isBad)) ? null : segments
  } catch {
    return null
  }
}

function splitRef(
  segments: readonly string[],
  defaultBranch: string | null,
  at: string | null,
): readonly [ref: string, path: string] {
  const all = segments.join('/')
  if (at !== null && at !== '') return [at.replace(/^refs\/(heads|tags)\//, ''), segments.slice(1).join('/')]
  if (defaultBranch !== null && all.startsWith(`${defaultBranch}/`)) {
    return [defaultBranch, all.slice(defaultBranch.length + 1)]
  }
  return [segments[0] ?? '', segments.slice(1).join('/')]
}

/** `#lines-10`, `#lines-10:20`. */
function linesOf(hash: string): Pick<SourceLocation, 'startLine' | 'endLine'> {
  const found = /^#(?:lines|[\w.%-]{1,200})-([1-9]\d{0,8})(?::([1-9]\d{0,8}))?$/.exec(hash)
  if (found === null) return { startLine: null, endLine: null }
  const start = Number(found[1])
  const end = found[2] === undefined ? start : Number(found[2])
  return { startLine: Math.min(start, end), endLine: Math.max(start, end) }
}
