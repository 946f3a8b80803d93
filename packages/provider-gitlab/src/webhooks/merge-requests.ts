import { readPayload, type EventKinds, type ParsedEvent } from '@scm-host/core/provider'
import { utc } from '../map/date.ts'
import { reviewOf } from '../map/review.ts'
import { mergeRequestActions, sharedActions } from './changes.ts'
import type { Envelope } from './envelope.ts'
import { mergeRequestBody, mergeRequestOf, type MergeRequestBody } from './merge-request.ts'
import type { EventParser } from './parser.ts'

type Action =
  | { readonly action: Exclude<EventKinds['pull_request']['actions'], 'other'> }
  | { readonly action: 'other'; readonly rawAction: string }

const actions: ReadonlyMap<string, Exclude<EventKinds['pull_request']['actions'], 'other'>> = new Map([
  ['open', 'opened'],
  ['close', 'closed'],
  ['reopen', 'reopened'],
  ['merge', 'closed'],
])

/** `approved` is the approval that was the last one needed; GitLab sends it instead of `approval`. */
const approvals: ReadonlyMap<string, 'submitted' | 'dismissed'> = new Map([
  ['approved', 'submitted'],
  ['approval', 'submitted'],
  ['unapproved', 'dismissed'],
  ['unapproval', 'dismissed'],
])

/**
 * An update is one event for each thing that changed, new commits first: somebody who listens to `labeled` gets it
 * whatever else one click changed. An update of something that has no neutral action is `other`.
 */
function actionsOf({ object_attributes: vendor, changes }: MergeRequestBody): readonly Action[] {
  const name = vendor.action ?? 'update'
  const known = actions.get(name)
  if (known !== undefined) return [{ action: known }]
  const isPushed = (vendor.oldrev ?? '') !== ''
  const all = changes ?? {}
  const changed = [
    ...(isPushed ? (['synchronize'] as const) : []),
    ...mergeRequestActions(all),
    ...sharedActions(all),
  ].map((action) => ({ action }))
  return name === 'update' && changed.length > 0 ? changed : [{ action: 'other', rawAction: name }]
}

/**
 * An approval is a review: one a person and merge request. GitLab itself takes approvals back when commits are added; then
 * nobody in the payload is their author. Nothing tells the time.
 */
function review(payload: MergeRequestBody, action: 'submitted' | 'dismissed', envelope: Envelope): ParsedEvent {
  const author = payload.object_attributes.system === true ? null : envelope.sender
  const { pullRequest, head, htmlUrl } = mergeRequestOf(payload, envelope)
  const state = action === 'submitted' ? 'approved' : 'dismissed'
  const subject = { pullRequest, review: reviewOf(author, state, { sha: head.sha, htmlUrl }) }
  return { ...envelope, kind: 'review', action, occurredAt: null, subject }
}

/** A merge is `closed` with state `merged`. `occurredAt`: the merge request's last update, which is what happened. */
export const mergeRequests: EventParser = {
  kinds: ['pull_request', 'review'],
  parse(body, envelope) {
    const payload = readPayload(body, mergeRequestBody)
    const { object_attributes: vendor } = payload
    const approval = approvals.get(vendor.action ?? '')
    if (approval !== undefined) return [review(payload, approval, envelope)]
    const subject = mergeRequestOf(payload, envelope)
    const occurredAt = utc(vendor.updated_at)
    return actionsOf(payload).map((action) => ({ ...envelope, kind: 'pull_request', ...action, occurredAt, subject }))
  },
}
