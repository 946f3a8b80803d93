import { ScmError } from '../../errors/scm-error.ts'

/** The signal of one call: aborted by its caller or when its time is up. Close it when the call is done. */
export interface Deadline {
  readonly signal: AbortSignal
  readonly endsAt: number
  /** Rejects when the signal is aborted; never settles otherwise. */
  readonly broken: Promise<never>
  close(): void
}

/** Starts the clock of a call. `signal` is the caller's own. */
export function startDeadline(timeoutMs: number, signal: AbortSignal | undefined): Deadline {
  const controller = new AbortController()
  let reject: (error: ScmError) => void = () => undefined
  const broken = new Promise<never>((_resolve, no) => {
    reject = no
  })
  broken.catch(() => undefined)
  const end = (error: ScmError) => {
    controller.abort(error)
    reject(error)
  }
  const timer = setTimeout(() => {
    end(new ScmError('timeout', `The call was not done within ${timeoutMs} ms.`, { timeoutMs }))
  }, timeoutMs)
  const abort = () => end(new ScmError('aborted', 'The caller ended the call.', {}, { cause: signal?.reason }))
  if (signal?.aborted) abort()
  else signal?.addEventListener('abort', abort, { once: true })
  return {
    signal: controller.signal,
    endsAt: performance.now() + timeoutMs,
    broken,
    close() {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    },
  }
}
