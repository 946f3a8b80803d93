import { ScmError } from '@scm-host/core/provider'
import { unwrap } from '../errors.ts'

interface GraphqlComplaint {
  readonly type?: string
  readonly message?: string
}

interface GraphqlFailure {
  readonly headers?: Readonly<Record<string, string | number | undefined>>
  readonly errors?: readonly GraphqlComplaint[]
}

/**
 * What a GraphQL answer with `errors` stands for: GitHub answers 200 and tells the kind in `type`.
 * @see https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
 */
export function graphqlError(error: unknown, now: Date = new Date()): unknown {
  if (!(error instanceof Error) || error.name !== 'GraphqlResponseError') return unwrap(error)
  const { errors = [], headers = {} } = error as Error & GraphqlFailure
  const first = errors[0] ?? {}
  const message = (first.message ?? '').replace(/\s+/g, ' ').slice(0, 300)
  const requestId = headers['x-github-request-id']
  const detail = { provider: 'github', status: 200, ...(typeof requestId === 'string' ? { requestId } : {}) }
  const type = first.type ?? ''
  if (type === 'RATE_LIMIT' || type === 'RATE_LIMITED') return rateLimited(headers, now)
  const known = kinds.get(type)
  if (known !== undefined) return new ScmError(known.code, `${known.what}: ${message}`, detail)
  if (type === 'UNPROCESSABLE') {
    return new ScmError('validation_failed', `GitHub refused the input: ${message}`, { ...detail, fields: [message] })
  }
  if (/something went wrong/i.test(message)) return new ScmError('vendor_unavailable', message, detail)
  const text = `GitHub’s GraphQL API refused the request: ${message}`
  return new ScmError('bad_response', text, { ...detail, reason: message })
}

/** Types whose error needs no further detail. */
const kinds: ReadonlyMap<
  string,
  { readonly code: 'not_found' | 'forbidden' | 'conflict' | 'vendor_unavailable'; readonly what: string }
> = new Map([
  ['NOT_FOUND', { code: 'not_found', what: 'GitHub has no such thing, or does not show it' }],
  ['FORBIDDEN', { code: 'forbidden', what: 'GitHub does not let this credential do that' }],
  ['INSUFFICIENT_SCOPES', { code: 'forbidden', what: 'The token lacks a scope' }],
  ['STALE_DATA', { code: 'conflict', what: 'The state at GitHub has moved on' }],
  ['SERVICE_UNAVAILABLE', { code: 'vendor_unavailable', what: 'GitHub could not answer' }],
  ['INTERNAL', { code: 'vendor_unavailable', what: 'GitHub could not answer' }],
])

function rateLimited(headers: NonNullable<GraphqlFailure['headers']>, now: Date): ScmError {
  const reset = Number(headers['x-ratelimit-reset'])
  const retryAfterMs = Number.isFinite(reset) && reset > 0 ? Math.max(1000, reset * 1000 - now.getTime()) : 60_000
  return new ScmError('rate_limited', 'GitHub’s GraphQL limit is used up.', {
    retryAfterMs,
    by: 'vendor',
    resource: 'graphql',
  })
}
