import {
  actionOf,
  flag,
  object,
  optional,
  ordinal,
  readPayload,
  text,
  whole,
  type Author,
  type Checked,
  type Comment,
  type ParsedEvent,
  type ReviewComment,
} from '@scm-host/core/provider'
import { utc } from '../map/date.ts'
import { mapNote } from '../map/note.ts'
import { mapDiffNote } from '../map/review.ts'
import type { Envelope } from './envelope.ts'
import type { EventParser } from './parser.ts'
import { authorAmong, userOf } from './people.ts'
import { time, user } from './shapes.ts'

const line = optional(whole)
const end = optional(object({ old_line: line, new_line: line }))
const paths = { old_path: optional(text), new_path: optional(text) }
const position = optional(
  object({
    ...paths,
    position_type: optional(text),
    old_line: line,
    new_line: line,
    head_sha: optional(text),
    line_range: optional(object({ start: end })),
  }),
)
const note = object({
  id: whole,
  note: optional(text),
  noteable_type: optional(text),
  type: optional(text),
  author_id: optional(whole),
  discussion_id: optional(text),
  commit_id: optional(text),
  line_code: optional(text),
  position,
  st_diff: optional(object(paths)),
  system: optional(flag),
  action: optional(text),
  url: optional(text),
  created_at: time,
  updated_at: time,
})
type Note = Checked<typeof note>
type Position = NonNullable<Checked<typeof position>>

const noteBody = object({ object_attributes: note, user: optional(user) })
const issueBody = object({ issue: object({ iid: ordinal }) })
const mergeRequestBody = object({
  merge_request: object({ iid: ordinal, last_commit: optional(object({ id: text })) }),
})
const commitBody = object({ commit: object({ id: text }) })

/** Before 16.11 there was no action: comments were sent when they were made. */
const actions = new Map([
  ['create', 'created'],
  ['update', 'edited'],
] as const)

function commentOf(vendor: Note, author: Author | null): Comment {
  const { id, note: body, url, created_at, updated_at } = vendor
  return { ...mapNote({ id, body: body ?? null, created_at, updated_at }, ''), author, htmlUrl: url || null }
}

/** Where an inline comment stands, also one from before GitLab 10; null when it is not inline. */
function positionOf({ type, line_code: code, position: at, st_diff: diff }: Note): Position | null {
  if (type !== 'DiffNote' && (code ?? '') === '' && !at) return null
  const path = at?.new_path || at?.old_path || diff?.new_path || diff?.old_path
  return path ? { ...at, new_path: path } : null
}

/** Which comment of a thread was the first GitLab does not tell. */
function reviewCommentOf(vendor: Note, at: Position, author: Author | null, head: string | null): ReviewComment {
  const threadId = vendor.discussion_id || null
  const note = { ...vendor, position: at, commit_id: vendor.commit_id || null, author: null }
  const mapped = mapDiffNote(note, { subjectUrl: '', threadId, firstNote: null, head })
  return { ...mapped, ...commentOf(vendor, author) }
}

type About = { readonly pullRequest: string } | { readonly issue: string } | { readonly sha: string }

function subjectOf(about: About, comment: Comment) {
  const none = { issue: null, pullRequest: null, sha: null }
  if ('pullRequest' in about) return { ...none, on: 'pull_request', ...about, comment } as const
  return 'issue' in about
    ? ({ ...none, on: 'issue', ...about, comment } as const)
    : ({ ...none, on: 'commit', ...about, comment } as const)
}

/** What a comment is on; null for what the contract does not have: snippets, designs, epics, wiki pages. */
function aboutOf(body: unknown, { noteable_type: on, commit_id: sha }: Note): About | null {
  if (on === 'MergeRequest') return { pullRequest: String(readPayload(body, mergeRequestBody).merge_request.iid) }
  if (on === 'Issue') return { issue: String(readPayload(body, issueBody).issue.iid) }
  if (on === 'Commit') return { sha: sha || readPayload(body, commitBody).commit.id }
  return null
}

/** GitLab sends a comment in the name of who wrote it. */
function senderOf({ user: named, object_attributes: vendor }: Checked<typeof noteBody>, envelope: Envelope) {
  return envelope.sender ?? userOf(named, vendor.author_id)
}

/**
 * A comment, internal ones included. `occurredAt`: when it was made or last changed. Inline ones of merge requests are
 * review comments, those of commits are not. Notes the system writes are `gitlab.note`, as are those on what the contract
 * does not have.
 */
export const notes: EventParser = {
  kinds: ['comment', 'review_comment'],
  parse(body, plain): readonly ParsedEvent[] {
    const payload = readPayload(body, noteBody)
    const { object_attributes: vendor } = payload
    const envelope = { ...plain, sender: senderOf(payload, plain) }
    const author = authorAmong(vendor.author_id, [envelope.sender])
    const name = vendor.action ?? 'create'
    const occurredAt = utc(name === 'create' ? vendor.created_at : vendor.updated_at)
    const about = aboutOf(body, vendor)
    if (about === null || vendor.system === true)
      return [{ ...envelope, kind: 'gitlab.note', action: name, occurredAt, subject: null }]
    const at = 'pullRequest' in about ? positionOf(vendor) : null
    const action = actionOf(actions, name)
    if ('pullRequest' in about && at !== null) {
      const head = readPayload(body, mergeRequestBody).merge_request.last_commit?.id ?? null
      const comment = reviewCommentOf(vendor, at, author, head)
      return [{ ...envelope, kind: 'review_comment', ...action, occurredAt, subject: { ...about, comment } }]
    }
    const subject = subjectOf(about, commentOf(vendor, author))
    return [{ ...envelope, kind: 'comment', ...action, occurredAt, subject }]
  },
}
