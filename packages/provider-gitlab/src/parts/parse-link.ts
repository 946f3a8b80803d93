import type { SourceLocation } from '@scm-host/core/provider'

/** Pages of a file; each is followed by the ref and the path. */
const filePages: ReadonlySet<string> = new Set(['blob', 'blame', 'raw', 'edit'])

/**
 * What a link to a file of the project whose page is `home` points at; null for any other URL. Where a ref ends and a path
 * begins cannot be told from a URL alone: a commit id, the default branch and `refs/heads/x` are known, else the first
 * segment is the ref. Links from before 2019 lack the `/-/`.
 */
export function parseFileLink(url: string, home: string, defaultBranch: string | null): SourceLocation | null {
  const parsed = URL.parse(url)
  const root = URL.parse(home)
  if (parsed === null || root === null || parsed.origin !== root.origin) return null
  const prefix = `${root.pathname}/`
  if (parsed.pathname.slice(0, prefix.length).toLowerCase() !== prefix.toLowerCase()) return null
  const segments = decodeSegments(parsed.pathname.slice(prefix.length))
  if (segments === null) return null
  const [page = '', ...rest] = segments[0] === '-' ? segments.slice(1) : segments
  if (!filePages.has(page)) return null
  const [ref, path] = splitRef(rest, defaultBranch)
  return ref === '' || path === '' ? null : { ref, path, ...linesOf(parsed.hash) }
}

/** Null when a segment is badly encoded, empty, or could leave its place. */
function decodeSegments(path: string): readonly string[] | null {
  try {
    const segments = path.split('/').map(decodeURIComponent)
    return segments.some((one) => one === '' || one === '.' || one === '..' || one.includes('\\')) ? null : segments
  } catch {
    return null
  }
}

function splitRef(segments: readonly string[], defaultBranch: string | null): readonly [ref: string, path: string] {
  if (segments[0] === 'refs' && (segments[1] === 'heads' || segments[1] === 'tags')) {
    return splitRef(segments.slice(2), defaultBranch)
  }
  const all = segments.join('/')
  if (defaultBranch !== null && all.startsWith(`${defaultBranch}/`)) {
    return [defaultBranch, all.slice(defaultBranch.length + 1)]
  }
  return [segments[0] ?? '', segments.slice(1).join('/')]
}

/** `#L10`, `#L10-20`, and `#L10-L20` as others write it. */
function linesOf(hash: string): Pick<SourceLocation, 'startLine' | 'endLine'> {
  const found = /^#L([1-9]\d{0,8})(?:-L?([1-9]\d{0,8}))?$/.exec(hash)
  if (found === null) return { startLine: null, endLine: null }
  const start = Number(found[1])
  const end = found[2] === undefined ? start : Number(found[2])
  return { startLine: Math.min(start, end), endLine: Math.max(start, end) }
}
