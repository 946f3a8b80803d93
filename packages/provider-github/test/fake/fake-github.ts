import { answerFaults, graphqlRoute, record, requestFaults, type RecordedRequest } from '../bed/exchange.ts'
import type { Answer } from '../bed/check-answer.ts'
import { listen } from '../bed/http.ts'
import { conversationRoutes } from './conversation.ts'
import { gitRoutes } from './git.ts'
import { pullRoutes } from './pulls.ts'
import { reportRoutes } from './reports.ts'
import { newState, notFound, shaOf, type FakeState } from './state.ts'
import { runGraphql } from './threads.ts'

/** A loopback GitHub with one repository, `octocat/hello-world`, and a memory. */
export interface FakeGitHub {
  readonly url: string
  readonly state: FakeState
  readonly requests: readonly RecordedRequest[]
  /** Statuses answered, one a request: tells a 304 apart. */
  readonly answered: readonly number[]
  /** Every violation of GitHub's document, by a request or by the fake itself. */
  readonly faults: readonly string[]
  close(): Promise<void>
}

const routes = { ...gitRoutes, ...conversationRoutes, ...pullRoutes, ...reportRoutes }

/** Only the repository it has exists. */
function isHere({ params }: RecordedRequest, state: FakeState): boolean {
  const fullName = `${params['owner']}/${params['repo']}`
  return params['repo'] === undefined || fullName.toLowerCase() === state.fullName
}

async function answerOf(request: RecordedRequest, state: FakeState): Promise<Answer | null> {
  if (request.route === graphqlRoute) return runGraphql(request.body, state)
  const handler = routes[request.route ?? '']
  if (handler === undefined) return null
  return isHere(request, state) ? handler(request, state) : notFound
}

/** An unchanged resource is 304 without a body, and costs nothing of the limit. */
function conditional(request: RecordedRequest, answer: Answer): Answer {
  if (request.method !== 'GET' || (answer.status ?? 200) !== 200) return answer
  const etag = `W/"${shaOf(answer.body)}"`
  const headers = { ...answer.headers, etag }
  return request.headers['if-none-match'] === etag ? { status: 304, headers } : { ...answer, headers }
}

/** Starts it on a free port of 127.0.0.1; close it after. */
export async function startFakeGitHub(): Promise<FakeGitHub> {
  const state = newState()
  const requests: RecordedRequest[] = []
  const answered: number[] = []
  const faults: string[] = []
  let remaining = 5000
  const server = await listen(async (wire) => {
    const request = record(wire)
    requests.push(request)
    faults.push(...requestFaults(request))
    const found = await answerOf(request, state)
    if (found === null) faults.push(`${request.method} ${request.path}: the fake has no such route`)
    else faults.push(...answerFaults(request.route ?? '', found))
    const answer = conditional(request, found ?? { status: 501 })
    answered.push(answer.status ?? 200)
    if (answer.status !== 304) remaining -= 1
    const limit = { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': String(remaining) }
    const reset = { 'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 3600), 'x-ratelimit-resource': 'core' }
    return { ...answer, headers: { ...answer.headers, ...limit, ...reset } }
  })
  state.url = server.url
  return { url: server.url, state, requests, answered, faults, close: () => server.close() }
}
