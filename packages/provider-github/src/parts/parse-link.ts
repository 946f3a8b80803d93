import { belowPage, linesIn, splitRef, withoutRefPrefix, type SourceLocation } from '@scm-host/core/provider'

/** Pages of a file; each is followed by the ref and the path. */
const filePages: ReadonlySet<string> = new Set(['blob', 'blame', 'raw', 'edit'])

/** `#L10`, `#L10-L20`, with or without columns. */
const lines = /^#L([1-9]\d{0,8})(?:C\d{1,9})?(?:-L?([1-9]\d{0,8})(?:C\d{1,9})?)?$/

/**
 * What a link to a file of the repository whose page is `home` points at; null for any other URL. Where a ref ends and a
 * path begins cannot be told from a URL alone: a commit id, the default branch and `refs/heads/x` are known, else the
 * first segment is the ref.
 */
export function parseFileLink(url: string, home: string, defaultBranch: string | null): SourceLocation | null {
  const below = belowPage(url, home)
  if (below === null) return null
  const [page = '', ...rest] = below.segments
  if (!filePages.has(page)) return null
  const [ref, path] = splitRef(withoutRefPrefix(rest), defaultBranch)
  return ref === '' || path === '' ? null : { ref, path, ...linesIn(lines.exec(below.url.hash)) }
}
