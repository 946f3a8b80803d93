import { resolve } from './git.ts'
import { invalid, notFound, time, page, shaped, type FakeState, type Handlers, type Json } from './state.ts'

const checkRoute = 'GET /repos/{owner}/{repo}/check-runs/{check_run_id}'
const statusRoute = 'POST /repos/{owner}/{repo}/statuses/{sha}'
const releaseRoute = 'GET /repos/{owner}/{repo}/releases/{release_id}'

/** The newest status of each context of a commit. */
function newest(state: FakeState, sha: string): readonly Json[] {
  const rows = state.statuses.filter((status) => String(status['url']).endsWith(sha))
  return [...new Map(rows.map((status) => [status['context'], status])).values()]
}

function combinedState(rows: readonly Json[]): string {
  const states = new Set(rows.map((status) => status['state']))
  if (states.has('failure') || states.has('error')) return 'failure'
  return states.size === 0 || states.has('pending') ? 'pending' : 'success'
}

const statusRoutes: Handlers = {
  [statusRoute]: ({ params, body }, state) => {
    const sha = params['sha'] ?? ''
    if (!state.commits.has(sha)) return invalid('Status', 'custom', 'sha')
    const url = `https://api.github.com/repos/${state.fullName}/statuses/${sha}`
    const { target_url = null, description = null, context = 'default', state: value } = body as Record<string, unknown>
    const fields = { target_url, description, context, state: value, created_at: time, updated_at: time }
    const made = shaped(statusRoute, 201, { id: state.nextId(), url, ...fields })
    state.statuses.push(made)
    return { status: 201, body: made }
  },
  'GET /repos/{owner}/{repo}/commits/{ref}/statuses': (request, state) => {
    const sha = resolve(state, request.params['ref'] ?? '')
    const rows = state.statuses.filter((status) => String(status['url']).endsWith(sha ?? ' '))
    return sha === null ? notFound : page(request, rows.toReversed(), state)
  },
  'GET /repos/{owner}/{repo}/commits/{ref}/status': ({ params }, state) => {
    const sha = resolve(state, params['ref'] ?? '')
    if (sha === null) return notFound
    const rows = newest(state, sha)
    const change = { sha, state: combinedState(rows), statuses: rows, total_count: rows.length }
    return { body: shaped('GET /repos/{owner}/{repo}/commits/{ref}/status', 200, change) }
  },
}

function checkJson(id: number, body: Json, known: Json): Json {
  const status = body['conclusion'] === undefined ? (body['status'] ?? known['status'] ?? 'queued') : 'completed'
  const { output, ...fields } = body
  const { title, summary, text = null } = (output ?? known['output'] ?? {}) as Json
  const shown = { title: title ?? null, summary: summary ?? null, text }
  const example = known['output'] as Json
  const times = { started_at: time, completed_at: status === 'completed' ? time : null }
  return { ...known, ...times, ...fields, id, status, output: { ...example, ...shown } }
}

const checkRoutes: Handlers = {
  'POST /repos/{owner}/{repo}/check-runs': ({ body }, state) => {
    if (!state.commits.has(String((body as Json)['head_sha']))) return invalid('CheckRun', 'invalid', 'head_sha')
    const plain = { conclusion: null, external_id: '', details_url: '', status: 'queued', pull_requests: [] }
    const made = checkJson(state.nextId(), body as Json, shaped(checkRoute, 200, plain))
    state.checks.push(made)
    return { status: 201, body: made }
  },
  'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}': ({ params, body }, state) => {
    const index = state.checks.findIndex((check) => String(check['id']) === params['check_run_id'])
    const known = state.checks[index]
    if (known === undefined) return notFound
    const made = checkJson(Number(params['check_run_id']), body as Json, known)
    state.checks[index] = made
    return { body: made }
  },
  [checkRoute]: ({ params }, state) => {
    const found = state.checks.find((check) => String(check['id']) === params['check_run_id'])
    return found === undefined ? notFound : { body: found }
  },
  'GET /repos/{owner}/{repo}/commits/{ref}/check-runs': (request, state) => {
    const sha = resolve(state, request.params['ref'] ?? '')
    const rows = state.checks.filter((check) => check['head_sha'] === sha)
    const { body, ...more } = page(request, rows, state)
    return { ...more, body: { total_count: rows.length, check_runs: body } }
  },
}

const releaseRoutes: Handlers = {
  'POST /repos/{owner}/{repo}/releases': ({ body }, state) => {
    const { tag_name: tag, target_commitish: ref = 'main', ...fields } = body as Json
    if (state.releases.some((release) => release['tag_name'] === tag))
      return invalid('Release', 'already_exists', 'tag_name')
    const sha = state.refs.get(`tags/${String(tag)}`) ?? resolve(state, String(ref))
    if (sha === null) return invalid('Release', 'invalid', 'target_commitish')
    const isDraft = fields['draft'] === true
    if (!isDraft) state.refs.set(`tags/${String(tag)}`, sha)
    const times = { created_at: time, published_at: isDraft ? null : time }
    const plain = { id: state.nextId(), name: null, body: null, draft: false, prerelease: false, ...times }
    const made = shaped(releaseRoute, 200, { ...plain, ...fields, tag_name: tag, target_commitish: ref })
    state.releases.push(made)
    return { status: 201, body: made }
  },
  'GET /repos/{owner}/{repo}/releases': (request, state) => page(request, state.releases.toReversed(), state),
  'GET /repos/{owner}/{repo}/releases/tags/{tag}': ({ params }, state) => {
    const found = state.releases.find((release) => release['tag_name'] === params['tag'] && release['draft'] !== true)
    return found === undefined ? notFound : { body: found }
  },
  'DELETE /repos/{owner}/{repo}/releases/{release_id}': ({ params }, state) => {
    const index = state.releases.findIndex((release) => String(release['id']) === params['release_id'])
    if (index < 0) return notFound
    state.releases.splice(index, 1)
    return { status: 204 }
  },
}

/** Commit statuses, check runs and releases. */
export const reportRoutes: Handlers = { ...statusRoutes, ...checkRoutes, ...releaseRoutes }
