import type { Commit, CommitFile, Signature } from '@scm-host/core/provider'
import { utcOrNull } from './date.ts'

/** The fields of GitLab's commit objects this provider reads; blame and lists lack some. */
export interface VendorCommit {
  readonly id: string
  readonly message?: string
  readonly parent_ids?: readonly string[] | null
  readonly author_name?: string | null
  readonly author_email?: string | null
  readonly authored_date?: string | null
  readonly committer_name?: string | null
  readonly committer_email?: string | null
  readonly committed_date?: string | null
  readonly web_url?: string | null
  readonly stats?: { readonly additions: number; readonly deletions: number } | null
}

/** A commit. GitLab does not tell whose account wrote it, and tells its files apart from it. */
export function mapCommit(commit: VendorCommit, files: readonly CommitFile[] | null = null): Commit {
  const { stats } = commit
  return {
    sha: commit.id,
    message: commit.message ?? '',
    author: signature(commit.author_name, commit.author_email, commit.authored_date),
    committer: signature(commit.committer_name, commit.committer_email, commit.committed_date),
    parents: commit.parent_ids ?? [],
    additions: stats?.additions ?? null,
    deletions: stats?.deletions ?? null,
    files,
    htmlUrl: commit.web_url ?? null,
  }
}

type Text = string | null | undefined

function signature(name: Text, email: Text, date: Text): Signature | null {
  if ((name ?? '') === '' && (email ?? '') === '') return null
  return { name: name ?? null, email: email ?? null, date: utcOrNull(date), account: null }
}
