import type { ScmError } from '../../errors/scm-error.ts'
import type { ErrorCode } from '../../errors/codes.ts'
import type { ErrorContext, HostOptions } from '../types.ts'

/** Codes that are a normal answer to a call: its caller gets them, the error reporter does not. */
const expected: ReadonlySet<ErrorCode> = new Set([
  'invalid_argument',
  'not_found',
  'not_modified',
  'conflict',
  'forbidden',
  'path_is_directory',
  'validation_failed',
  'rate_limited',
  'capability_not_supported',
  'feature_disabled',
  'aborted',
])

/** Calls `onError` once for each unexpected error, also when it passes through a listener after it failed an action. */
export function createReporter(onError: HostOptions['onError']) {
  const reported = new WeakSet<ScmError>()
  return (error: ScmError, about: ErrorContext): void => {
    if (onError === undefined || reported.has(error)) return
    if (expected.has(error.code) && about.listener === undefined) return
    reported.add(error)
    try {
      onError(error, about)
    } catch {
      // A reporter that fails has nobody to report to.
    }
  }
}
