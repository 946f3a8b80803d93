import type { PullRequest } from '@scm-host/core/provider'
import { mapAuthor, mapAuthors, type VendorAccount, type VendorLinks } from './author.ts'
import { timeOf, timeOr } from './time.ts'

/** One side of a pull request. The repository is null once its fork is gone. */
export interface VendorEnd {
  readonly branch?: { readonly name?: string }
  /** Abbreviated to twelve digits. */
  readonly commit?: { readonly hash?: string } | null
  readonly repository?: { readonly full_name?: string } | null
}

/** Somebody who took part: a reviewer, or whoever commented. */
export interface VendorParticipant {
  readonly user?: VendorAccount | null
  readonly role?: string
  readonly state?: string | null
  readonly approved?: boolean
  readonly participated_on?: string | null
}

/** The fields of Bitbucket's pull requests this provider reads; lists leave out `reviewers` and `participants`. */
export interface VendorPullRequest {
  readonly id: number
  readonly title?: string
  readonly description?: string | null
  readonly summary?: { readonly raw?: string } | null
  readonly state?: string
  readonly draft?: boolean
  readonly close_source_branch?: boolean
  readonly author?: VendorAccount | null
  readonly source?: VendorEnd
  readonly destination?: VendorEnd
  readonly reviewers?: readonly (VendorAccount | null)[]
  readonly participants?: readonly VendorParticipant[]
  readonly merge_commit?: { readonly hash?: string } | null
  readonly created_on?: string
  readonly updated_on?: string
  readonly closed_on?: string | null
  readonly links?: VendorLinks
}

/** Bitbucket's states: open, or ended in one of three ways. */
const states: ReadonlyMap<string, PullRequest['state']> = new Map([
  ['OPEN', 'open'],
  ['MERGED', 'merged'],
  ['DECLINED', 'closed'],
  ['SUPERSEDED', 'closed'],
])

/**
 * A pull request. Bitbucket has neither labels, milestones nor assignees, and tells whether it can be merged nowhere; the
 * time of its end is that of its last change where `closed_on` is left out.
 */
export function mapPullRequest(pull: VendorPullRequest): PullRequest {
  const state = states.get(pull.state ?? '') ?? 'open'
  const updatedAt = timeOr(pull.updated_on, pull.created_on)
  const endedAt = state === 'open' ? null : (timeOf(pull.closed_on) ?? updatedAt)
  return {
    pullRequest: String(pull.id),
    externalId: String(pull.id),
    title: pull.title ?? '',
    body: pull.summary?.raw ?? pull.description ?? null,
    state,
    isDraft: pull.draft === true,
    author: mapAuthor(pull.author),
    assignees: [],
    reviewers: mapAuthors(pull.reviewers),
    labels: [],
    milestone: null,
    head: mapEnd(pull.source),
    base: mapEnd(pull.destination),
    isMergeable: null,
    mergeCommitSha: state === 'merged' ? (pull.merge_commit?.hash ?? null) : null,
    htmlUrl: pull.links?.html?.href ?? '',
    createdAt: timeOr(pull.created_on, pull.updated_on),
    updatedAt,
    closedAt: endedAt,
    mergedAt: state === 'merged' ? endedAt : null,
  }
}

function mapEnd(end: VendorEnd | undefined): PullRequest['head'] {
  return {
    ref: end?.branch?.name ?? '',
    sha: end?.commit?.hash ?? null,
    repositoryFullName: end?.repository?.full_name ?? null,
  }
}
