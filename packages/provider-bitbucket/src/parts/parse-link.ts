import { belowPage, linesIn, splitRef, type SourceLocation } from '@scm-host/core/provider'

/** Pages of a file; each is followed by the ref and the path. */
const filePages: ReadonlySet<string> = new Set(['src', 'raw', 'annotate', 'history-node'])

/** `#lines-10`, `#lines-10:20`. */
const lines = /^#(?:lines|[\w.%-]{1,200})-([1-9]\d{0,8})(?::([1-9]\d{0,8}))?$/

/**
 * What a link to a file of the repository whose page is `home` points at; null for any other URL. A ref with slashes is one
 * encoded segment, or the value of `at` beside the commit it stood for; the default branch is known also unencoded.
 */
export function parseFileLink(url: string, home: string, defaultBranch: string | null): SourceLocation | null {
  const below = belowPage(url, home)
  if (below === null) return null
  const [page = '', ...rest] = below.segments
  if (!filePages.has(page)) return null
  const at = below.url.searchParams.get('at')
  const [ref, path] = at === null || at === '' ? splitRef(rest, defaultBranch) : besideCommit(rest, at)
  return ref === '' || path === '' ? null : { ref, path, ...linesIn(lines.exec(below.url.hash)) }
}

function besideCommit(segments: readonly string[], at: string): readonly [ref: string, path: string] {
  return [at.replace(/^refs\/(heads|tags)\//, ''), segments.slice(1).join('/')]
}
