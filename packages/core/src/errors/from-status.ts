import type { ErrorCode } from './codes.ts'
import { ScmError } from './scm-error.ts'

/** A vendor's refusal, and what it was asked for. */
export interface Refusal {
  readonly provider: string
  readonly operation: string
  readonly status: number
  /** Parsed JSON, else text, else null. */
  readonly body: unknown
  readonly requestId?: string
  /** What a 5xx asks for by `Retry-After`. */
  readonly retryAfterMs?: number
  /** Size of the body that was sent, for 413. */
  readonly sentBytes?: number
}

const codes: Readonly<Record<number, ErrorCode>> = {
  401: 'unauthorized',
  402: 'forbidden',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  410: 'not_found',
  412: 'conflict',
  413: 'payload_too_large',
  423: 'conflict',
  429: 'rate_limited',
  451: 'forbidden',
}

/** Where a vendor does not say how long to stay away, GitHub's documentation asks for a minute. */
const unknownWaitMs = 60_000

/**
 * The error a 4xx or 5xx answer stands for, where the provider does not know better. Carries the vendor's message, cut
 * to 300 characters and without control characters, and never a header.
 */
export function errorFromStatus(refusal: Refusal): ScmError {
  const { provider, operation, status, requestId, retryAfterMs } = refusal
  const said = vendorMessage(refusal.body)
  const message = `${provider} answered ${status} to ${operation}${said === '' ? '' : `: ${said}`}`
  const detail = { provider, operation, status, ...(requestId === undefined ? {} : { requestId }) }
  if (status >= 500 || status === 408) {
    return new ScmError('vendor_unavailable', message, {
      ...detail,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    })
  }
  if (status < 400) return new ScmError('bad_response', message, { ...detail, reason: `unexpected status ${status}` })
  const code = codes[status] ?? 'validation_failed'
  if (code === 'payload_too_large') return new ScmError(code, message, { limitBytes: refusal.sentBytes ?? 0 })
  if (code === 'rate_limited') {
    return new ScmError(code, message, { retryAfterMs: retryAfterMs ?? unknownWaitMs, by: 'vendor' })
  }
  if (code !== 'validation_failed') return new ScmError(code, message, detail)
  const fields = vendorComplaints(refusal.body)
  return new ScmError(code, message, { ...detail, ...(fields.length === 0 ? {} : { fields }) })
}

/** The vendor's own words: `message`, `error`, `error.message` or `error_description`; empty when there are none. */
export function vendorMessage(body: unknown): string {
  if (!isObject(body)) return ''
  const { message, error, error_description: described } = body
  const inner = isObject(error) ? error['message'] : undefined
  const said = [message, inner, described, error].find((one) => typeof one === 'string' && one !== '')
  return typeof said === 'string' ? oneLine(said) : ''
}

/** The vendor's complaints, one line each: GitHub's `errors`, GitLab's `message` object, Bitbucket's `error.fields`. */
export function vendorComplaints(body: unknown): readonly string[] {
  if (!isObject(body)) return []
  const errors = Array.isArray(body['errors']) ? body['errors'].slice(0, 20).map(complaint) : []
  const named = isObject(body['message']) ? body['message'] : isObject(body['error']) ? body['error']['fields'] : null
  const fields = isObject(named)
    ? Object.entries(named)
        .slice(0, 20)
        .map(([name, value]) => oneLine(`${name}: ${textOf(value)}`))
    : []
  return [...errors, ...fields].filter((line) => line !== '')
}

function complaint(error: unknown): string {
  if (!isObject(error)) return oneLine(textOf(error))
  const where = [error['resource'], error['field']].filter((part) => typeof part === 'string').join('.')
  const what = textOf(error['message'] ?? error['code'])
  return oneLine(where === '' ? what : `${where}: ${what}`)
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.slice(0, 5).map(textOf).join(', ')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function oneLine(text: string): string {
  let line = ''
  for (const character of text.slice(0, 600)) {
    const code = character.codePointAt(0) ?? 0
    line += code < 0x20 || (code >= 0x7f && code <= 0x9f) || code === 0x2028 || code === 0x2029 ? ' ' : character
  }
  return line.toWellFormed().trim().slice(0, 300)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
