import { ScmError } from '../errors/scm-error.ts'

/** Waits. @throws the signal's reason as an `ScmError` when it is aborted meanwhile */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(abortError(signal))
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort)
      resolve()
    }, ms)
    const onAbort = () => {
      clearTimeout(timer)
      reject(abortError(signal))
    }
    signal.addEventListener('abort', onAbort, { once: true })
  })
}

/** Why a signal was aborted: the host's `aborted` or `timeout`, else `aborted`. */
export function abortError(signal: AbortSignal): ScmError {
  if (ScmError.is(signal.reason)) return signal.reason
  return new ScmError('aborted', 'The call was aborted by its caller.', {}, { cause: signal.reason })
}
