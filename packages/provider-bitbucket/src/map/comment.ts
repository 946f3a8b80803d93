import type { Comment, ReviewComment, ReviewThread } from '@scm-host/core/provider'
import { mapAuthor, type VendorAccount, type VendorLinks } from './author.ts'
import { timeOr } from './time.ts'

/** Where an inline comment is anchored: `from` counts lines of the old file, `to` of the new one. */
export interface VendorInline {
  readonly path: string
  readonly from?: number | null
  readonly to?: number | null
  readonly start_from?: number | null
  readonly start_to?: number | null
  readonly outdated?: boolean
}

/** The fields of Bitbucket's comments this provider reads. */
export interface VendorComment {
  readonly id: number
  readonly content?: { readonly raw?: string } | null
  readonly user?: VendorAccount | null
  readonly created_on?: string
  readonly updated_on?: string
  readonly deleted?: boolean
  readonly inline?: VendorInline | null
  readonly parent?: { readonly id: number } | null
  readonly resolution?: object | null
  readonly links?: VendorLinks
}

export function mapComment(comment: VendorComment): Comment {
  return {
    id: String(comment.id),
    body: comment.content?.raw ?? null,
    author: mapAuthor(comment.user),
    htmlUrl: comment.links?.html?.href ?? null,
    createdAt: timeOr(comment.created_on, comment.updated_on),
    updatedAt: timeOr(comment.updated_on, comment.created_on),
  }
}

/** An inline comment. A thread is named by its first comment; a reply tells its parent, not its thread. */
export function mapReviewComment(comment: VendorComment, threadId: string | null = null): ReviewComment {
  const { inline, parent } = comment
  const side = inline?.to === undefined || inline.to === null ? (isOld(inline) ? 'base' : 'head') : 'head'
  const start = side === 'base' ? inline?.start_from : inline?.start_to
  const inReplyTo = parent === undefined || parent === null ? null : String(parent.id)
  return {
    ...mapComment(comment),
    threadId: threadId ?? (inReplyTo === null ? String(comment.id) : null),
    path: inline?.path ?? '',
    line: (side === 'base' ? inline?.from : inline?.to) ?? null,
    startLine: start ?? null,
    side,
    sha: null,
    inReplyTo,
    isOutdated: inline?.outdated === true,
  }
}

function isOld(inline: VendorInline | null | undefined): boolean {
  return typeof inline?.from === 'number'
}

/** A thread: its first comment and the answers below it, which may lack an anchor of their own. */
export function mapThread(root: VendorComment, answers: readonly VendorComment[]): ReviewThread {
  const thread = String(root.id)
  const anchored = (comment: VendorComment) => ({ ...comment, inline: comment.inline ?? root.inline ?? null })
  const comments = [root, ...answers].map((comment) => mapReviewComment(anchored(comment), thread))
  return {
    thread,
    path: root.inline?.path ?? null,
    line: comments[0]?.line ?? null,
    isResolved: root.resolution !== undefined && root.resolution !== null,
    comments,
  }
}
