import { flag, listOf, object, optional, text, whole, type Checked, type PayloadCheck } from '@scm-host/core/provider'
import { withoutDraft } from '../map/merge-request.ts'
import { labels, user } from './shapes.ts'

const change = <T>(check: PayloadCheck<T>) => optional(object({ previous: optional(check), current: optional(check) }))

const people = optional(listOf(user))
const reviewers = optional(
  listOf(object({ id: optional(whole), username: optional(text), re_requested: optional(flag) })),
)

/** What GitLab tells of an update: the fields that changed, each with its value before and after. */
export const changes = optional(
  object({
    title: change(text),
    description: change(text),
    target_branch: change(text),
    draft: change(flag),
    labels: change(labels),
    assignees: change(people),
    assignee_id: change(whole),
    reviewers: change(reviewers),
    milestone_id: change(whole),
    discussion_locked: change(flag),
    merge_when_pipeline_succeeds: change(flag),
  }),
)
type Changes = NonNullable<Checked<typeof changes>>
type Shared =
  | 'edited'
  | 'labeled'
  | 'unlabeled'
  | 'assigned'
  | 'unassigned'
  | 'milestoned'
  | 'demilestoned'
  | 'locked'
  | 'unlocked'
type OfMergeRequest =
  | 'ready_for_review'
  | 'converted_to_draft'
  | 'review_requested'
  | 'review_request_removed'
  | 'auto_merge_enabled'
  | 'auto_merge_disabled'

/** Names of the fields that changed, by GitLab's names. */
export function changedFields(body: { readonly changes?: object | null }): readonly string[] {
  return Object.keys(body.changes ?? {})
}

/** What changed of an issue or a merge request, as neutral actions, one each. */
export function sharedActions(all: Changes): readonly Shared[] {
  const { title, description, target_branch: target, labels: label, assignees, assignee_id: first } = all
  const { milestone_id: milestone, discussion_locked: lock } = all
  // The prefix of a draft comes and goes with `draft`.
  const isRenamed = title ? withoutDraft(title.previous ?? '') !== withoutDraft(title.current ?? '') : false
  const isAssigned = assignees ? hasMore(assignees.current, assignees.previous) : isSet(first?.current)
  const isUnassigned = assignees ? hasMore(assignees.previous, assignees.current) : isSet(first?.previous)
  return chosen([
    ['edited', isRenamed || isChange(description) || isChange(target)],
    ['labeled', hasMore(label?.current, label?.previous)],
    ['unlabeled', hasMore(label?.previous, label?.current)],
    ['assigned', isAssigned],
    ['unassigned', isUnassigned],
    ['demilestoned', isSet(milestone?.previous)],
    ['milestoned', isSet(milestone?.current)],
    ['locked', lock?.current === true],
    ['unlocked', isChange(lock) && lock?.current !== true],
  ])
}

/** What changed of a merge request alone. */
export function mergeRequestActions({
  draft,
  reviewers: of,
  merge_when_pipeline_succeeds: auto,
}: Changes): readonly OfMergeRequest[] {
  const isAskedAgain = (of?.current ?? []).some((reviewer) => reviewer.re_requested === true)
  return chosen([
    ['ready_for_review', draft?.current === false],
    ['converted_to_draft', draft?.current === true],
    ['review_requested', isAskedAgain || hasMore(of?.current, of?.previous)],
    ['review_request_removed', hasMore(of?.previous, of?.current)],
    ['auto_merge_enabled', auto?.current === true],
    ['auto_merge_disabled', auto?.current === false],
  ])
}

function chosen<A>(all: readonly (readonly [action: A, happened: boolean])[]): readonly A[] {
  return all.filter(([, happened]) => happened).map(([action]) => action)
}

function isChange(one: object | null | undefined): boolean {
  return one !== null && one !== undefined
}

function isSet(value: unknown): boolean {
  return value !== null && value !== undefined
}

interface Named {
  readonly id?: number | null
  readonly title?: string | null
  readonly username?: string | null
}

/** Is there something in one list that is not in the other? */
function hasMore(some: readonly Named[] | null | undefined, others: readonly Named[] | null | undefined): boolean {
  const nameOf = ({ id, title, username }: Named) => String(id ?? title ?? username)
  const known = new Set((others ?? []).map(nameOf))
  return (some ?? []).some((one) => !known.has(nameOf(one)))
}
