import { documentedExample } from '../bed/github-document.ts'
import type { RecordedRequest } from '../bed/exchange.ts'
import { invalid, notFound, time, page, shaped, type FakeState, type Handlers, type Json } from './state.ts'

const commentRoute = 'GET /repos/{owner}/{repo}/issues/comments/{comment_id}'
const labelRoute = 'POST /repos/{owner}/{repo}/labels'
const numberOf = ({ params }: RecordedRequest) => Number(params['issue_number'])

function commentJson(id: number, body: string): Json {
  return shaped(commentRoute, 200, { id, body, created_at: time, updated_at: time })
}

const commentRoutes: Handlers = {
  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments': (request, state) => {
    if (!state.pulls.has(numberOf(request))) return notFound
    const { body } = request.body as { readonly body: string }
    const id = state.nextId()
    state.comments.set(id, { number: numberOf(request), body })
    return { status: 201, body: commentJson(id, body) }
  },
  'GET /repos/{owner}/{repo}/issues/{issue_number}/comments': (request, state) => {
    const rows = [...state.comments].filter(([, comment]) => comment.number === numberOf(request))
    return page(
      request,
      rows.map(([id, comment]) => commentJson(id, comment.body)),
      state,
    )
  },
  [commentRoute]: ({ params }, state) => {
    const comment = state.comments.get(Number(params['comment_id']))
    if (comment === undefined) return notFound
    return { body: { ...commentJson(Number(params['comment_id']), comment.body), ...issueUrl(state, comment.number) } }
  },
  'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}': ({ params, body }, state) => {
    const id = Number(params['comment_id'])
    const comment = state.comments.get(id)
    if (comment === undefined) return notFound
    comment.body = (body as { readonly body: string }).body
    return { body: { ...commentJson(id, comment.body), ...issueUrl(state, comment.number) } }
  },
  'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}': ({ params }, state) =>
    state.comments.delete(Number(params['comment_id'])) ? { status: 204 } : notFound,
}

function issueUrl(state: FakeState, number: number) {
  const issue = `https://api.github.com/repos/${state.fullName}/issues/${number}`
  return { issue_url: issue, html_url: `https://github.com/${state.fullName}/pull/${number}#issuecomment-1` }
}

/** One user reacts once with each word: again is 200 with the same reaction, as GitHub has it. */
function react(state: FakeState, subject: string, content: unknown) {
  const known = state.reactions.get(subject) ?? []
  const same = known.find((reaction) => reaction['content'] === content)
  if (same !== undefined) return { status: 200, body: same }
  const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/reactions'
  const made = shaped(route, 201, { id: state.nextId(), content, created_at: time })
  state.reactions.set(subject, [...known, made])
  return { status: 201, body: made }
}

function takeBack(state: FakeState, subject: string, id: number) {
  const known = state.reactions.get(subject) ?? []
  const left = known.filter((reaction) => reaction['id'] !== id)
  state.reactions.set(subject, left)
  return left.length === known.length ? notFound : { status: 204 }
}

function reactionRoutes(path: string, parameter: string, kind: string): Handlers {
  const subject = ({ params }: RecordedRequest) => `${kind}/${params[parameter]}`
  return {
    [`POST ${path}`]: (request, state) => react(state, subject(request), (request.body as Json)['content']),
    [`GET ${path}`]: (request, state) => page(request, state.reactions.get(subject(request)) ?? [], state),
    [`DELETE ${path}/{reaction_id}`]: (request, state) =>
      takeBack(state, subject(request), Number(request.params['reaction_id'])),
  }
}

const labelRoutes: Handlers = {
  'GET /repos/{owner}/{repo}/labels': (request, state) => page(request, [...state.labels.values()], state),
  [labelRoute]: ({ body }, state) => {
    const {
      name,
      color = 'ededed',
      description = null,
    } = body as { name: string; color?: string; description?: string }
    if (state.labels.has(name)) return invalid('Label', 'already_exists', 'name')
    const made = shaped(labelRoute, 201, { id: state.nextId(), name, color, description, default: false })
    state.labels.set(name, made)
    return { status: 201, body: made }
  },
  'POST /repos/{owner}/{repo}/issues/{issue_number}/labels': (request, state) => {
    const pull = state.pulls.get(numberOf(request))
    if (pull === undefined) return notFound
    const { labels } = request.body as { readonly labels: readonly string[] }
    for (const name of labels) {
      if (!state.labels.has(name)) state.labels.set(name, shaped(labelRoute, 201, { id: state.nextId(), name }))
    }
    pull.labels = [...new Set([...pull.labels, ...labels])]
    return { body: pull.labels.map((name) => state.labels.get(name)) }
  },
  'DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}': (request, state) => {
    const pull = state.pulls.get(numberOf(request))
    if (pull?.labels.includes(request.params['name'] ?? '') !== true) return notFound
    pull.labels = pull.labels.filter((name) => name !== request.params['name'])
    return { body: pull.labels.map((name) => state.labels.get(name)) }
  },
}

const repositoryRoutes: Handlers = {
  'GET /repos/{owner}/{repo}': (_request, state) => {
    const example = documentedExample('GET /repos/{owner}/{repo}', 200) as Json
    const names = { full_name: state.fullName, name: state.fullName.split('/')[1], default_branch: 'main' }
    return { body: { ...example, ...names } }
  },
}

/** The repository, comments, reactions and labels. */
export const conversationRoutes: Handlers = {
  ...repositoryRoutes,
  ...commentRoutes,
  ...labelRoutes,
  ...reactionRoutes('/repos/{owner}/{repo}/issues/{issue_number}/reactions', 'issue_number', 'issues'),
  ...reactionRoutes('/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions', 'comment_id', 'comments'),
}
