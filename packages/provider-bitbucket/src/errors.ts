import { ScmError, type ErrorDetail, type VendorAnswer } from '@scm-host/core/provider'

type Detail = Pick<ErrorDetail['conflict'], 'provider' | 'operation' | 'status' | 'requestId'>

/** The `error` object of a refusal. */
interface Complaint {
  readonly message?: unknown
  readonly detail?: unknown
  /** Name of an input to what is wrong with it. */
  readonly fields?: unknown
  readonly data?: unknown
}

/**
 * The error a refusal of Bitbucket's API stands for; null for the general rule by status.
 * @see https://developer.atlassian.com/cloud/bitbucket/rest/intro/#standardized-error-responses
 */
export function vendorError(answer: VendorAnswer): ScmError | null {
  const complaint = complaintOf(answer.body)
  const message = messageOf(complaint)
  const detail = detailOf(answer)
  switch (answer.status) {
    case 400:
      return badRequest(complaint, message, detail)
    case 402:
      return new ScmError('forbidden', said('The workspace’s plan does not have this', message), detail)
    case 403:
      return forbidden(complaint, message, detail)
    case 404:
      return new ScmError('not_found', said('Bitbucket does not show this to the credential', message), detail)
    case 409:
      return new ScmError('conflict', said('The state at Bitbucket does not allow this', message), detail)
    case 410:
      return new ScmError('not_found', said('This is gone, or was removed from Bitbucket’s API', message), detail)
    case 413:
    case 415:
    case 422:
      return new ScmError(
        'validation_failed',
        said('Bitbucket refused the input', message),
        withFields(detail, complaint),
      )
    case 451:
      return new ScmError('forbidden', said('Bitbucket has blocked this for legal reasons', message), detail)
    default:
      return null
  }
}

/** Bitbucket answers 400 also for what has been taken, has moved on or is not there. */
function badRequest(complaint: Complaint, message: string, detail: Detail): ScmError {
  const all = [message, ...fieldsOf(complaint)].join('\n')
  if (
    /already exists|already been (?:merged|declined|used)|is (?:already|no longer) |has changed since|merge conflict/i.test(
      all,
    )
  ) {
    return new ScmError('conflict', said('The state at Bitbucket does not allow this', message), detail)
  }
  if (/^(?:commit|branch|tag|ref|revision)\b.*\b(?:not found|does not exist)/i.test(message)) {
    return new ScmError('not_found', said('Bitbucket does not know this', message), detail)
  }
  return new ScmError('validation_failed', said('Bitbucket refused the input', message), withFields(detail, complaint))
}

/** `detail` holds the scopes an endpoint takes and those the credential has. */
function forbidden({ detail: told }: Complaint, message: string, detail: Detail): ScmError {
  const { required, granted } = typeof told === 'object' && told !== null ? (told as Record<string, unknown>) : {}
  const held = textsOf(granted)
  const missing = textsOf(required).filter((scope) => !held.includes(scope))
  const text = said('Bitbucket does not let this credential do that', message)
  return new ScmError(
    'forbidden',
    text,
    missing.length === 0 ? detail : { ...detail, missing: missing.map((scope) => `scope:${scope}`) },
  )
}

function detailOf({ status, headers, operation }: VendorAnswer): Detail {
  const requestId = headers.get('x-request-id') ?? headers.get('x-b3-traceid')
  return {
    provider: 'bitbucket',
    operation,
    status,
    ...(requestId === null || requestId === '' ? {} : { requestId: requestId.slice(0, 200) }),
  }
}

function withFields(detail: Detail, complaint: Complaint): ErrorDetail['validation_failed'] {
  const fields = fieldsOf(complaint)
  return fields.length === 0 ? detail : { ...detail, fields }
}

/** One line a complaint: `source.branch: This field is required.` */
function fieldsOf({ fields }: Complaint): readonly string[] {
  if (typeof fields !== 'object' || fields === null) return []
  return Object.entries(fields)
    .slice(0, 50)
    .flatMap(([name, told]) => {
      const texts = typeof told === 'string' ? [told] : textsOf(told)
      return texts.length === 0 ? [brief(name)] : texts.map((text) => brief(`${name}: ${text}`))
    })
}

function complaintOf(body: unknown): Complaint {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : body
  return typeof error === 'object' && error !== null ? error : { message: error }
}

function messageOf({ message, detail }: Complaint): string {
  return [message, detail]
    .filter((part) => typeof part === 'string')
    .map(brief)
    .join(' ')
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.slice(0, 50).filter((one) => typeof one === 'string') : []
}

/** One line of at most 300 characters. */
function brief(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 300)
}

function said(what: string, message: string): string {
  return message === '' ? `${what}.` : `${what}: ${message}`
}
