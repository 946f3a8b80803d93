import {
  flag,
  listOf,
  object,
  optional,
  ordinal,
  text,
  whole,
  type Checked,
  type PullRequestSubject,
} from '@scm-host/core/provider'
import { mapMergeRequest } from '../map/merge-request.ts'
import { changedFields, changes } from './changes.ts'
import type { Envelope } from './envelope.ts'
import { assigneesOf, authorAmong, usersOf } from './people.ts'
import { issuable, labels, people, project, user } from './shapes.ts'

const attributes = object({
  ...issuable,
  id: whole,
  iid: ordinal,
  state: text,
  source_branch: text,
  target_branch: text,
  source: optional(project),
  target: optional(project),
  last_commit: optional(object({ id: text })),
  draft: optional(flag),
  work_in_progress: optional(flag),
  detailed_merge_status: optional(text),
  merge_commit_sha: optional(text),
  squash_commit_sha: optional(text),
  merged_at: optional(text),
  oldrev: optional(text),
  system: optional(flag),
})
export const mergeRequestBody = object({
  object_attributes: attributes,
  ...people,
  reviewers: optional(listOf(user)),
  labels,
  changes,
})
type Attributes = Checked<typeof attributes>
export type MergeRequestBody = Checked<typeof mergeRequestBody>

/**
 * A merge request as a delivery tells it. Its milestone is an id without a title, so there is none; the author is known
 * where somebody else named is the same.
 */
export function mergeRequestOf(payload: MergeRequestBody, envelope: Envelope): PullRequestSubject {
  const { object_attributes: vendor } = payload
  const { repository, sender } = envelope
  const assignees = assigneesOf(payload, vendor.assignee_id)
  const reviewers = usersOf(payload.reviewers)
  const page = vendor.target?.web_url || repository?.htmlUrl || ''
  const target = vendor.target?.path_with_namespace ?? repository?.fullName ?? null
  const { head, base, ...mapped } = mapMergeRequest(
    {
      ...vendor,
      ...momentsOf(vendor),
      draft: vendor.draft ?? vendor.work_in_progress ?? false,
      labels: payload.labels ?? vendor.labels ?? [],
      sha: vendor.last_commit?.id ?? null,
      web_url: vendor.url || `${page}/-/merge_requests/${vendor.iid}`,
    },
    target ?? '',
  )
  return {
    ...mapped,
    author: authorAmong(vendor.author_id, [sender, ...assignees, ...reviewers]),
    assignees,
    reviewers,
    head: { ...head, repositoryFullName: vendor.source?.path_with_namespace ?? null },
    base: { ...base, repositoryFullName: target },
    changes: changedFields(payload),
  }
}

/** Deliveries do not tell when it was closed or merged, but of those about just that. */
function momentsOf({ action, state, updated_at: now, merged_at: merged, closed_at: closed }: Attributes) {
  if (action === 'merge') return { state: 'merged', merged_at: merged ?? now, closed_at: null }
  const isClosed = state === 'closed'
  return {
    state,
    merged_at: state === 'merged' ? (merged ?? null) : null,
    closed_at: isClosed ? (closed ?? (action === 'close' ? now : null)) : null,
  }
}
