import type { Answer, RecordedRequest } from '../bed/spec-bed.ts'
import { commitJson, resolve } from './git.ts'
import { me } from './merge-requests.ts'
import {
  field,
  notFound,
  page,
  refusal,
  time,
  type FakeState,
  type FakeStatus,
  type Handlers,
  type Json,
} from './state.ts'

const statusRoute = 'POST /projects/{id}/statuses/{sha}'

function statusJson(state: FakeState, { id, sha, name, status, description, targetUrl }: FakeStatus): Json {
  const isEnded = status !== 'pending' && status !== 'running'
  const times = { created_at: time, started_at: time, finished_at: isEnded ? time : null }
  return state.example(statusRoute, { id, sha, name, status, description, target_url: targetUrl, ...times })
}

const isOpen = (status: string) => status === 'pending' || status === 'running'

/** One that has not ended goes on, and not to where it is; an ended one makes room for a new one. */
function setStatus(request: RecordedRequest, state: FakeState): Answer {
  const sha = request.params['sha'] ?? ''
  if (!state.commits.has(sha)) return refusal(404, '404 Commit Not Found')
  const [status, name] = [field(request, 'state') ?? '', field(request, 'name') ?? 'default']
  const [description, targetUrl] = [field(request, 'description'), field(request, 'target_url')]
  const before = state.statuses.findLast((one) => one.sha === sha && one.name === name)
  if (before !== undefined && isOpen(before.status)) {
    if (status === before.status || status === 'pending') {
      return refusal(400, `Cannot transition status via :${status} from :${before.status}`)
    }
    before.status = status
    before.description = description ?? before.description
    before.targetUrl = targetUrl ?? before.targetUrl
    return { status: 201, body: statusJson(state, before) }
  }
  if (before !== undefined) before.isRetried = true
  const given = { description: description ?? null, targetUrl: targetUrl ?? null }
  const made = { id: state.nextId(), sha, name, status, ...given, isRetried: false }
  state.statuses.push(made)
  return { status: 201, body: statusJson(state, made) }
}

function statuses(request: RecordedRequest, state: FakeState): Answer {
  const { query, params } = request
  const commit = resolve(state, params['sha'] ?? '')
  if (commit === null) return notFound
  const rows = state.statuses
    .filter((one) => one.sha === commit.sha && (query['all'] === 'true' || !one.isRetried))
    .filter((one) => query['name'] === undefined || one.name === query['name'])
    .toSorted((a, b) => (query['sort'] === 'desc' ? b.id - a.id : a.id - b.id))
  const found = rows.map((one) => statusJson(state, one))
  return page(request, found, state)
}

/** A tag that is not there yet needs a place. https://docs.gitlab.com/api/releases/#create-a-release */
function release(request: RecordedRequest, state: FakeState): Answer {
  const tag = field(request, 'tag_name') ?? ''
  const ref = field(request, 'ref')
  if (state.releases.has(tag)) return refusal(409, 'Release already exists')
  if (!state.tags.has(tag) && ref === undefined) return refusal(422, 'Ref is not specified')
  const commit = resolve(state, state.tags.get(tag) ?? ref ?? '')
  if (commit === null) return refusal(422, `Target ${ref} is invalid`)
  state.tags.set(tag, commit.sha)
  const names = { tag_name: tag, name: field(request, 'name') ?? tag, description: field(request, 'description') }
  const self = `https://gitlab.example/diaspora/apps/client/-/releases/${encodeURIComponent(tag)}`
  const rest = { author: me, commit: commitJson(state, commit), _links: { self } }
  const made = { ...names, created_at: time, released_at: time, upcoming_release: false, ...rest }
  state.releases.set(tag, made)
  return { status: 201, body: made }
}

/** Statuses and releases. */
export const reportRoutes: Handlers = {
  [statusRoute]: setStatus,
  'GET /projects/{id}/repository/commits/{sha}/statuses': statuses,
  'POST /projects/{id}/releases': release,
  'GET /projects/{id}/releases/{tag_name}': ({ params }, state) => {
    const found = state.releases.get(params['tag_name'] ?? '')
    return found === undefined ? notFound : { body: found }
  },
}
