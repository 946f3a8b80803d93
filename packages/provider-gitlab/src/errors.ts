import { ScmError, type ErrorDetail, type VendorAnswer } from '@scm-host/core/provider'

type Detail = Pick<ErrorDetail['conflict'], 'provider' | 'operation' | 'status' | 'requestId'>

/** What is there already, or has moved on: said with 400, 409 or 422, as the endpoint likes. */
const conflicts =
  /already exists|has already been taken|already (?:merged|closed|open|approved)|has changed since you started|branch (?:is protected|has diverged)|sha does not match|(?:could not|cannot) be merged|another open merge request|reference update failed|could not update/i
/** What the input points at and is not there; GitLab says it with 400 or 422. */
const absences =
  /doesn't exist|does not exist|when you are on a branch|invalid reference name|target .{0,80} is invalid|not a valid (?:ref|commit)/i

/**
 * The error a refusal of GitLab's REST API stands for; null for the general rule by status.
 * @see https://docs.gitlab.com/api/rest/troubleshooting/
 */
export function vendorError(answer: VendorAnswer): ScmError | null {
  const complaints = complaintsOf(answer.body)
  const all = complaints.join('; ')
  const detail = detailOf(answer)
  switch (answer.status) {
    case 400:
    case 422:
      return refusedInput(all, complaints, detail)
    case 401:
      return isRevoked(answer.body)
        ? new ScmError('credentials_revoked', 'GitLab says that the token was revoked. Connect again.', detail)
        : null
    case 403:
      return forbidden(answer.body, all, detail)
    case 405:
    case 406:
      return new ScmError('conflict', said('GitLab refused this in the present state', all), detail)
    case 409:
    case 412:
      return new ScmError('conflict', said('The state at GitLab does not allow this', all), detail)
    default:
      return null
  }
}

function refusedInput(all: string, complaints: readonly string[], detail: Detail): ScmError {
  if (conflicts.test(all)) return new ScmError('conflict', said('The state at GitLab does not allow this', all), detail)
  if (absences.test(all)) return new ScmError('not_found', said('GitLab does not find this', all), detail)
  const fields = complaints.length === 0 ? detail : { ...detail, fields: complaints }
  return new ScmError('validation_failed', said('GitLab refused the input', all), fields)
}

/** https://docs.gitlab.com/api/rest/authentication/ : `insufficient_scope`, with the scopes that would do in `scope`. */
function forbidden(body: unknown, all: string, detail: Detail): ScmError {
  const text = said('GitLab does not let this credential do that', all)
  if (!isObject(body) || body['error'] !== 'insufficient_scope' || typeof body['scope'] !== 'string') {
    return new ScmError('forbidden', text, detail)
  }
  const scopes = body['scope'].split(/[\s,]+/, 20).filter((scope) => /^[a-z_]{1,60}$/.test(scope))
  return new ScmError('forbidden', text, { ...detail, missing: scopes.map((scope) => `scope:${scope}`) })
}

function isRevoked(body: unknown): boolean {
  return isObject(body) && typeof body['error_description'] === 'string' && /revoked/i.test(body['error_description'])
}

function detailOf({ status, headers, operation }: VendorAnswer): Detail {
  const requestId = headers.get('x-request-id')
  return {
    provider: 'gitlab',
    operation,
    status,
    ...(requestId === null ? {} : { requestId: requestId.slice(0, 200) }),
  }
}

/**
 * GitLab's complaints, one line each. `message` is text, a list, or lists by field; `error` and `error_description` are
 * text. A `message` such as `400 Bad request - reason` keeps the reason alone.
 * @see https://docs.gitlab.com/api/rest/troubleshooting/#status-code-400
 */
function complaintsOf(body: unknown): readonly string[] {
  if (typeof body === 'string') return lines([body])
  if (!isObject(body)) return []
  const { message, error, error_description: described } = body
  if (isObject(message)) {
    return lines(
      Object.entries(message).map(([field, text]) => (field === 'base' ? flat(text) : `${field}: ${flat(text)}`)),
    )
  }
  if (Array.isArray(message)) return lines(message.map(flat))
  if (typeof message === 'string') return lines([message.replace(/^\d{3} [A-Za-z ]{1,40} - /, '')])
  return lines([described, error].filter((one) => typeof one === 'string').slice(0, 1))
}

/** Text, or a list of texts as one line; deeper shapes say nothing a reader needs. */
function flat(value: unknown): string {
  if (Array.isArray(value)) return value.slice(0, 5).map(flat).join(', ')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function lines(texts: readonly string[]): readonly string[] {
  return texts
    .slice(0, 20)
    .map(brief)
    .filter((text) => text !== '')
}

/** One line of at most 300 characters. */
function brief(text: string): string {
  return text
    .slice(0, 600)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 300)
}

function said(what: string, message: string): string {
  return message === '' ? `${what}.` : `${what}: ${message.slice(0, 300)}`
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
