import { actionOf, object, readPayload, text } from '@scm-host/core/provider'
import { mapIssue } from '../map/issue.ts'
import { changedFields, instant, own } from './envelope.ts'
import type { EventParser } from './parser.ts'
import { changes, issue } from './shapes.ts'

const issueActions = own(
  'opened',
  'closed',
  'reopened',
  'edited',
  'labeled',
  'unlabeled',
  'assigned',
  'unassigned',
  'milestoned',
  'demilestoned',
  'locked',
  'unlocked',
  'transferred',
  'deleted',
  'pinned',
  'unpinned',
)

const issuesBody = object({ action: text, issue, changes })

/** `occurredAt`: the issue's last update, which is what happened; nothing tells when one was deleted. */
export const issues: EventParser = {
  kinds: ['issue'],
  fields: ['issue', 'label', 'milestone'],
  parse(body, envelope) {
    const payload = readPayload(body, issuesBody)
    return [
      {
        ...envelope,
        kind: 'issue',
        ...actionOf(issueActions, payload.action),
        occurredAt: payload.action === 'deleted' ? null : instant(payload.issue.updated_at),
        subject: { ...mapIssue(payload.issue), changes: changedFields(payload) },
      },
    ]
  },
}
