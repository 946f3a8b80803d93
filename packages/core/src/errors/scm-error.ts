import { httpStatus, retryableCodes, type ErrorCode, type ErrorDetail } from './codes.ts'

const brand = Symbol.for('scm-host.error')

/** The plain form of an error: what travels over IPC and RPC, and back. */
export interface ScmErrorJson {
  readonly code: ErrorCode
  readonly message: string
  readonly retryable: boolean
  readonly detail: unknown
}

/**
 * The one error of the host, its providers and its transports. Recognise it with `ScmError.is`, never with `instanceof`:
 * the brand is a global symbol, so two copies of this package agree.
 */
export class ScmError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C
  readonly detail: ErrorDetail[C]
  /** True when the same call may succeed later. */
  readonly retryable: boolean

  constructor(
    code: C,
    message: string,
    detail: ErrorDetail[C],
    options: { readonly cause?: unknown; readonly retryable?: boolean } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.name = 'ScmError'
    this.code = code
    this.detail = detail
    this.retryable = options.retryable ?? retryableCodes.has(code)
    Object.defineProperty(this, brand, { value: true })
  }

  /** The HTTP status this error has on every surface. */
  get status(): number {
    return httpStatus[this.code]
  }

  /** Tells whether a value is an `ScmError`, of the given code if one is given. */
  static is<const K extends ErrorCode>(error: unknown, code: K): error is ScmError<K>
  static is(error: unknown): error is ScmError
  static is(error: unknown, code?: ErrorCode): boolean {
    if (typeof error !== 'object' || error === null || !(brand in error)) return false
    return code === undefined || (error as { code?: unknown }).code === code
  }

  /** Code, message, retryable and detail; neither cause nor stack. */
  toJSON(): ScmErrorJson {
    return { code: this.code, message: this.message, retryable: this.retryable, detail: this.detail }
  }

  /** The error a plain form stands for; an unknown code becomes `internal`. */
  static from(json: ScmErrorJson): ScmError {
    if (!Object.hasOwn(httpStatus, json.code)) return new ScmError('internal', json.message, {})
    return new ScmError(json.code, json.message, json.detail as never, { retryable: json.retryable })
  }
}
