import {
  object,
  ordinal,
  payloadInvalid,
  readPayload,
  text,
  type Checked,
  type ParsedEvent,
} from '@scm-host/core/provider'
import { mapComment, mapReviewComment, mapThread } from '../map/comment.ts'
import { timeOf } from '../map/time.ts'
import type { EventParser } from './event.ts'
import { comment, pullRequest } from './shapes.ts'

const pullRequestComment = object({ pullrequest: pullRequest, comment })
const commitComment = object({ commit: object({ hash: text }), comment })
const issueComment = object({ issue: object({ id: ordinal }), comment })
type Action = 'created' | 'edited' | 'deleted'

/** The payload's comment has no author where the actor wrote it. */
type Written = Checked<typeof comment>

function common(written: Written) {
  const mapped = mapComment(written)
  return { comment: mapped, occurredAt: timeOf(written.updated_on) }
}

/** Comments of a pull request: conversation, or inline where they have an anchor. `occurredAt`: their last change. */
export function pullRequestCommentEvent(action: Action): EventParser {
  return {
    kinds: ['comment', 'review_comment'],
    fields: ['pullrequest', 'comment'],
    parse(body, envelope): readonly ParsedEvent[] {
      const { pullrequest, comment: written } = readPayload(body, pullRequestComment)
      if (written.deleted === true && action !== 'deleted') throw payloadInvalid('its comment is deleted')
      const number = String(pullrequest.id)
      const { comment: mapped, occurredAt } = common(written)
      const author = mapped.author ?? (action === 'created' ? envelope.sender : null)
      if (written.inline) {
        const subject = { pullRequest: number, comment: { ...mapReviewComment(written), author } }
        return [{ ...envelope, kind: 'review_comment', action, occurredAt, subject }]
      }
      const on = { on: 'pull_request', issue: null, pullRequest: number, sha: null } as const
      return [{ ...envelope, kind: 'comment', action, occurredAt, subject: { ...on, comment: { ...mapped, author } } }]
    },
  }
}

/** Threads resolved and reopened: the comment is their first one. */
export function threadEvent(action: 'resolved' | 'unresolved'): EventParser {
  return {
    kinds: ['review_thread'],
    fields: ['pullrequest', 'comment'],
    parse(body, envelope) {
      const { pullrequest, comment: written } = readPayload(body, pullRequestComment)
      if (action === 'unresolved' && written.resolution) throw payloadInvalid('its thread is resolved')
      const thread = { ...mapThread(written, []), isResolved: action === 'resolved' }
      const subject = { pullRequest: String(pullrequest.id), thread }
      return [{ ...envelope, kind: 'review_thread', action, occurredAt: timeOf(written.updated_on), subject }]
    },
  }
}

/** Comments of a commit, inline ones among them. */
export const commitCommentEvent: EventParser = {
  kinds: ['comment'],
  fields: ['comment', 'commit'],
  parse(body, envelope) {
    const { commit, comment: written } = readPayload(body, commitComment)
    const { comment: mapped, occurredAt } = common(written)
    const on = { on: 'commit', issue: null, pullRequest: null, sha: commit.hash } as const
    const subject = { ...on, comment: { ...mapped, author: mapped.author ?? envelope.sender } }
    return [{ ...envelope, kind: 'comment', action: 'created', occurredAt, subject }]
  },
}

/** From before August 2026, when Bitbucket had issues. */
export const issueCommentEvent: EventParser = {
  kinds: ['comment'],
  fields: ['issue', 'comment'],
  parse(body, envelope) {
    const { issue, comment: written } = readPayload(body, issueComment)
    const { comment: mapped, occurredAt } = common(written)
    const on = { on: 'issue', issue: String(issue.id), pullRequest: null, sha: null } as const
    const subject = { ...on, comment: { ...mapped, author: mapped.author ?? envelope.sender } }
    return [{ ...envelope, kind: 'comment', action: 'created', occurredAt, subject }]
  },
}
