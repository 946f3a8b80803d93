import { ScmError } from '../errors/scm-error.ts'

/**
 * The error with the name of the tap it came from: tapable tells neither tap nor hook. An `ScmError` keeps its code,
 * detail and whether it may be tried again; anything else is `internal`.
 */
export function attribute(cause: unknown, what: string): ScmError {
  if (!ScmError.is(cause)) return new ScmError('internal', `${what} failed.`, {}, { cause })
  const { code, detail, retryable } = cause
  return new ScmError(code, `${what} refused: ${cause.message}`, detail, { cause, retryable })
}
