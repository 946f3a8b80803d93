import type { PullRequest } from '@scm-host/core/provider'
import { mapAuthor, mapAuthors, type VendorAccount, type VendorLinks } from './author.ts'
import { timeOf, timeOr } from './time.ts'

/** One side of a pull request. The repository is null when the fork it came from was deleted. */
export interface VendorSide {
  readonly branch?: { readonly name?: string } | null
  /** Short: 12 characters. */
  readonly commit?: { readonly hash?: string } | null
  readonly repository?: { readonly full_name?: string; readonly uuid?: string } | null
}

/** The fields of Bitbucket's pull requests this provider reads, in answers and payloads. */
export interface VendorPullRequest {
  readonly id: number
  readonly title: string
  readonly description?: string | null
  readonly summary?: { readonly raw?: string } | null
  readonly state: string
  readonly draft?: boolean
  readonly author?: VendorAccount | null
  readonly reviewers?: readonly VendorAccount[]
  readonly source?: VendorSide | null
  readonly destination?: VendorSide | null
  readonly merge_commit?: { readonly hash?: string } | null
  readonly created_on?: string
  readonly updated_on?: string
  readonly links?: VendorLinks
}

/**
 * Pull requests of a repository have one number, which is their id too. Bitbucket tells neither labels nor milestones nor
 * whether one can be merged; a closed one was last changed when it was closed.
 */
export function mapPullRequest(pull: VendorPullRequest): PullRequest {
  const state = stateOf(pull.state)
  const closedAt = state === 'open' ? null : timeOf(pull.updated_on)
  return {
    pullRequest: String(pull.id),
    externalId: String(pull.id),
    title: pull.title,
    body: pull.summary?.raw ?? pull.description ?? null,
    state,
    isDraft: pull.draft ?? false,
    author: mapAuthor(pull.author),
    assignees: [],
    reviewers: mapAuthors(pull.reviewers),
    labels: [],
    milestone: null,
    head: sideOf(pull.source),
    base: sideOf(pull.destination),
    isMergeable: null,
    mergeCommitSha: pull.merge_commit?.hash ?? null,
    htmlUrl: pull.links?.html?.href ?? '',
    createdAt: timeOr(pull.created_on, pull.updated_on),
    updatedAt: timeOr(pull.updated_on, pull.created_on),
    closedAt,
    mergedAt: state === 'merged' ? closedAt : null,
  }
}

/** `DECLINED` and `SUPERSEDED` are closed. */
function stateOf(state: string): PullRequest['state'] {
  if (state === 'OPEN') return 'open'
  return state === 'MERGED' ? 'merged' : 'closed'
}

function sideOf(side: VendorSide | null | undefined): PullRequest['head'] {
  return {
    ref: side?.branch?.name ?? '',
    sha: side?.commit?.hash ?? null,
    repositoryFullName: side?.repository?.full_name ?? null,
  }
}
