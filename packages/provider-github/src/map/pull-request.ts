import type { PullRequest } from '@scm-host/core/provider'
import { mapAuthor, mapAuthors, type VendorUser } from './author.ts'
import { mapLabelNames, type VendorLabel } from './issue.ts'
import { mapMilestone, type VendorMilestone } from './milestone.ts'

/** One end of a pull request. `repo` is null for a deleted fork. */
export interface VendorPullRequestEnd {
  readonly ref: string
  readonly sha: string
  readonly repo?: { readonly full_name?: string } | null
}

/** The fields of GitHub's pull request objects this provider reads: REST, lists and webhook payloads. */
export interface VendorPullRequest {
  readonly id: number
  readonly number: number
  readonly title: string
  readonly body?: string | null
  readonly state?: string
  readonly draft?: boolean
  readonly user?: VendorUser | null
  readonly assignees?: readonly (VendorUser | null)[] | null
  /** Payloads mix teams in; they have no login and are left out. */
  readonly requested_reviewers?: readonly (VendorUser | null)[] | null
  readonly labels?: readonly VendorLabel[]
  readonly milestone?: VendorMilestone | null
  readonly head: VendorPullRequestEnd
  readonly base: VendorPullRequestEnd
  /** Absent in lists. */
  readonly mergeable?: boolean | null
  /** Of a test merge until the pull request is merged. */
  readonly merge_commit_sha?: string | null
  readonly html_url: string
  readonly created_at: string
  readonly updated_at: string
  readonly closed_at?: string | null
  readonly merged_at?: string | null
}

function mapEnd(end: VendorPullRequestEnd): PullRequest['head'] {
  return { ref: end.ref, sha: end.sha, repositoryFullName: end.repo?.full_name ?? null }
}

/** Open, closed without a merge, or merged. Only `merged_at` tells in every shape: lists have no `merged`. */
export function pullRequestState(pull: Pick<VendorPullRequest, 'state' | 'merged_at'>): PullRequest['state'] {
  if ((pull.merged_at ?? null) !== null) return 'merged'
  return pull.state === 'closed' ? 'closed' : 'open'
}

/** GitHub's `pull-request` and `pull-request-simple`. `isMergeable` is null in lists, which do not tell it. */
export function mapPullRequest(pull: VendorPullRequest): PullRequest {
  const state = pullRequestState(pull)
  return {
    pullRequest: String(pull.number),
    externalId: String(pull.id),
    title: pull.title,
    body: pull.body ?? null,
    state,
    isDraft: pull.draft ?? false,
    author: mapAuthor(pull.user),
    assignees: mapAuthors(pull.assignees),
    reviewers: mapAuthors(pull.requested_reviewers),
    labels: mapLabelNames(pull.labels),
    milestone: pull.milestone ? mapMilestone(pull.milestone) : null,
    head: mapEnd(pull.head),
    base: mapEnd(pull.base),
    isMergeable: pull.mergeable ?? null,
    mergeCommitSha: state === 'merged' ? (pull.merge_commit_sha ?? null) : null,
    htmlUrl: pull.html_url,
    createdAt: pull.created_at,
    updatedAt: pull.updated_at,
    closedAt: pull.closed_at ?? null,
    mergedAt: pull.merged_at ?? null,
  }
}
