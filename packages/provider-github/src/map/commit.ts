import type { Commit, CommitFile, Signature } from '@scm-host/core/provider'
import { mapAuthor, type VendorUser } from './author.ts'

interface VendorSignature {
  readonly name?: string | null
  readonly email?: string | null
  readonly date?: string | null
}

/** The fields of GitHub's `diff-entry` this provider reads. */
export interface VendorFile {
  readonly filename: string
  readonly previous_filename?: string
  readonly status: string
  readonly additions: number
  readonly deletions: number
  readonly patch?: string
  /** Null for a submodule that went away; left out in old answers. */
  readonly sha?: string | null
}

/** The fields of GitHub's `commit` this provider reads. */
export interface VendorCommit {
  readonly sha: string
  readonly html_url?: string
  readonly commit: {
    readonly message: string
    readonly author: VendorSignature | null
    readonly committer: VendorSignature | null
  }
  /** An empty object, or null, when the mail address belongs to no account. */
  readonly author?: VendorUser | null
  readonly committer?: VendorUser | null
  readonly parents: readonly { readonly sha: string }[]
  readonly stats?: { readonly additions?: number; readonly deletions?: number }
}

/** A commit as git stores it: `git/commits` answers. */
export interface VendorGitCommit {
  readonly sha: string
  readonly html_url?: string
  readonly message: string
  readonly author: VendorSignature
  readonly committer: VendorSignature
  readonly parents: readonly { readonly sha: string }[]
}

const statuses: ReadonlySet<string> = new Set<CommitFile['status']>([
  'added',
  'removed',
  'modified',
  'renamed',
  'copied',
  'changed',
  'unchanged',
])

/** A changed file of a commit, a comparison or a pull request. GitHub leaves `patch` out for binary and large files. */
export function mapCommitFile(file: VendorFile): CommitFile {
  return {
    path: file.filename,
    previousPath: file.previous_filename ?? null,
    status: statuses.has(file.status) ? (file.status as CommitFile['status']) : 'unknown',
    additions: file.additions,
    deletions: file.deletions,
    patch: file.patch ?? null,
    sha: file.sha === '' ? null : (file.sha ?? null),
  }
}

/** Name, mail and date as git has them; the account as GitHub matched it. */
export function mapSignature(
  signature: VendorSignature | null,
  account: VendorUser | null | undefined,
): Signature | null {
  if (signature === null) return null
  return {
    name: signature.name ?? null,
    email: signature.email ?? null,
    date: utc(signature.date),
    account: mapAuthor(account),
  }
}

/** A commit; `files` only where the endpoint tells them. */
export function mapCommit(commit: VendorCommit, files: readonly VendorFile[] | null = null): Commit {
  return {
    sha: commit.sha,
    message: commit.commit.message,
    author: mapSignature(commit.commit.author, commit.author),
    committer: mapSignature(commit.commit.committer, commit.committer),
    parents: commit.parents.map((parent) => parent.sha),
    additions: commit.stats?.additions ?? null,
    deletions: commit.stats?.deletions ?? null,
    files: files === null ? null : files.map(mapCommitFile),
    htmlUrl: commit.html_url ?? null,
  }
}

/** A commit git has just stored: no accounts, no files. */
export function mapStoredCommit(commit: VendorGitCommit): Commit {
  return mapCommit({
    sha: commit.sha,
    ...(commit.html_url === undefined ? {} : { html_url: commit.html_url }),
    commit: { message: commit.message, author: commit.author, committer: commit.committer },
    parents: commit.parents,
  })
}

/** ISO 8601 in UTC; null for no date, or for none a calendar has. */
export function utc(date: string | null | undefined): string | null {
  if (date === null || date === undefined) return null
  if (date.endsWith('Z')) return date
  const time = Date.parse(date)
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}
