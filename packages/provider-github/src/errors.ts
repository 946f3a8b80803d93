import { ScmError, type ErrorDetail, type VendorAnswer } from '@scm-host/core/provider'

type Detail = Pick<ErrorDetail['conflict'], 'provider' | 'operation' | 'status' | 'requestId'>

const fileLimitBytes = 100 * 1024 * 1024
/** Secondary limits may come without a time; GitHub then asks for a minute. */
const secondaryLimitMs = 60_000

/** The host's own error where Octokit has wrapped it, else the error as it is. */
export function unwrap(error: unknown): unknown {
  if (error instanceof Error && ScmError.is(error.cause)) return error.cause
  return error
}

/**
 * The error a refusal of GitHub's REST API stands for; null for the general rule by status.
 * @see https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
 */
export function vendorError(answer: VendorAnswer): ScmError | null {
  const message = messageOf(answer.body)
  const detail = detailOf(answer)
  switch (answer.status) {
    case 400:
      return new ScmError(
        'validation_failed',
        said('GitHub refused the input', message),
        withFields(detail, answer.body),
      )
    case 403:
      return forbidden(answer, message, detail)
    case 404:
      return isSuspended(message) ? suspended(detail) : null
    case 405:
      return new ScmError('conflict', said('GitHub refused this in the present state', message), detail)
    case 409:
      return message.includes('Repository is empty')
        ? new ScmError('not_found', 'The repository has no commits yet.', detail)
        : new ScmError('conflict', said('The state at GitHub has moved on', message), detail)
    case 410:
      return new ScmError('not_found', said('This is gone or switched off at GitHub', message), detail)
    case 422:
      return unprocessable(answer, message, detail)
    case 451:
      return new ScmError('forbidden', said('GitHub has blocked this for legal reasons', message), detail)
    default:
      return null
  }
}

function forbidden({ body, headers }: VendorAnswer, message: string, detail: Detail): ScmError {
  if (isSuspended(message)) return suspended(detail)
  if (/secondary rate limit|abuse detection/i.test(message)) {
    const limit = { retryAfterMs: secondaryLimitMs, by: 'vendor' } as const
    return new ScmError('rate_limited', 'GitHub’s secondary limit is reached; wait before the next request.', limit)
  }
  if (codesOf(body).includes('too_large')) {
    return new ScmError('payload_too_large', 'GitHub serves no files above 100 MB.', { limitBytes: fileLimitBytes })
  }
  const missing = missingOf(headers)
  const text = said('GitHub does not let this credential do that', message)
  return new ScmError('forbidden', text, missing.length === 0 ? detail : { ...detail, missing })
}

function unprocessable({ body }: VendorAnswer, message: string, detail: Detail): ScmError {
  const all = [message, ...fieldsOf(body)].join('\n')
  if (/Reference does not exist|No commit found for/i.test(all)) {
    return new ScmError('not_found', said('GitHub does not know this reference', message), detail)
  }
  const isConflict =
    codesOf(body).includes('already_exists') || /already exists|not a fast.?forward|sha" wasn't supplied/i.test(all)
  if (isConflict) return new ScmError('conflict', said('The state at GitHub does not allow this', message), detail)
  return new ScmError('validation_failed', said('GitHub refused the input', message), withFields(detail, body))
}

const isSuspended = (message: string) => /installation has been suspended/i.test(message)

function suspended(detail: Detail): ScmError {
  return new ScmError(
    'credentials_revoked',
    'The GitHub App’s installation is suspended. Unsuspend it at GitHub.',
    detail,
  )
}

/**
 * The permissions a refused credential lacks. Sets that would do are separated by `;`, members of a set by `,`: the first
 * set is named. Of a classic token, the scopes that would do, unless it has one of them.
 */
function missingOf(headers: Headers): readonly string[] {
  const sets = (headers.get('x-accepted-github-permissions') ?? '').split(';').map(listOf)
  const [first = []] = sets.filter((set) => set.length > 0)
  if (first.length > 0) return first.map((permission) => permission.replace('=', ':'))
  const held = listOf(headers.get('x-oauth-scopes') ?? '')
  const accepted = listOf(headers.get('x-accepted-oauth-scopes') ?? '')
  return accepted.some((scope) => held.includes(scope)) ? [] : accepted.map((scope) => `scope:${scope}`)
}

function listOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== 'allows_permissionless_access=true')
}

function detailOf({ status, headers, operation }: VendorAnswer): Detail {
  const requestId = headers.get('x-github-request-id')
  return { provider: 'github', operation, status, ...(requestId === null ? {} : { requestId }) }
}

function withFields(detail: Detail, body: unknown): ErrorDetail['validation_failed'] {
  const fields = fieldsOf(body)
  return fields.length === 0 ? detail : { ...detail, fields }
}

interface Complaint {
  readonly resource?: unknown
  readonly field?: unknown
  readonly code?: unknown
  readonly message?: unknown
}

function complaintsOf(body: unknown): readonly unknown[] {
  const errors = typeof body === 'object' && body !== null && 'errors' in body ? body.errors : []
  return Array.isArray(errors) ? errors.slice(0, 50) : typeof errors === 'string' ? [errors] : []
}

function codesOf(body: unknown): readonly unknown[] {
  return complaintsOf(body).map((one) => (typeof one === 'object' && one !== null ? (one as Complaint).code : null))
}

/** One line a complaint: `PullRequest.base: invalid`. */
function fieldsOf(body: unknown): readonly string[] {
  return complaintsOf(body).map((one) => {
    if (typeof one !== 'object' || one === null) return brief(String(one))
    const { resource, field, code, message } = one as Complaint
    const place = [resource, field].filter((part) => typeof part === 'string').join('.')
    const text = [code === 'custom' ? null : code, message].filter((part) => typeof part === 'string').join(' ')
    return brief(place === '' ? text : `${place}: ${text}`)
  })
}

function messageOf(body: unknown): string {
  const message = typeof body === 'object' && body !== null && 'message' in body ? body.message : body
  return typeof message === 'string' ? brief(message) : ''
}

/** One line of at most 300 characters. */
function brief(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 300)
}

function said(what: string, message: string): string {
  return message === '' ? `${what}.` : `${what}: ${message}`
}
