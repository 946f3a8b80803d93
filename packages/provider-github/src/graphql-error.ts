import { ScmError } from '@scm-host/core/provider'
import { unwrap } from './errors.ts'

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
  switch (first.type) {
    case 'NOT_FOUND':
      return new ScmError('not_found', `GitHub has no such thing, or does not show it: ${message}`, detail)
    case 'FORBIDDEN':
    case 'INSUFFICIENT_SCOPES':
      return new ScmError('forbidden', `GitHub does not let this credential do that: ${message}`, detail)
    case 'RATE_LIMIT':
    case 'RATE_LIMITED':
      return rateLimited(headers, now)
    case 'STALE_DATA':
      return new ScmError('conflict', `The state at GitHub has moved on: ${message}`, detail)
    case 'UNPROCESSABLE':
      return new ScmError('validation_failed', `GitHub refused the input: ${message}`, { ...detail, fields: [message] })
    case 'SERVICE_UNAVAILABLE':
    case 'INTERNAL':
      return new ScmError('vendor_unavailable', `GitHub could not answer: ${message}`, detail)
    default:
      if (/something went wrong/i.test(message)) return new ScmError('vendor_unavailable', message, detail)
      return new ScmError('bad_response', `GitHub’s GraphQL API refused the request: ${message}`, { ...detail, reason: message })
  }
}

function rateLimited(headers: NonNullable<GraphqlFailure['headers']>, now: Date): ScmError {
  const reset = Number(headers['x-ratelimit-reset'])
  const retryAfterMs = Number.isFinite(reset) && reset > 0 ? Math.max(1000, reset * 1000 - now.getTime()) : 60_000
  return new ScmError('rate_limited', 'GitHub’s GraphQL limit is used up.', { retryAfterMs, by: 'vendor', resource: 'graphql' })
}
