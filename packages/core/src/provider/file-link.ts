import type { SourceLocation } from '../contract/generated/types.ts'

/** A web address below a page, in parts. */
export interface Below {
  /** What follows the page's path, decoded. */
  readonly segments: readonly string[]
  readonly url: URL
}

/**
 * What of a web address lies below the page `home`; null for any other address, and where a segment is badly encoded,
 * empty or could leave its place, also once decoded. The page's own path is compared without regard to case.
 */
export function belowPage(url: string, home: string): Below | null {
  const parsed = URL.parse(url)
  const root = URL.parse(home)
  if (parsed === null || root === null || parsed.origin !== root.origin) return null
  const prefix = `${root.pathname}/`
  if (parsed.pathname.slice(0, prefix.length).toLowerCase() !== prefix.toLowerCase()) return null
  const segments = decoded(parsed.pathname.slice(prefix.length))
  return segments === null ? null : { segments, url: parsed }
}

function decoded(path: string): readonly string[] | null {
  try {
    const segments = path.split('/').map(decodeURIComponent)
    return segments.some((segment) => segment.split('/').some(leavesItsPlace)) ? null : segments
  } catch {
    return null
  }
}

function leavesItsPlace(part: string): boolean {
  return part === '' || part === '.' || part === '..' || part.includes('\\')
}

/** The segments after a leading `refs/heads` or `refs/tags`. */
export function withoutRefPrefix(segments: readonly string[]): readonly string[] {
  const isPrefixed = segments[0] === 'refs' && (segments[1] === 'heads' || segments[1] === 'tags')
  return isPrefixed ? withoutRefPrefix(segments.slice(2)) : segments
}

/**
 * Ref and path of segments that hold both. Where one ends and the other begins cannot be told from them alone: the default
 * branch is known, else the first segment is the ref. Either may be empty.
 */
export function splitRef(
  segments: readonly string[],
  defaultBranch: string | null,
): readonly [ref: string, path: string] {
  const all = segments.join('/')
  if (defaultBranch !== null && all.startsWith(`${defaultBranch}/`)) {
    return [defaultBranch, all.slice(defaultBranch.length + 1)]
  }
  return [segments[0] ?? '', segments.slice(1).join('/')]
}

/** The lines a fragment names, by the first two groups of a match: from 1, in order, one line where there is no second. */
export function linesIn(match: RegExpExecArray | null): Pick<SourceLocation, 'startLine' | 'endLine'> {
  if (match === null) return { startLine: null, endLine: null }
  const start = Number(match[1])
  const end = match[2] === undefined ? start : Number(match[2])
  return { startLine: Math.min(start, end), endLine: Math.max(start, end) }
}
