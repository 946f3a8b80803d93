import { atWeb } from '../bed/spec-bed.ts'
import { notFound, page, root, time, type FakeState, type FakeStatus, type Handlers } from './state.ts'

const ofCommit = `${atWeb}/commit/{commit}/statuses`
const statusesOf = (state: FakeState, commit = '') => state.statuses.get(commit) ?? new Map<string, FakeStatus>()

/** A key has one status: what is sent again changes it. */
function put(state: FakeState, commit: string, status: FakeStatus): FakeStatus {
  const known = statusesOf(state, commit)
  const links = { commit: { href: `${root}/commit/${commit}` } }
  const made = { created_on: time, ...known.get(status.key), ...status, type: 'build', updated_on: time, links }
  state.statuses.set(commit, new Map([...known, [status.key, made]]))
  return made
}

/** Build statuses. */
export const reportRoutes: Handlers = {
  [`GET ${ofCommit}`]: (request, state) => page(request, [...statusesOf(state, request.params['commit']).values()]),
  [`POST ${ofCommit}/build`]: ({ params, body }, state) => {
    const commit = params['commit'] ?? ''
    return state.commits.has(commit) ? { status: 201, body: put(state, commit, body as FakeStatus) } : notFound
  },
  [`GET ${ofCommit}/build/{key}`]: ({ params }, state) => {
    const found = statusesOf(state, params['commit']).get(params['key'] ?? '')
    return found === undefined ? notFound : { body: found }
  },
  [`PUT ${ofCommit}/build/{key}`]: ({ params, body }, state) => {
    const [commit, key] = [params['commit'] ?? '', params['key'] ?? '']
    const isKnown = statusesOf(state, commit).has(key)
    return isKnown ? { body: put(state, commit, { ...(body as object), key }) } : notFound
  },
}
