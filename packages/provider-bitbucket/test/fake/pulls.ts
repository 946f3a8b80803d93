import { commentOf, pullOf } from '../pulls/samples.ts'
import { emma } from '../bed/samples.ts'
import { atWeb, type Answer, type RecordedRequest } from '../bed/spec-bed.ts'
import {
  addCommit,
  commitOf,
  invalid,
  notFound,
  page,
  time,
  type FakeComment,
  type FakePull,
  type FakeState,
  type Handlers,
} from './state.ts'

/** Bitbucket abbreviates the commits of a pull request. */
const short = (hash: string) => hash.slice(0, 12)

function pullJson(state: FakeState, pull: FakePull) {
  const repository = { type: 'repository', full_name: 'acme/web' }
  const side = (branch: string) => ({
    branch: { name: branch },
    commit: { hash: short(state.branches.get(branch) ?? '') },
    repository,
  })
  const { id, title, description, state: word, merge } = pull
  const hasSpoken = [...state.comments.values()].some((comment) => comment.pull === id)
  const participant = { type: 'participant', user: emma, role: 'PARTICIPANT', approved: false, state: null }
  return pullOf({
    id,
    title,
    summary: { raw: description, markup: 'markdown', html: '' },
    state: word,
    source: side(pull.head),
    destination: side(pull.base),
    reviewers: [],
    participants: hasSpoken ? [{ ...participant, participated_on: time }] : [],
    merge_commit: merge === null ? null : { hash: short(merge) },
  })
}

function commentJson(state: FakeState, comment: FakeComment) {
  const { id, body, parent, isResolved } = comment
  // An answer stands where its parent does.
  const inline = comment.inline ?? state.comments.get(parent ?? 0)?.inline ?? null
  return commentOf(id, {
    content: { raw: body, markup: 'markdown', html: '' },
    ...(inline === null ? {} : { inline }),
    ...(parent === null ? {} : { parent: { id: parent } }),
    ...(isResolved ? { resolution: { type: 'comment_resolution' } } : {}),
  })
}

const one = `${atWeb}/pullrequests/{pull_request_id}`
const withPull = (request: RecordedRequest, state: FakeState, run: (pull: FakePull) => Answer): Answer => {
  const pull = state.pulls.get(Number(request.params['pull_request_id']))
  return pull === undefined ? notFound : run(pull)
}
const withComment = (request: RecordedRequest, state: FakeState, run: (comment: FakeComment) => Answer): Answer => {
  const comment = state.comments.get(Number(request.params['comment_id']))
  return comment?.pull === Number(request.params['pull_request_id']) ? run(comment) : notFound
}

interface NewComment {
  readonly content: { readonly raw: string }
  readonly inline?: NonNullable<FakeComment['inline']>
  readonly parent?: { readonly id: number }
}

/** Bitbucket refuses an anchor outside of the file. */
function addComment(state: FakeState, pull: FakePull, { content, inline, parent }: NewComment): Answer {
  const text = commitOf(state, pull.head)?.files.get(inline?.path ?? '') ?? ''
  if (inline?.to !== undefined && inline.to > text.split('\n').length - 1) return invalid('inline: no such line')
  if (parent !== undefined && !state.comments.has(parent.id)) return invalid('parent: no such comment')
  const made: FakeComment = {
    id: state.nextId(),
    pull: pull.id,
    body: content.raw,
    parent: parent?.id ?? null,
    inline: inline ?? null,
    isResolved: false,
  }
  state.comments.set(made.id, made)
  return { status: 201, body: commentJson(state, made) }
}

function merge(state: FakeState, pull: FakePull, message = `Merged in ${pull.head}`): Answer {
  const [head, base] = [commitOf(state, pull.head), commitOf(state, pull.base)]
  if (head === undefined || base === undefined || pull.state !== 'OPEN')
    return invalid('This pull request is already closed.')
  const made = addCommit(state, { parents: [base.hash, head.hash], message, files: head.files })
  state.branches.set(pull.base, made.hash)
  Object.assign(pull, { state: 'MERGED', merge: made.hash })
  return { body: pullJson(state, pull) }
}

interface NewPull {
  readonly title: string
  readonly description?: string
  readonly source: { readonly branch: { readonly name: string } }
  readonly destination: { readonly branch: { readonly name: string } }
}

/** Pull requests and their comments. */
export const pullRoutes: Handlers = {
  [`POST ${atWeb}/pullrequests`]: ({ body }, state) => {
    const { title, description = '', source, destination } = body as NewPull
    const [head, base] = [source.branch.name, destination.branch.name]
    if (!state.branches.has(head)) return invalid('source: branch not found')
    if (state.branches.get(head) === state.branches.get(base)) return invalid('There are no changes to be pulled')
    const id = state.pulls.size + 1
    const pull: FakePull = { id, title, description, head, base, state: 'OPEN', merge: null }
    state.pulls.set(id, pull)
    return { status: 201, body: pullJson(state, pull) }
  },
  [`GET ${one}`]: (request, state) => withPull(request, state, (pull) => ({ body: pullJson(state, pull) })),
  [`POST ${one}/merge`]: (request, state) =>
    withPull(request, state, (pull) => merge(state, pull, (request.body as { message?: string }).message)),
  [`GET ${one}/comments`]: (request, state) =>
    withPull(request, state, (pull) => {
      const rows = [...state.comments.values()].filter((comment) => comment.pull === pull.id)
      return page(
        request,
        rows.map((comment) => commentJson(state, comment)),
      )
    }),
  [`POST ${one}/comments`]: (request, state) =>
    withPull(request, state, (pull) => addComment(state, pull, request.body as NewComment)),
  [`GET ${one}/comments/{comment_id}`]: (request, state) =>
    withComment(request, state, (comment) => ({ body: commentJson(state, comment) })),
  [`POST ${one}/comments/{comment_id}/resolve`]: (request, state) =>
    withComment(request, state, (comment) => {
      comment.isResolved = true
      return { body: { type: 'comment_resolution' } }
    }),
}
