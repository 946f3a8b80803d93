/** A request as it goes on the wire. */
export interface WireRequest {
  readonly url: URL
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | ReadableStream<Uint8Array> | null
  readonly signal: AbortSignal | null
}

/** What came back, before anybody makes a Response of it. Its body must be read or cancelled. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: BodySource
}

/** A body that is decoded and not read yet. */
export interface BodySource {
  /** All of it. Rejects with a `TooLarge` beyond the limit, with an `ExchangeError` when it ends early. */
  bytes(limit: number): Promise<Uint8Array>
  stream(): ReadableStream<Uint8Array>
  /** Ends the connection; a reader gets the reason. */
  cancel(reason?: Error): void
}

export type Exchange = (request: WireRequest) => Promise<Answer>

/** A failed exchange. `isSent`: a byte of the request may have left. */
export interface ExchangeError extends Error {
  readonly isSent: boolean
}

/** Makes an error of the transport that says whether anything was sent. */
export function exchangeError(cause: unknown, isSent: boolean): ExchangeError {
  const message = cause instanceof Error ? cause.message : 'the exchange failed'
  return Object.assign(new Error(message, { cause }), { isSent })
}

/** A body beyond its limit, in bytes of the decoded form. */
export interface TooLarge extends Error {
  readonly limitBytes: number
}

/** Makes the error of a body that is too large. */
export function tooLarge(limitBytes: number): TooLarge {
  return Object.assign(new Error(`the body is larger than ${limitBytes} bytes`), { limitBytes })
}

/** Tells whether an error is a `TooLarge`. */
export function isTooLarge(error: unknown): error is TooLarge {
  return error instanceof Error && 'limitBytes' in error
}

/** Codes of failures to connect: nothing of the request has left. */
const beforeSending: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Tells whether a byte of the request may have left, from what any transport throws. */
export function mayBeSent(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ('isSent' in at && typeof at.isSent === 'boolean') return at.isSent
    if ('code' in at && beforeSending.has(at.code)) return false
  }
  return true
}
