import { actionOf, object, optional, ordinal, readPayload, text } from '@scm-host/core/provider'
import { mapComment } from '../map/comment.ts'
import { instant, own } from './envelope.ts'
import type { EventParser } from './parser.ts'
import { comment, commentFields } from './shapes.ts'

const actions = own('created', 'edited', 'deleted', 'pinned', 'unpinned')
/** Actions that the comment's last update tells the time of. */
const timed: ReadonlySet<string> = new Set(['created', 'edited'])

/** GitHub numbers issues and pull requests together; `pull_request` tells that it is one. */
const issue = object({ number: ordinal, pull_request: optional(object({})) })
const issueCommentBody = object({ action: text, issue, comment })

/** A comment of a conversation. `occurredAt`: its last update; nothing tells when one was deleted or pinned. */
export const issueComments: EventParser = {
  kinds: ['comment'],
  fields: ['issue', 'comment'],
  parse(body, envelope) {
    const payload = readPayload(body, issueCommentBody)
    const number = String(payload.issue.number)
    const onPullRequest = (payload.issue.pull_request ?? null) !== null
    return [
      {
        ...envelope,
        kind: 'comment',
        ...actionOf(actions, payload.action),
        occurredAt: timed.has(payload.action) ? instant(payload.comment.updated_at) : null,
        subject: {
          on: onPullRequest ? 'pull_request' : 'issue',
          issue: onPullRequest ? null : number,
          pullRequest: onPullRequest ? number : null,
          sha: null,
          comment: mapComment(payload.comment),
        },
      },
    ]
  },
}

const commitCommentBody = object({ action: text, comment: object({ ...commentFields, commit_id: text }) })

/** `occurredAt`: the comment's last update. */
export const commitComments: EventParser = {
  kinds: ['comment'],
  fields: ['comment'],
  parse(body, envelope) {
    const payload = readPayload(body, commitCommentBody)
    return [
      {
        ...envelope,
        kind: 'comment',
        ...actionOf(actions, payload.action),
        occurredAt: timed.has(payload.action) ? instant(payload.comment.updated_at) : null,
        subject: {
          on: 'commit',
          issue: null,
          pullRequest: null,
          sha: payload.comment.commit_id,
          comment: mapComment(payload.comment),
        },
      },
    ]
  },
}
