import type { BlameRange } from '@scm-host/core/provider'
import { mapCommit, type VendorCommit } from './commit.ts'

/** Consecutive lines of one commit, as GitLab tells them: in order, without their numbers. */
export interface VendorBlame {
  readonly commit: VendorCommit
  readonly lines: readonly string[]
}

/** Ranges with their numbers, counted from the first line that was asked for. */
export function mapBlame(
  path: string,
  blames: readonly VendorBlame[],
  firstLine: number,
  web: string,
): readonly BlameRange[] {
  let next = firstLine
  return blames.flatMap(({ commit, lines }) => {
    if (lines.length === 0) return []
    const startLine = next
    next += lines.length
    const htmlUrl = commit.web_url ?? `${web}/-/commit/${commit.id}`
    return [{ path, startLine, endLine: next - 1, commit: { ...mapCommit(commit), htmlUrl } }]
  })
}
