import { belowPage, linesIn, splitRef, withoutRefPrefix, type SourceLocation } from '@scm-host/core/provider'

/** Pages of a file; each is followed by the ref and the path. */
const filePages: ReadonlySet<string> = new Set(['blob', 'blame', 'raw', 'edit'])

/** `#L10`, `#L10-20`, and `#L10-L20` as others write it. */
const lines = /^#L([1-9]\d{0,8})(?:-L?([1-9]\d{0,8}))?$/

/**
 * What a link to a file of the project whose page is `home` points at; null for any other URL. Where a ref ends and a path
 * begins cannot be told from a URL alone: a commit id, the default branch and `refs/heads/x` are known, else the first
 * segment is the ref. Links from before 2019 lack the `/-/`.
 */
export function parseFileLink(url: string, home: string, defaultBranch: string | null): SourceLocation | null {
  const below = belowPage(url, home)
  if (below === null) return null
  const { segments } = below
  const [page = '', ...rest] = segments[0] === '-' ? segments.slice(1) : segments
  if (!filePages.has(page)) return null
  const [ref, path] = splitRef(withoutRefPrefix(rest), defaultBranch)
  return ref === '' || path === '' ? null : { ref, path, ...linesIn(lines.exec(below.url.hash)) }
}
