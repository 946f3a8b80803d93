import { actionOf, object, readPayload, text } from '@scm-host/core/provider'
import { mapPullRequest } from '../map/pull-request.ts'
import { changedFields, instant, own } from './envelope.ts'
import type { EventParser } from './parser.ts'
import { changes, pullRequest } from './shapes.ts'

const actions = own(
  'opened',
  'closed',
  'reopened',
  'edited',
  'synchronize',
  'ready_for_review',
  'converted_to_draft',
  'labeled',
  'unlabeled',
  'assigned',
  'unassigned',
  'review_requested',
  'review_request_removed',
  'milestoned',
  'demilestoned',
  'locked',
  'unlocked',
  'auto_merge_enabled',
  'auto_merge_disabled',
  'enqueued',
  'dequeued',
)

const pullRequestBody = object({ action: text, pull_request: pullRequest, changes })

/** A merge is `closed` with state `merged`. `occurredAt`: the pull request's last update, which is what happened. */
export const pullRequests: EventParser = {
  kinds: ['pull_request'],
  fields: ['pull_request', 'label', 'milestone'],
  parse(body, envelope) {
    const payload = readPayload(body, pullRequestBody)
    return [
      {
        ...envelope,
        kind: 'pull_request',
        ...actionOf(actions, payload.action),
        occurredAt: instant(payload.pull_request.updated_at),
        subject: { ...mapPullRequest(payload.pull_request), changes: changedFields(payload) },
      },
    ]
  },
}
