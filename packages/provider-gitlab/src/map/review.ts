import type { Author, Review, ReviewComment, ReviewThread } from '@scm-host/core/provider'
import { mapAuthor, type VendorUser } from './author.ts'
import { utc, utcOrNull } from './date.ts'
import { noteUrl, type VendorNote } from './note.ts'

type Line = number | null | undefined

/** Where an inline comment stands. A side without a line has null; an unchanged line has both. */
export interface VendorPosition {
  readonly head_sha?: string | null
  readonly position_type?: string | null
  readonly old_path?: string | null
  readonly new_path?: string | null
  readonly old_line?: Line
  readonly new_line?: Line
  readonly line_range?: { readonly start?: VendorRangeEnd | null } | null
}

interface VendorRangeEnd {
  readonly type?: string | null
  readonly old_line?: Line
  readonly new_line?: Line
}

/** A note of a thread on a change. */
export interface VendorDiffNote extends VendorNote {
  readonly position?: VendorPosition | null
  readonly commit_id?: string | null
  readonly resolvable?: boolean | null
  readonly resolved?: boolean | null
}

/** GitLab's discussions: single comments, threads, threads on changes, its own notes. */
export interface VendorDiscussion {
  readonly id: string
  readonly notes?: readonly VendorDiffNote[] | null
}

/** What a note does not tell of itself. */
export interface NoteContext {
  readonly subjectUrl: string
  readonly threadId: string | null
  /** The thread's first note. */
  readonly firstNote: number | null
  /** The head a comment must be at to be up to date; null where nobody knows. */
  readonly head: string | null
}

function placeOf(position: VendorPosition, isOutdated: boolean): Pick<ReviewComment, 'side' | 'line' | 'startLine'> {
  const onHead = isLine(position.new_line) || !isLine(position.old_line)
  const side = onHead ? 'head' : 'base'
  const line = onHead ? position.new_line : position.old_line
  if (position.position_type === 'file' || !isLine(line) || isOutdated) return { side, line: null, startLine: null }
  const start = position.line_range?.start
  const startLine = start === undefined || start === null ? null : (start.new_line ?? start.old_line ?? null)
  return { side, line, startLine: startLine === line ? null : startLine }
}

function isLine(line: Line): line is number {
  return line !== null && line !== undefined
}

/** An inline comment. GitLab moves a comment along with its line; one that stayed at an older head is outdated. */
export function mapDiffNote(note: VendorDiffNote, context: NoteContext): ReviewComment {
  const position = note.position ?? {}
  const sha = position.head_sha ?? note.commit_id ?? null
  const isOutdated = context.head !== null && sha !== null && sha !== context.head
  const { firstNote } = context
  return {
    id: String(note.id),
    threadId: context.threadId,
    path: position.new_path ?? position.old_path ?? '',
    ...placeOf(position, isOutdated),
    sha,
    body: note.body ?? null,
    author: mapAuthor(note.author),
    inReplyTo: firstNote === null || firstNote === note.id ? null : String(firstNote),
    isOutdated,
    htmlUrl: noteUrl(note.id, context.subjectUrl),
    createdAt: utc(note.created_at),
    updatedAt: utc(note.updated_at),
  }
}

/** The inline notes of a discussion; none for any other discussion. */
export function diffNotesOf(discussion: VendorDiscussion): readonly VendorDiffNote[] {
  return (discussion.notes ?? []).filter((note) => note.type === 'DiffNote' && note.system !== true)
}

type Around = Pick<NoteContext, 'subjectUrl' | 'head'>

/** The inline comments of a discussion. */
export function mapDiffNotes(discussion: VendorDiscussion, around: Around): readonly ReviewComment[] {
  const notes = diffNotesOf(discussion)
  const context = { ...around, threadId: discussion.id, firstNote: notes[0]?.id ?? null }
  return notes.map((note) => mapDiffNote(note, context))
}

/** A thread on a change; it is resolved when every note that can be is. */
export function mapThread(discussion: VendorDiscussion, around: Around): ReviewThread {
  const comments = mapDiffNotes(discussion, around)
  const resolvable = (discussion.notes ?? []).filter((note) => note.resolvable === true)
  return {
    thread: discussion.id,
    path: comments[0]?.path ?? null,
    line: comments[0]?.line ?? null,
    isResolved: resolvable.length > 0 && resolvable.every((note) => note.resolved === true),
    comments,
  }
}

/** What GitLab tells of a reviewer: https://docs.gitlab.com/api/merge_requests/#list-merge-request-reviewers */
export interface VendorReviewer {
  readonly user?: VendorUser | null
  readonly state?: string | null
}

/** https://docs.gitlab.com/api/merge_request_approvals/ ; older versions do not tell when. */
export interface VendorApproval {
  readonly user?: VendorUser | null
  readonly approved_at?: string | null
}

const reviewStates: ReadonlyMap<string, Review['state']> = new Map([
  ['approved', 'approved'],
  ['requested_changes', 'changes_requested'],
  ['reviewed', 'commented'],
  ['unapproved', 'dismissed'],
  ['review_started', 'pending'],
])

/** GitLab keeps one review a person: whose it is is its id. */
export function reviewOf(author: Author | null, state: Review['state'], rest: Partial<Review> = {}): Review {
  const id = `user:${author?.id ?? '0'}`
  return { id, state, body: null, author, sha: null, htmlUrl: null, submittedAt: null, ...rest }
}

/** The reviews of a merge request: one for everybody who approved, and for every reviewer who did anything. */
export function mapReviews(
  approvals: readonly VendorApproval[],
  reviewers: readonly VendorReviewer[],
): readonly Review[] {
  const approved = approvals.map(({ user, approved_at: at }) =>
    reviewOf(mapAuthor(user), 'approved', { submittedAt: utcOrNull(at) }),
  )
  const seen = new Set(approved.map((review) => review.id))
  const others = reviewers.flatMap(({ user, state }) => {
    const known = reviewStates.get(state ?? '')
    return known === undefined ? [] : [reviewOf(mapAuthor(user), known)]
  })
  return [...approved, ...others.filter((review) => !seen.has(review.id))]
}
