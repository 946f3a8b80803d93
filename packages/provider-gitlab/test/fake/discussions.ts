import { note as sample } from '../areas/samples.ts'
import type { Answer, RecordedRequest } from '../bed/spec-bed.ts'
import { me, onMergeRequest } from './merge-requests.ts'
import {
  field,
  notFound,
  page,
  refusal,
  shaOf,
  time,
  type FakeDiscussion,
  type FakeMergeRequest,
  type FakeNote,
  type FakeState,
  type Handlers,
  type Json,
} from './state.ts'
import { filesOf, linesOf } from './versions.ts'

const route = '/projects/{id}/merge_requests/{merge_request_iid}'

/** A note as GitLab shows it. Only what is said about a change can be resolved here. */
function noteJson(discussion: FakeDiscussion, { id, body, isSystem, position }: FakeNote): Json {
  const resolution = position === null ? { resolvable: false } : { resolvable: true, resolved: discussion.isResolved }
  return {
    ...sample,
    id,
    type: position === null ? null : 'DiffNote',
    body,
    author: me,
    system: isSystem,
    noteable_id: 1000 + discussion.iid,
    noteable_iid: discussion.iid,
    noteable_type: 'MergeRequest',
    created_at: time,
    updated_at: time,
    ...resolution,
    ...(position === null ? {} : { position }),
  }
}

function json(discussion: FakeDiscussion): Json {
  const notes = discussion.notes.map((note) => noteJson(discussion, note))
  return { id: discussion.id, individual_note: discussion.isIndividual, notes }
}

function start(
  state: FakeState,
  { iid }: FakeMergeRequest,
  { body, position = null, isSystem = false }: Partial<Omit<FakeNote, 'id'>> & Pick<FakeNote, 'body'>,
): FakeDiscussion {
  const id = state.nextId()
  const notes = [{ id, body, isSystem, position }]
  const made = { id: shaOf(['discussion', id]), iid, isIndividual: position === null, notes, isResolved: false }
  state.discussions.push(made)
  return made
}

const has = (lines: readonly string[], line: unknown) => Number(line) >= 1 && Number(line) <= lines.length

/**
 * Is there such a place? All three commits are those of a version, and of a line stands the number on its own side alone,
 * for no line of a changed file is unchanged here.
 */
function isPlace(state: FakeState, { versions }: FakeMergeRequest, position: Json): boolean {
  const { base_sha, start_sha, head_sha, new_path, old_path, old_line, new_line } = position
  const version = versions.find(({ base, start: from, head }) => {
    return base === base_sha && from === start_sha && head === head_sha
  })
  if (version === undefined || typeof new_path !== 'string' || typeof old_path !== 'string') return false
  const [before, after] = filesOf(state, version)
  if (before.get(old_path) === after.get(new_path)) return false
  if (position['position_type'] === 'file') return true
  if (old_line !== undefined && new_line !== undefined) return false
  return has(linesOf(after, new_path), new_line) || has(linesOf(before, old_path), old_line)
}

function startThread(request: RecordedRequest, state: FakeState, about: FakeMergeRequest): Answer {
  const { body = '', position } = request.body as { readonly body?: string; readonly position?: Json }
  if (position !== undefined && !isPlace(state, about, position)) {
    return refusal(400, `400 Bad request - Note {:line_code=>["can't be blank", "must be a valid line code"]}`)
  }
  return { status: 201, body: json(start(state, about, { body, position: position ?? null })) }
}

function find({ params }: RecordedRequest, state: FakeState, { iid }: FakeMergeRequest): FakeDiscussion | null {
  return state.discussions.find((one) => one.iid === iid && one.id === params['discussion_id']) ?? null
}

function reply(request: RecordedRequest, state: FakeState, about: FakeMergeRequest): Answer {
  const thread = find(request, state, about)
  if (thread === null) return notFound
  const position = thread.notes[0]?.position ?? null
  const note = { id: state.nextId(), body: field(request, 'body') ?? '', isSystem: false, position }
  thread.notes.push(note)
  return { status: 201, body: noteJson(thread, note) }
}

/** GitLab says so in a note of its own once all threads are resolved. */
function resolve(request: RecordedRequest, state: FakeState, about: FakeMergeRequest): Answer {
  const thread = find(request, state, about)
  if (thread === null) return notFound
  thread.isResolved = request.query['resolved'] === 'true'
  const threads = state.discussions.filter((one) => one.iid === about.iid && !one.isIndividual)
  if (threads.every((one) => one.isResolved)) start(state, about, { body: 'resolved all threads', isSystem: true })
  return { body: json(thread) }
}

const quickAction = /^\/submit_review (reviewed|requested_changes)(?:\n+|$)/

/** https://docs.gitlab.com/api/notes/ ; quick actions go from the text, and without one 202 tells what they did. */
function say(request: RecordedRequest, state: FakeState, about: FakeMergeRequest): Answer {
  const text = field(request, 'body') ?? ''
  const review = quickAction.exec(text)?.[1]
  if (review !== undefined) Object.assign(about, { review })
  if (review === 'reviewed') start(state, about, { body: 'left review comments', isSystem: true })
  const body = text.replace(quickAction, '')
  if (body === '') return { status: 202, body: { commands_changes: {}, summary: ['Submitted the current review.'] } }
  const made = start(state, about, { body })
  return { status: 201, body: made.notes.map((note) => noteJson(made, note))[0] }
}

/** Newest first unless asked otherwise. */
function notes(request: RecordedRequest, state: FakeState, { iid }: FakeMergeRequest): Answer {
  const rows = state.discussions
    .filter((one) => one.iid === iid)
    .flatMap((one) => one.notes.map((note) => ({ id: note.id, json: noteJson(one, note) })))
    .toSorted((a, b) => a.id - b.id)
    .map((row) => row.json)
  return page(request, request.query['sort'] === 'asc' ? rows : rows.toReversed(), state)
}

/** Comments, threads and what is said in them. */
export const discussionRoutes: Handlers = {
  [`GET ${route}/notes`]: onMergeRequest(notes),
  [`POST ${route}/notes`]: onMergeRequest(say),
  [`GET ${route}/discussions`]: onMergeRequest((request, state, { iid }) =>
    page(request, state.discussions.filter((one) => one.iid === iid).map(json), state),
  ),
  [`POST ${route}/discussions`]: onMergeRequest(startThread),
  [`PUT ${route}/discussions/{discussion_id}`]: onMergeRequest(resolve),
  [`POST ${route}/discussions/{discussion_id}/notes`]: onMergeRequest(reply),
}
