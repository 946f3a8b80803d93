import type { Connected, RepositoryMethods, RepositoryRef } from '@scm-host/core/provider'
import { specOf } from '../../../core/src/provider/define-provider.ts'
import { github } from '../../src/index.ts'
import { bind, createClient, type Bound, type Client } from '../../src/client.ts'
import type { GitHubSettings } from '../../src/settings.ts'
import type { Answer } from './check-answer.ts'
import { answerFaults, graphqlRoute, record, requestFaults, type RecordedRequest } from './exchange.ts'
import { documentedExample, operationOf } from './github-document.ts'
import { listen } from './http.ts'

export type { RecordedRequest } from './exchange.ts'

/** Computes an answer from a request. */
export type Answering = (request: RecordedRequest) => Answer

/** A loopback GitHub that knows no state, only GitHub's OpenAPI document and GraphQL schema. */
export interface SpecBed {
  /** REST base; GraphQL is at `/graphql`. A GHES client may use `/api/v3` and `/api/graphql` below it. */
  readonly url: string
  /** What a route answers from now on, computed from each request. Throws for a route GitHub does not have. */
  answer(route: string, answering: Answering): void
  /** What a route answers from now on; a body of undefined is none. */
  answer(route: string, body: unknown, init?: Omit<Answer, 'body'>): void
  /** The document's own example answer of a route, a fresh copy with `change` on top. */
  example<T extends object>(route: string, change?: object, status?: number): T
  readonly requests: readonly RecordedRequest[]
  /** Every violation of the document, by a request or by an answer. */
  readonly faults: readonly string[]
  client(settings?: GitHubSettings): Client
  /** Bound to `octocat/hello-world`. */
  bound(settings?: GitHubSettings): Bound
  /** The provider itself, connected with a plain fetch: no host, no credential, no retries. */
  connect(settings?: GitHubSettings): Connected
  /** The provider's methods for `octocat/hello-world`. */
  repository(): RepositoryMethods
  close(): Promise<void>
}

/** The repository all requests of the bed are about. */
export const helloWorld: RepositoryRef = {
  externalId: '1296269',
  fullName: 'octocat/hello-world',
  defaultBranch: 'main',
}

function exampleOf<T extends object>(route: string, change: object, status: number): T {
  const example = documentedExample(route, status)
  if (example === undefined) throw new Error(`GitHub's document has no example of ${route} ${status}`)
  return (Array.isArray(example) ? example : { ...(example as object), ...change }) as T
}

/** Starts a bed on a free port; close it after. */
export async function startSpecBed(): Promise<SpecBed> {
  const answers = new Map<string, Answering>()
  const requests: RecordedRequest[] = []
  const faults: string[] = []
  const server = await listen((wire) => {
    const request = record(wire)
    requests.push(request)
    faults.push(...requestFaults(request))
    const answering = request.route === null ? undefined : answers.get(request.route)
    if (request.route === null || answering === undefined) {
      faults.push(`${request.method} ${request.path}: no answer registered`)
      return { status: 501, body: { message: 'The bed has no answer for this route.' } }
    }
    const answer = answering(request)
    faults.push(...answerFaults(request.route, answer))
    return answer
  })
  const contextOf = (settings: GitHubSettings = {}) => ({
    settings: { baseUrl: server.url, ...settings },
    fetch: globalThis.fetch,
    log: () => undefined,
  })
  const client = (settings?: GitHubSettings) => createClient(contextOf(settings))
  const connect = (settings?: GitHubSettings) => specOf(github).connect(contextOf(settings))
  return {
    url: server.url,
    answer(route: string, body: unknown, init: Omit<Answer, 'body'> = {}) {
      if (route !== graphqlRoute) operationOf(route)
      answers.set(route, typeof body === 'function' ? (body as Answering) : () => ({ ...init, body }))
    },
    example: (route, change = {}, status = 200) => exampleOf(route, change, status),
    requests,
    faults,
    client,
    bound: (settings) => bind(client(settings), helloWorld),
    connect,
    repository: () => connect().repository(helloWorld),
    close: () => server.close(),
  }
}
