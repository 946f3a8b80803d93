import { maybe, object, optional, payloadInvalid, readPayload, text, type ParsedEvent } from '@scm-host/core/provider'
import { mapPullRequest } from '../map/pull-request.ts'
import { mapReview } from '../map/review.ts'
import { timeOf } from '../map/time.ts'
import type { EventParser } from './event.ts'
import { account, pullRequest } from './shapes.ts'

const pullRequestBody = object({ pullrequest: pullRequest })
type Action = Extract<ParsedEvent, { kind: 'pull_request' }>['action']

/**
 * The events of a pull request itself. The state in the body must be one the event can have: a signed body of another
 * moment, replayed under another key, must not close anything. `occurredAt`: its last change.
 */
export function pullRequestEvent(action: Action, ...states: readonly string[]): EventParser {
  return {
    kinds: ['pull_request'],
    fields: ['pullrequest'],
    parse(body, envelope) {
      const { pullrequest } = readPayload(body, pullRequestBody)
      const state = states.find((one) => pullrequest.state.split('|').includes(one))
      if (state === undefined) throw payloadInvalid(`pullrequest.state does not fit the event`)
      const subject = { ...mapPullRequest({ ...pullrequest, state }), changes: [] }
      return [{ ...envelope, kind: 'pull_request', action, occurredAt: timeOf(pullrequest.updated_on), subject }]
    },
  }
}

const decision = object({ date: maybe(text), user: optional(account) })
const reviewBody = object({
  pullrequest: pullRequest,
  approval: maybe(decision),
  changes_request: maybe(decision),
})

/** Approvals and requests for changes, given and taken back. `occurredAt`: when it was decided. */
export function reviewEvent(field: 'approval' | 'changes_request', action: 'submitted' | 'dismissed'): EventParser {
  const given = field === 'approval' ? 'approved' : 'changes_requested'
  return {
    kinds: ['review'],
    fields: ['pullrequest', field],
    parse(body, envelope) {
      const payload = readPayload(body, reviewBody)
      const { date, user } = payload[field] ?? {}
      const review = mapReview({ user: user ?? null, state: given, participated_on: date ?? null }, payload.pullrequest)
      const subject = {
        pullRequest: String(payload.pullrequest.id),
        review: action === 'dismissed' ? { ...review, state: 'dismissed' as const } : review,
      }
      return [{ ...envelope, kind: 'review', action, occurredAt: timeOf(date), subject }]
    },
  }
}
