import { diaspora, startSpecBed, type Answer, type RecordedRequest } from '../bed/spec-bed.ts'
import { discussionRoutes } from './discussions.ts'
import { gitRoutes } from './git.ts'
import { mergeRequestRoutes } from './merge-requests.ts'
import { opinionRoutes } from './opinions.ts'
import { reportRoutes } from './reports.ts'
import { newState, notFound, refusal, shaOf, type FakeState } from './state.ts'

/** A loopback GitLab with one project, `diaspora/apps/client`, and a memory. */
export interface FakeGitLab {
  readonly url: string
  /** The only token it knows. */
  readonly token: string
  readonly state: FakeState
  readonly requests: readonly RecordedRequest[]
  /** Statuses answered, one a request: tells a 304 apart. */
  readonly answered: readonly number[]
  /** Every violation of GitLab's document, by a request or by the fake itself. */
  readonly faults: readonly string[]
  close(): Promise<void>
}

const token = 'glpat-test'
const routes = { ...gitRoutes, ...mergeRequestRoutes, ...discussionRoutes, ...reportRoutes, ...opinionRoutes }

/** Only the project it has exists. */
function isHere({ params: { id } }: RecordedRequest): boolean {
  return id === undefined || id === diaspora.externalId || id === diaspora.fullName
}

/** An unchanged resource is 304 without a body. */
function conditional(request: RecordedRequest, answer: Answer): Answer {
  if (request.method !== 'GET' || (answer.status ?? 200) !== 200) return answer
  const etag = `W/"${shaOf(answer.body)}"`
  const headers = { ...answer.headers, etag }
  return request.headers['if-none-match'] === etag ? { status: 304, headers } : { ...answer, headers }
}

/** Starts it on a free port of 127.0.0.1, in a sub-path; close it after. Needs GitLab's document. */
export async function startFakeGitLab(): Promise<FakeGitLab> {
  const bed = await startSpecBed('/gitlab')
  const state = newState(`${bed.url}/api/v4`, bed.example)
  const answered: number[] = []
  for (const [route, handle] of Object.entries(routes)) {
    bed.answer(route, (request: RecordedRequest) => {
      if (request.headers['private-token'] !== token) return refusal(401, '401 Unauthorized')
      const answer = conditional(request, isHere(request) ? handle(request, state) : notFound)
      answered.push(answer.status ?? 200)
      return answer
    })
  }
  const { url, requests, faults } = bed
  return { url, token, state, requests, answered, faults, close: () => bed.close() }
}
