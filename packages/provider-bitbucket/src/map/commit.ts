import type { Commit, CommitFile } from '@scm-host/core/provider'
import { mapSignature, type VendorLinks, type VendorSignature } from './author.ts'

/** The fields of Bitbucket's commits this provider reads. */
export interface VendorCommit {
  readonly hash: string
  readonly message?: string
  readonly date?: string
  readonly author?: VendorSignature | null
  readonly committer?: VendorSignature | null
  readonly parents?: readonly { readonly hash: string }[]
  readonly links?: VendorLinks
}

/** One changed file of a diffstat. */
export interface VendorDiffstat {
  readonly status?: string
  readonly lines_added?: number
  readonly lines_removed?: number
  readonly old?: { readonly path?: string } | null
  readonly new?: { readonly path?: string } | null
}

/** A commit without its files, as lists have it. Bitbucket tells one date, for author and committer alike. */
export function mapCommit(commit: VendorCommit): Commit {
  return {
    sha: commit.hash,
    message: commit.message ?? '',
    author: mapSignature(commit.author, commit.date),
    committer: mapSignature(commit.committer, commit.date),
    parents: (commit.parents ?? []).map((parent) => parent.hash),
    additions: null,
    deletions: null,
    files: null,
    htmlUrl: commit.links?.html?.href ?? null,
  }
}

/** A commit with its files and their sums. */
export function withFiles(commit: Commit, files: readonly CommitFile[]): Commit {
  const sum = (count: (file: CommitFile) => number | null) =>
    files.reduce((total, file) => total + (count(file) ?? 0), 0)
  return { ...commit, files, additions: sum((file) => file.additions), deletions: sum((file) => file.deletions) }
}

const statuses: ReadonlyMap<string, CommitFile['status']> = new Map([
  ['added', 'added'],
  ['removed', 'removed'],
  ['modified', 'modified'],
  ['renamed', 'renamed'],
  ['merge conflict', 'modified'],
  ['rename conflict', 'renamed'],
  ['local deleted', 'removed'],
  ['remote deleted', 'removed'],
])

/** Bitbucket tells no blob ids; the patch comes from the diff, by path. */
export function mapDiffstat(row: VendorDiffstat, patches: ReadonlyMap<string, string>): CommitFile {
  const path = row.new?.path ?? row.old?.path ?? ''
  const before = row.old?.path
  const status = statuses.get(row.status ?? '') ?? 'unknown'
  return {
    path,
    previousPath: status === 'renamed' && before !== undefined && before !== path ? before : null,
    status,
    additions: row.lines_added ?? null,
    deletions: row.lines_removed ?? null,
    patch: patches.get(path) ?? null,
    sha: null,
  }
}
