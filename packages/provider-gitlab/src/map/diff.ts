import type { CommitFile } from '@scm-host/core/provider'

/** A file of a diff as GitLab tells it, of commits, comparisons and merge requests alike. */
export interface VendorDiff {
  readonly diff: string
  readonly new_path: string
  readonly old_path: string
  readonly a_mode?: string | null
  readonly b_mode?: string | null
  readonly new_file: boolean
  readonly renamed_file: boolean
  readonly deleted_file: boolean
  /** Left out for its size, or because the whole is too large. */
  readonly collapsed?: boolean | null
  readonly too_large?: boolean | null
}

/** A changed file. `patch` is null for what is binary, left out for its size, or changed in name or mode alone. */
export function mapDiff(file: VendorDiff): CommitFile {
  const patch = patchOf(file.diff)
  const isWhole = patch !== null || isWithoutLines(file)
  const { additions, deletions } = countLines(patch ?? '')
  return {
    path: file.deleted_file ? file.old_path : file.new_path,
    previousPath: file.renamed_file ? file.old_path : null,
    status: statusOf(file, patch),
    additions: isWhole ? additions : null,
    deletions: isWhole ? deletions : null,
    patch,
    sha: null,
  }
}

function statusOf(file: VendorDiff, patch: string | null): CommitFile['status'] {
  if (file.new_file) return 'added'
  if (file.deleted_file) return 'removed'
  if (file.renamed_file) return 'renamed'
  return patch === null && hasNewMode(file) && isWithoutLines(file) ? 'changed' : 'modified'
}

function hasNewMode({ a_mode: before, b_mode: after }: VendorDiff): boolean {
  return (before ?? after) !== after
}

/** Nothing was left out: the file's lines are the same. */
function isWithoutLines(file: VendorDiff): boolean {
  return file.diff === '' && file.collapsed !== true && file.too_large !== true
}

/** The hunks alone: old versions of GitLab have the names of both files in front. */
function patchOf(diff: string): string | null {
  if (diff.startsWith('@@')) return diff
  const first = diff.indexOf('\n@@')
  return first >= 0 && diff.startsWith('--- ') ? diff.slice(first + 1) : null
}

/** Added and removed lines of hunks: their first character tells, whatever the line says. */
export function countLines(patch: string): { readonly additions: number; readonly deletions: number } {
  let additions = 0
  let deletions = 0
  for (let at = 0; at < patch.length; ) {
    if (patch[at] === '+') additions += 1
    if (patch[at] === '-') deletions += 1
    const end = patch.indexOf('\n', at)
    at = end < 0 ? patch.length : end + 1
  }
  return { additions, deletions }
}
