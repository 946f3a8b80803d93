import { checkAnswer, type Answer } from './check-answer.ts'
import { checkGraphql } from './check-graphql.ts'
import { checkRequest } from './check-request.ts'
import type { WireRequest } from './http.ts'
import { isKnownFault } from './known-faults.ts'
import { matchRoute } from './match-route.ts'

/** A request a bed received. `path` is still encoded, `params` are the decoded path parameters of its route. */
export interface RecordedRequest {
  readonly method: string
  readonly path: string
  readonly route: string | null
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  /** Parsed JSON; undefined when there was no body. */
  readonly body: unknown
}

/** The route of all GraphQL requests. */
export const graphqlRoute = 'POST /graphql'

function parsedBody(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** A request with its route; that of a GHES client (`/api/v3`, `/api/graphql`) as github.com's. */
export function record(wire: WireRequest): RecordedRequest {
  const path = wire.path === '/api/graphql' ? '/graphql' : wire.path.replace(/^\/api\/v3(?=\/)/, '')
  const isGraphql = wire.method === 'POST' && path === '/graphql'
  const matched = isGraphql ? { route: graphqlRoute, params: {} } : matchRoute(wire.method, path)
  return {
    method: wire.method,
    path,
    route: matched?.route ?? null,
    params: matched?.params ?? {},
    query: Object.fromEntries(wire.search),
    headers: wire.headers,
    body: parsedBody(wire.text),
  }
}

/** Where a request breaks the document or the GraphQL schema. */
export function requestFaults({ route, method, path, params, query, body }: RecordedRequest): readonly string[] {
  if (route === null) return [`${method} ${path}: unknown path`]
  const entries = Object.entries(query)
  const found = route === graphqlRoute ? checkGraphql(body) : checkRequest({ route, params }, { query: entries, body })
  return found.filter((violation) => !isKnownFault(route, violation)).map((violation) => `${route} ${violation}`)
}

/** Where an answer breaks the document. GraphQL answers are not checked. */
export function answerFaults(route: string, answer: Answer): readonly string[] {
  if (route === graphqlRoute) return []
  const found = checkAnswer(route, answer).filter((violation) => !isKnownFault(route, violation))
  return found.map((violation) => `${route} ${violation}`)
}
