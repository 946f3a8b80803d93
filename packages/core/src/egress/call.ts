import { AsyncLocalStorage } from 'node:async_hooks'
import type { Area, OperationId } from '../contract/guards.ts'
import type { Effect, Idempotency } from '../contract/operation.ts'
import type { Meta } from '../contract/result.ts'
import type { ScmError } from '../errors/scm-error.ts'
import type { RepositoryRef } from '../provider/define-provider.ts'

/** The operation a fetch belongs to. The host starts each provider function inside one. */
export interface RunningCall {
  readonly operation: OperationId
  readonly area: Area
  readonly effect: Effect
  readonly idempotency: Idempotency
  /** Null on a connection handle. */
  readonly repository: RepositoryRef | null
  readonly referrer: string
  /** Aborted by the caller and by the deadline; the reason is an `ScmError` `aborted` or `timeout`. */
  readonly signal: AbortSignal
  /** Of the monotonic clock, `performance.now()`. */
  readonly deadlineAt: number
  /** The caller's own conditions: they go with the call's first GET, and a 304 to it is the error `not_modified`. */
  readonly conditions: { readonly ifNoneMatch?: string; readonly ifModifiedSince?: string } | null
  /** What egress learned, for the host to read when the function is done. */
  readonly observed: Observed
}

/** Written by egress while a call runs. */
export interface Observed {
  /** Requests that went through the pipeline, cache answers included. */
  requests: number
  /** Requests of a write that were started: from then on its outcome may be unknown. */
  writes: number
  /** Of the first request; the host leaves etag and lastModified out when there were more. */
  meta: Meta
  /** The last error egress threw: vendor clients may wrap or lose it, the host does not. */
  failure: ScmError | null
}

const storage = new AsyncLocalStorage<RunningCall>()

/** Runs a provider function inside its call. */
export function runCall<T>(call: RunningCall, run: () => T): T {
  return storage.run(call, run)
}

/** The call a fetch belongs to, or undefined outside of one. */
export function runningCall(): RunningCall | undefined {
  return storage.getStore()
}
