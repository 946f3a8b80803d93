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
import { utc } from '../map/date.ts'
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
  merge_status: optional(text),
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
export type MergeRequestBody = Checked<typeof mergeRequestBody>

/** `locked` is a merge that is under way; a merge request whose conversation is locked stays `opened`. */
const states = new Map([
  ['closed', 'closed'],
  ['merged', 'merged'],
] as const)
const mergeable = new Map([
  ['can_be_merged', true],
  ['cannot_be_merged', false],
])

/**
 * A merge request as a delivery tells it. Its milestone is an id without a title, so there is none; the author is known
 * where somebody else named is the same.
 */
export function mergeRequestOf(payload: MergeRequestBody, envelope: Envelope): PullRequestSubject {
  const { object_attributes: vendor } = payload
  const action = vendor.action ?? null
  const assignees = assigneesOf(payload, vendor.assignee_id)
  const reviewers = usersOf(payload.reviewers)
  const state = action === 'merge' ? 'merged' : (states.get(vendor.state as 'closed') ?? 'open')
  const updatedAt = utc(vendor.updated_at)
  const endedAt = action === 'merge' || action === 'close' ? updatedAt : null
  const mergedAt = state === 'merged' ? momentOf(vendor.merged_at, endedAt) : null
  const page = vendor.target?.web_url || envelope.repository?.htmlUrl || ''
  return {
    pullRequest: String(vendor.iid),
    externalId: String(vendor.id),
    title: vendor.title,
    body: vendor.description ?? null,
    state,
    isDraft: vendor.draft ?? vendor.work_in_progress ?? false,
    author: authorAmong(vendor.author_id, [envelope.sender, ...assignees, ...reviewers]),
    assignees,
    reviewers,
    labels: titlesOf(payload.labels ?? vendor.labels),
    milestone: null,
    head: {
      ref: vendor.source_branch,
      sha: vendor.last_commit?.id ?? null,
      repositoryFullName: vendor.source?.path_with_namespace ?? null,
    },
    base: { ref: vendor.target_branch, sha: null, repositoryFullName: vendor.target?.path_with_namespace ?? null },
    isMergeable: mergeable.get(vendor.merge_status ?? '') ?? null,
    mergeCommitSha: state === 'merged' ? (vendor.merge_commit_sha ?? vendor.squash_commit_sha ?? null) : null,
    htmlUrl: vendor.url || `${page}/-/merge_requests/${vendor.iid}`,
    createdAt: utc(vendor.created_at),
    updatedAt,
    closedAt: state === 'merged' ? mergedAt : state === 'closed' ? momentOf(vendor.closed_at, endedAt) : null,
    mergedAt,
    changes: changedFields(payload),
  }
}

function momentOf(told: string | null | undefined, otherwise: string | null): string | null {
  return told === null || told === undefined ? otherwise : utc(told)
}

/** Names of labels. */
export function titlesOf(all: Checked<typeof labels>): readonly string[] {
  return (all ?? []).flatMap(({ title }) => (title === null || title === undefined ? [] : [title]))
}
