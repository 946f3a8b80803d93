import type { ReviewComment } from '@scm-host/core/provider'
import { mapAuthor, type VendorUser } from './author.ts'

/** The fields of GitHub's inline comments this provider reads; old payloads have `position` and no `line`. */
export interface VendorReviewComment {
  readonly id: number
  readonly path: string
  readonly position?: number | null
  readonly line?: number | null
  readonly start_line?: number | null
  readonly side?: string | null
  readonly subject_type?: string | null
  readonly commit_id?: string | null
  readonly body?: string | null
  readonly user?: VendorUser | null
  readonly in_reply_to_id?: number | null
  readonly html_url?: string
  readonly created_at: string
  readonly updated_at: string
}

/** An outdated comment has no place in the current diff: neither line nor position. */
function isOutdated(comment: VendorReviewComment): boolean {
  if (comment.subject_type === 'file') return comment.position === null
  return (comment.line ?? null) === null && (comment.position ?? null) === null
}

/**
 * GitHub's `pull-request-review-comment`. REST and webhooks do not tell the thread of a comment: `threadId` is null
 * unless the caller knows it.
 */
export function mapReviewComment(comment: VendorReviewComment, threadId: string | null = null): ReviewComment {
  const onFile = comment.subject_type === 'file'
  return {
    id: String(comment.id),
    threadId,
    path: comment.path,
    line: onFile ? null : (comment.line ?? null),
    startLine: onFile ? null : (comment.start_line ?? null),
    side: comment.side === 'LEFT' ? 'base' : 'head',
    sha: comment.commit_id ?? null,
    body: comment.body ?? null,
    author: mapAuthor(comment.user),
    inReplyTo: typeof comment.in_reply_to_id === 'number' ? String(comment.in_reply_to_id) : null,
    isOutdated: isOutdated(comment),
    htmlUrl: comment.html_url ?? null,
    createdAt: comment.created_at,
    updatedAt: comment.updated_at,
  }
}
