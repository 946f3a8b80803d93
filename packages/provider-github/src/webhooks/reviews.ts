import { actionOf, listOf, object, optional, ordinal, readPayload, text } from '@scm-host/core/provider'
import { mapReviewComment } from '../map/review-comment.ts'
import { mapReview } from '../map/review.ts'
import { instant, own } from './envelope.ts'
import type { EventParser } from './parser.ts'
import { review, reviewComment } from './shapes.ts'

const pullRequest = object({ number: ordinal, updated_at: text })

const reviewActions = own('submitted', 'edited', 'dismissed')
const reviewBody = object({ action: text, pull_request: pullRequest, review })

/** `occurredAt`: when the review was submitted, else the pull request's last update. */
export const reviews: EventParser = {
  kinds: ['review'],
  fields: ['pull_request', 'review'],
  parse(body, envelope) {
    const payload = readPayload(body, reviewBody)
    const submittedAt = payload.action === 'submitted' ? payload.review.submitted_at : null
    return [
      {
        ...envelope,
        kind: 'review',
        ...actionOf(reviewActions, payload.action),
        occurredAt: instant(submittedAt ?? payload.pull_request.updated_at),
        subject: { pullRequest: String(payload.pull_request.number), review: mapReview(payload.review) },
      },
    ]
  },
}

const commentActions = own('created', 'edited', 'deleted')
const commentBody = object({ action: text, pull_request: pullRequest, comment: reviewComment })

/** An inline comment. `occurredAt`: its last update; nothing tells when one was deleted. */
export const reviewComments: EventParser = {
  kinds: ['review_comment'],
  fields: ['pull_request', 'comment'],
  parse(body, envelope) {
    const payload = readPayload(body, commentBody)
    return [
      {
        ...envelope,
        kind: 'review_comment',
        ...actionOf(commentActions, payload.action),
        occurredAt: payload.action === 'deleted' ? null : instant(payload.comment.updated_at),
        subject: { pullRequest: String(payload.pull_request.number), comment: mapReviewComment(payload.comment) },
      },
    ]
  },
}

const threadActions = own('resolved', 'unresolved')
const thread = object({ node_id: text, comments: listOf(reviewComment) })
const threadBody = object({ action: text, pull_request: pullRequest, thread, updated_at: optional(text) })

/** `occurredAt`: when the thread was updated, which older payloads do not tell; then the pull request's last update. */
export const reviewThreads: EventParser = {
  kinds: ['review_thread'],
  fields: ['pull_request', 'thread'],
  parse(body, envelope) {
    const payload = readPayload(body, threadBody)
    const { node_id: id, comments } = payload.thread
    return [
      {
        ...envelope,
        kind: 'review_thread',
        ...actionOf(threadActions, payload.action),
        occurredAt: instant(payload.updated_at ?? payload.pull_request.updated_at),
        subject: {
          pullRequest: String(payload.pull_request.number),
          thread: {
            thread: id,
            path: comments[0]?.path ?? null,
            line: comments[0]?.line ?? null,
            isResolved: payload.action === 'resolved',
            comments: comments.map((comment) => mapReviewComment(comment, id)),
          },
        },
      },
    ]
  },
}
