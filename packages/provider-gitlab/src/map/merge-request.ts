import type { PullRequest } from '@scm-host/core/provider'
import { mapAuthor, mapAuthors, type VendorUser } from './author.ts'
import { utc, utcOrNull } from './date.ts'
import { mapLabelNames, mapMilestone, type AppliedLabel, type VendorMilestone } from './milestone.ts'

/** The commits a merge request's newest version compares. */
export interface VendorDiffRefs {
  readonly base_sha: string | null
  readonly head_sha: string | null
  readonly start_sha: string | null
}

/** The fields of GitLab's merge request objects this provider reads; lists lack `diff_refs`. */
export interface VendorMergeRequest {
  readonly id: number
  readonly iid: number
  readonly title: string
  readonly description?: string | null
  readonly state?: string | null
  readonly draft?: boolean | null
  readonly author?: VendorUser | null
  readonly assignees?: readonly (VendorUser | null)[] | null
  readonly reviewers?: readonly (VendorUser | null)[] | null
  readonly labels?: readonly AppliedLabel[] | null
  readonly milestone?: VendorMilestone | null
  readonly source_branch: string
  readonly target_branch: string
  /** Null for a deleted fork. */
  readonly source_project_id?: number | null
  readonly target_project_id?: number | null
  readonly sha?: string | null
  readonly diff_refs?: VendorDiffRefs | null
  readonly detailed_merge_status?: string | null
  readonly merge_commit_sha?: string | null
  readonly squash_commit_sha?: string | null
  readonly web_url: string
  readonly created_at: string
  readonly updated_at: string
  readonly closed_at?: string | null
  readonly merged_at?: string | null
}

/** `locked` is one that is being merged. */
export function mergeRequestState(state: string | null | undefined): PullRequest['state'] {
  return state === 'merged' || state === 'closed' ? state : 'open'
}

/** Any of the three prefixes that make a draft: https://docs.gitlab.com/user/project/merge_requests/drafts/ */
const draftPrefix = /^\s*(?:\[draft\]|\(draft\)|draft:)\s*/i

/** The title without what makes it a draft; a title that is nothing else stays. */
export function withoutDraft(title: string): string {
  return title.replace(draftPrefix, '') || title
}

/** The title of a draft, or of one that is ready. */
export function titleAs(title: string, isDraft: boolean): string {
  return isDraft ? `Draft: ${withoutDraft(title)}` : withoutDraft(title)
}

/** Not yet known: GitLab is still looking. */
const undecided: ReadonlySet<string> = new Set(['unchecked', 'checking', 'preparing', 'approvals_syncing'])

/** https://docs.gitlab.com/api/merge_requests/#merge-status ; null once there is nothing to merge. */
function isMergeable({ state, detailed_merge_status: status }: VendorMergeRequest): boolean | null {
  if (mergeRequestState(state) !== 'open') return null
  return status === undefined || status === null || undecided.has(status) ? null : status === 'mergeable'
}

/** The commit a merge left on the target branch: that of the merge, of the squash, or the head of a fast-forward. */
export function mergeCommitSha(request: VendorMergeRequest): string | null {
  if (mergeRequestState(request.state) !== 'merged') return null
  return request.merge_commit_sha ?? request.squash_commit_sha ?? request.sha ?? null
}

/**
 * A merge request of the project `fullName`. The prefix of a draft is in `isDraft`, not in the title. GitLab names a fork by
 * its id alone, so `head.repositoryFullName` is null for one.
 */
export function mapMergeRequest(request: VendorMergeRequest, fullName: string): PullRequest {
  const isOurs = request.source_project_id === request.target_project_id
  const isDraft = request.draft ?? false
  return {
    pullRequest: String(request.iid),
    externalId: String(request.id),
    title: isDraft ? withoutDraft(request.title) : request.title,
    body: request.description ?? null,
    state: mergeRequestState(request.state),
    isDraft,
    author: mapAuthor(request.author),
    assignees: mapAuthors(request.assignees),
    reviewers: mapAuthors(request.reviewers),
    labels: mapLabelNames(request.labels),
    milestone: request.milestone ? mapMilestone(request.milestone) : null,
    head: { ref: request.source_branch, sha: request.sha ?? null, repositoryFullName: isOurs ? fullName : null },
    base: { ref: request.target_branch, sha: request.diff_refs?.start_sha ?? null, repositoryFullName: fullName },
    isMergeable: isMergeable(request),
    mergeCommitSha: mergeCommitSha(request),
    htmlUrl: request.web_url,
    createdAt: utc(request.created_at),
    updatedAt: utc(request.updated_at),
    closedAt: utcOrNull(request.closed_at ?? request.merged_at),
    mergedAt: utcOrNull(request.merged_at),
  }
}
