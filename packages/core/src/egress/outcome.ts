import { ScmError } from '../errors/scm-error.ts'
import { errorFromStatus } from '../errors/from-status.ts'
import type { Job } from './egress.ts'
import { mayBeSent } from './network/answer.ts'
import { abortError } from './pause.ts'
import { isRedirect } from './redirect.ts'
import { refusalBody, type Reply } from './reply.ts'
import { isRepeatable } from './retry.ts'

/** How one try ended: with an answer, or with an error and whether the request may have arrived. */
export type Outcome = Replied | Failed

/** `isRate`: the vendor has had enough of us for now. */
export interface Replied {
  readonly reply: Reply
  readonly asked: Asked | null
  readonly isRate: boolean
}

/** `isPassing`: another try may help. */
export interface Failed {
  readonly error: ScmError
  readonly isSent: boolean
  readonly isPassing: boolean
}

/** For how long a refusal asks us to stay away. */
export interface Asked {
  readonly ms: number
  readonly resource: string | null
}

/** The outcome of a try that threw. */
export function failedOutcome(thrown: unknown, job: Job): Outcome {
  const isSent = mayBeSent(thrown)
  const { signal } = job.control
  if (signal.aborted) return { error: abortError(signal), isSent, isPassing: false }
  const known = scmErrorIn(thrown)
  // Our own refusals were made before anything was sent, except those about the answer.
  if (known !== null)
    return { error: known, isSent: aboutAnswer.has(known.code), isPassing: known.code === 'truncated_response' }
  return { error: networkError(thrown, job), isSent, isPassing: !isCertificateError(codeOf(thrown)) }
}

const aboutAnswer: ReadonlySet<string> = new Set(['truncated_response', 'payload_too_large', 'bad_response'])

/** The answer of an outcome. @throws ScmError for a refusal, a failure, and a write whose end is not known */
export function settled(outcome: Outcome, job: Job): Reply {
  const isDoubtful = !isRepeatable(job.method, job.call)
  if ('error' in outcome) {
    const { error, isSent } = outcome
    throw isDoubtful && isSent && error.code !== 'bad_response' && error.code !== 'payload_too_large'
      ? unknownOutcome(error, job)
      : error
  }
  const { reply } = outcome
  if (reply.status < 300 || reply.status === 304 || (job.isManual && isRedirect(reply.status))) return reply
  const error = refusalError(outcome, job)
  throw isDoubtful && reply.status >= 500 ? unknownOutcome(error, job) : error
}

function refusalError({ reply, asked, isRate }: Replied, job: Job): ScmError {
  const { target, call } = job
  const { status, headers } = reply
  const body = refusalBody(reply)
  const requestId = requestIdOf(headers)
  const general = errorFromStatus({
    provider: target.provider,
    operation: call.operation,
    status: isRate ? 429 : status,
    body,
    ...(requestId === undefined ? {} : { requestId }),
    ...(asked === null ? {} : { retryAfterMs: Math.max(1, Math.ceil(asked.ms)) }),
    sentBytes:
      typeof job.body === 'string' ? Buffer.byteLength(job.body) : ((job.body as Uint8Array | null)?.byteLength ?? 0),
  })
  if (isRate) return general
  try {
    return target.vendorError({ status, headers, body, operation: call.operation }) ?? general
  } catch {
    return general
  }
}

/** The vendor's id of a request, for its support; bounded, since it goes into errors and logs. */
export function requestIdOf(headers: Headers): string | undefined {
  const id = headers.get('x-github-request-id') ?? headers.get('x-request-id')
  return id === null || id === '' ? undefined : id.slice(0, 200)
}

function unknownOutcome(cause: ScmError, { target, call }: Job): ScmError<'outcome_unknown'> {
  const message = `${call.operation} was sent to ${target.provider} and may or may not have taken place (${cause.code}). Look for its result before repeating it.`
  return new ScmError('outcome_unknown', message, { operation: call.operation }, { cause })
}

function networkError(thrown: unknown, { target, call }: Job): ScmError {
  const code = codeOf(thrown)
  const detail = { provider: target.provider, operation: call.operation, status: null }
  if (code === 'UND_ERR_HEADERS_TIMEOUT') {
    return new ScmError(
      'timeout',
      `${target.provider} did not answer within 30 s.`,
      { timeoutMs: 30_000 },
      { cause: thrown },
    )
  }
  if (isCertificateError(code)) {
    const message = `The certificate of ${target.provider} is not accepted (${code}). If it is a private CA’s, give it in network.ca.`
    return new ScmError('vendor_unavailable', message, detail, { cause: thrown, retryable: false })
  }
  const message = `${target.provider} could not be reached${code === '' ? '' : ` (${code})`}.`
  return new ScmError('vendor_unavailable', message, detail, { cause: thrown })
}

/** The first code in a chain of causes; connecting to several addresses hides it in `errors`. */
function codeOf(thrown: unknown): string {
  for (let at: unknown = thrown, depth = 0; at instanceof Error && depth < 5; depth++) {
    if ('code' in at && typeof at.code === 'string') return at.code
    at = at.cause ?? (at instanceof AggregateError ? at.errors[0] : null)
  }
  return ''
}

function scmErrorIn(thrown: unknown): ScmError | null {
  for (let at: unknown = thrown, depth = 0; depth < 6 && at instanceof Error; at = at.cause, depth++) {
    if (ScmError.is(at)) return at
  }
  return null
}

const certificateCodes: ReadonlySet<string> = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'INVALID_CA',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

function isCertificateError(code: string): boolean {
  return certificateCodes.has(code)
}
