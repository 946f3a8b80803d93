import type { Answer } from '../bed/check-answer.ts'
import { addCommit, changedFiles, resolve } from './git.ts'
import {
  invalid,
  notFound,
  time,
  page,
  shaped,
  type FakeInline,
  type FakePull,
  type FakeState,
  type Handlers,
  type Json,
} from './state.ts'

const pullRoute = 'GET /repos/{owner}/{repo}/pulls/{pull_number}'
const commentRoute = 'GET /repos/{owner}/{repo}/pulls/comments/{comment_id}'
const numberOf = (params: Readonly<Record<string, string>>) => Number(params['pull_number'] ?? params['issue_number'])

function headOf(state: FakeState, pull: FakePull): string {
  return resolve(state, pull.head) ?? pull.merge ?? ''
}

/** A pull request as GitHub shows it; its head is where its branch is time. */
export function pullJson(state: FakeState, pull: FakePull): Json {
  const example = shaped(pullRoute, 200, {})
  const side = (name: 'head' | 'base', ref: string, sha: string) => {
    const known = example[name] as Json
    const repo = { ...(known['repo'] as Json), full_name: state.fullName }
    return { ...known, ref, sha, label: `octocat:${ref}`, repo }
  }
  return {
    ...example,
    id: 1000 + pull.number,
    number: pull.number,
    title: pull.title,
    body: pull.body,
    state: pull.state,
    draft: false,
    locked: false,
    head: side('head', pull.head, headOf(state, pull)),
    base: side('base', pull.base, resolve(state, pull.base) ?? ''),
    labels: pull.labels.map((name) => state.labels.get(name)),
    milestone: null,
    requested_teams: [],
    requested_reviewers: [],
    merged: pull.merge !== null,
    merge_commit_sha: pull.merge,
    mergeable: pull.merge === null ? true : null,
    merged_at: pull.merge === null ? null : time,
    closed_at: pull.state === 'open' ? null : time,
  }
}

function withPull(state: FakeState, params: Readonly<Record<string, string>>, run: (pull: FakePull) => Answer): Answer {
  const pull = state.pulls.get(numberOf(params))
  return pull === undefined ? notFound : run(pull)
}

function merge(state: FakeState, pull: FakePull, sha: string | undefined): Answer {
  const head = headOf(state, pull)
  if (pull.state === 'closed') return { status: 405, body: { message: 'Pull Request is not mergeable' } }
  if (sha !== undefined && sha !== head) return { status: 409, body: { message: 'Head branch was modified.' } }
  const parents = [resolve(state, pull.base) ?? '', head]
  const made = addCommit(state, state.commits.get(head)?.tree ?? '', parents, `Merge pull request #${pull.number}`)
  state.refs.set(`heads/${pull.base}`, made.sha)
  Object.assign(pull, { state: 'closed', merge: made.sha })
  return { body: { sha: made.sha, merged: true, message: 'Pull Request successfully merged' } }
}

const pullRoutesProper: Handlers = {
  'POST /repos/{owner}/{repo}/pulls': ({ body }, state) => {
    const { title = '', body: text, head, base } = body as { title?: string; body?: string; head: string; base: string }
    const [from, to] = [resolve(state, head), resolve(state, base)]
    if (from === null || to === null) return invalid('PullRequest', 'invalid', from === null ? 'head' : 'base')
    if (changedFiles(state, to, from).length === 0) return invalid('PullRequest', 'custom', 'head')
    const pull: FakePull = {
      number: state.pulls.size + 1,
      head,
      base,
      title,
      body: text ?? null,
      state: 'open',
      merge: null,
      labels: [],
    }
    state.pulls.set(pull.number, pull)
    return { status: 201, body: pullJson(state, pull) }
  },
  [pullRoute]: ({ params }, state) => withPull(state, params, (pull) => ({ body: pullJson(state, pull) })),
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/files': (request, state) =>
    withPull(state, request.params, (pull) => {
      const base = pull.merge === null ? resolve(state, pull.base) : (state.commits.get(pull.merge)?.parents[0] ?? null)
      return page(request, changedFiles(state, base, headOf(state, pull)), state)
    }),
  'PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge': ({ params, body }, state) =>
    withPull(state, params, (pull) => merge(state, pull, (body as { readonly sha?: string } | undefined)?.sha)),
}

function inlineJson(comment: FakeInline): Json {
  const change = { id: comment.id, path: comment.path, body: comment.body, commit_id: comment.sha }
  const place = { line: comment.line, original_line: comment.line, side: 'RIGHT', start_line: null, start_side: null }
  const times = { created_at: time, updated_at: time }
  const { in_reply_to_id: _parent, ...example } = shaped(commentRoute, 200, { ...change, ...place, ...times })
  return comment.inReplyTo === null ? example : { ...example, in_reply_to_id: comment.inReplyTo }
}

function addInline(state: FakeState, comment: Omit<FakeInline, 'id'>): Answer {
  const made = { ...comment, id: state.nextId() }
  state.inline.set(made.id, made)
  if (!state.threads.has(made.thread)) state.threads.set(made.thread, false)
  return { status: 201, body: inlineJson(made) }
}

/** GitHub refuses a comment beside the diff. */
function onDiff(state: FakeState, pull: FakePull, path: string, line: number): boolean {
  const file = changedFiles(state, resolve(state, pull.base), headOf(state, pull)).find(
    (one) => one['filename'] === path,
  )
  return file !== undefined && line >= 1 && line <= Number(file['additions'])
}

const inlineRoutes: Handlers = {
  'POST /repos/{owner}/{repo}/pulls/{pull_number}/comments': ({ params, body }, state) =>
    withPull(state, params, (pull) => {
      const {
        path,
        line = 0,
        commit_id,
        body: text,
      } = body as { path: string; line?: number; commit_id: string; body: string }
      if (!onDiff(state, pull, path, line))
        return invalid('PullRequestReviewComment', 'invalid', 'pull_request_review_thread.line')
      const thread = `PRRT_${state.nextId()}`
      return addInline(state, { pull: pull.number, thread, path, line, sha: commit_id, body: text, inReplyTo: null })
    }),
  'POST /repos/{owner}/{repo}/pulls/{pull_number}/comments/{comment_id}/replies': ({ params, body }, state) => {
    const parent = state.inline.get(Number(params['comment_id']))
    if (parent === undefined || parent.pull !== numberOf(params)) return notFound
    return addInline(state, { ...parent, body: (body as { readonly body: string }).body, inReplyTo: parent.id })
  },
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/comments': (request, state) =>
    withPull(state, request.params, (pull) => {
      const rows = [...state.inline.values()].filter((comment) => comment.pull === pull.number)
      return page(
        request,
        rows.map((comment) => inlineJson(comment)),
        state,
      )
    }),
}

const states: Readonly<Record<string, string>> = { APPROVE: 'APPROVED', REQUEST_CHANGES: 'CHANGES_REQUESTED' }

const reviewRoutes: Handlers = {
  'POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews': ({ params, body }, state) =>
    withPull(state, params, (pull) => {
      const { event = '', body: text = '', commit_id } = body as { event?: string; body?: string; commit_id?: string }
      if (event === 'APPROVE') return invalid('PullRequestReview', 'custom', 'event')
      if (text === '') return invalid('PullRequestReview', 'missing_field', 'body')
      const change = {
        id: state.nextId(),
        body: text,
        state: states[event] ?? 'COMMENTED',
        commit_id: commit_id ?? headOf(state, pull),
        submitted_at: time,
      }
      const made = shaped('POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews', 200, change)
      state.reviews.push({ ...made, pull_number: pull.number })
      return { body: made }
    }),
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews': (request, state) =>
    page(
      request,
      state.reviews.filter((review) => review['pull_number'] === numberOf(request.params)),
      state,
    ),
}

/** Pull requests, their inline comments and reviews. The user is the author, who cannot approve. */
export const pullRoutes: Handlers = { ...pullRoutesProper, ...inlineRoutes, ...reviewRoutes }
