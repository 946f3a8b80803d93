import type { Attributes } from '@opentelemetry/api'
import type { OperationId } from '../contract/guards.ts'
import type { OperationRow } from '../contract/operation-row.ts'
import type { Meta, Page, PageOptions, Result } from '../contract/result.ts'
import { runCall, type Observed, type RunningCall } from '../egress/call.ts'
import { ScmError } from '../errors/scm-error.ts'
import type { CallContext, RepositoryRef } from '../provider/define-provider.ts'
import { startDeadline } from './deadline.ts'
import type { Instruments } from './instrument.ts'
import { withoutSecrets } from './raw.ts'
import type { AfterAction, BeforeAction } from './types.ts'

/** What a provider's function answers. */
interface ProviderAnswer {
  readonly data: unknown
  readonly raw?: unknown
  readonly nextCursor?: string | null
}
export type ProviderMethod = (input: unknown, call: CallContext) => Promise<ProviderAnswer>
export type Action = (input?: unknown, options?: PageOptions) => Promise<Result<unknown> | Page<unknown>>

/** What all actions of a host share. */
export interface ActionHost {
  readonly instruments: Instruments
  readonly timeoutMs: number
  readonly bus: {
    /** Null while nobody listens, so that a call pays nothing. */
    readonly beforeAction: ((action: BeforeAction) => Promise<void>) | null
    readonly afterAction: ((action: AfterAction) => Promise<void>) | null
  }
  checkInput(id: OperationId): (input: unknown) => void
  checkOptions(options: PageOptions): void
  checkOutput(id: OperationId): (data: unknown, paged: boolean) => void
  report(error: ScmError, about: { readonly provider: string; readonly operation: OperationId }): void
}

/** Whose actions they are: one handle. */
export interface ActionOwner {
  readonly provider: string
  readonly secretFields: readonly string[]
  readonly organizationId: string
  readonly connectionId: string
  readonly repositoryId: string | null
  readonly repository: RepositoryRef | null
  readonly referrer: string
}

/** The function of one operation on one handle; everything that does not change from call to call is made here. */
export function createAction(id: OperationId, row: OperationRow, method: ProviderMethod, owner: ActionOwner, host: ActionHost): Action {
  const checkInput = host.checkInput(id)
  const checkOutput = host.checkOutput(id)
  const attributes: Attributes = { provider: owner.provider, referrer: owner.referrer, operation: id }
  const about = { provider: owner.provider, operation: id }
  const { organizationId, connectionId, repositoryId, referrer } = owner

  return async (input = {}, options = {}) => {
    const startedAt = performance.now()
    const span = host.instruments.start(`scm ${id}`, attributes)
    const action: BeforeAction = { operation: id, organizationId, connectionId, repositoryId, referrer, input }
    try {
      checkInput(input)
      host.checkOptions(options)
      if (host.bus.beforeAction !== null) await host.bus.beforeAction(action)
      const result = await host.instruments.within(span, () => perform(id, row, method, owner, host, input, options, checkOutput))
      host.instruments.succeed(span, attributes)
      if (host.bus.afterAction !== null) await host.bus.afterAction({ ...action, error: null, ms: performance.now() - startedAt })
      return result
    } catch (cause) {
      const error = ScmError.is(cause) ? cause : unexpected(id, cause)
      host.instruments.fail(span, attributes, error)
      host.report(error, about)
      if (host.bus.afterAction !== null) await host.bus.afterAction({ ...action, error, ms: performance.now() - startedAt })
      throw error
    }
  }
}

async function perform(
  id: OperationId,
  row: OperationRow,
  method: ProviderMethod,
  owner: ActionOwner,
  host: ActionHost,
  input: unknown,
  options: PageOptions,
  checkOutput: (data: unknown, paged: boolean) => void,
): Promise<Result<unknown> | Page<unknown>> {
  const deadline = startDeadline(host.timeoutMs, options.signal)
  const observed: Observed = { requests: 0, meta: {}, failure: null }
  const call: RunningCall = {
    operation: id,
    area: row.area as RunningCall['area'],
    effect: row.effect,
    idempotency: row.idempotency,
    repository: owner.repository,
    referrer: owner.referrer,
    signal: deadline.signal,
    deadlineAt: deadline.endsAt,
    conditions: conditionsOf(options),
    observed,
  }
  const context: CallContext = { signal: deadline.signal, cursor: options.cursor ?? null, perPage: options.perPage ?? 30 }
  try {
    const answer = await Promise.race([runCall(call, () => method(input, context)), deadline.broken])
    checkOutput(answer.data, row.paged)
    return resultOf(row, answer, observed, owner.secretFields)
  } catch (error) {
    throw translate(id, row, error, observed, deadline.signal)
  } finally {
    deadline.close()
  }
}

function conditionsOf({ ifNoneMatch, ifModifiedSince }: PageOptions): RunningCall['conditions'] {
  if (ifNoneMatch === undefined && ifModifiedSince === undefined) return null
  return {
    ...(ifNoneMatch === undefined ? {} : { ifNoneMatch }),
    ...(ifModifiedSince === undefined ? {} : { ifModifiedSince }),
  }
}

function resultOf(
  row: OperationRow,
  answer: ProviderAnswer,
  observed: Observed,
  secretFields: readonly string[],
): Result<unknown> | Page<unknown> {
  const meta = metaOf(observed)
  let raw: { readonly value: unknown } | null = null
  return {
    data: answer.data,
    meta: row.paged ? { ...meta, nextCursor: answer.nextCursor ?? null } : meta,
    /** Cleaned when it is first read: most callers never do. */
    get raw() {
      raw ??= { value: withoutSecrets(answer.raw, secretFields) }
      return raw.value
    },
  }
}

/** An etag speaks of one answer: an operation of several requests has none. */
function metaOf({ requests, meta }: Observed): Meta {
  if (requests <= 1) return meta
  const { etag: _etag, lastModified: _lastModified, ...rest } = meta
  return rest
}

/** Vendor clients wrap, rename or lose what egress threw; here it comes back, and every other throw gets its code. */
function translate(id: OperationId, row: OperationRow, error: unknown, observed: Observed, signal: AbortSignal): ScmError {
  const isOpenWrite = row.effect === 'write' && row.idempotency !== 'idempotent' && observed.requests > 0
  if (signal.aborted && ScmError.is(signal.reason)) return isOpenWrite ? unknownOutcome(id, signal.reason) : signal.reason
  if (ScmError.is(error)) return error
  if (observed.failure !== null) return observed.failure
  if (observed.requests === 0) return unexpected(id, error)
  const reason = 'the answer could not be read as what the operation promises'
  return new ScmError('bad_response', `The vendor's answer to ${id} was not understood.`, { operation: id, reason }, { cause: error })
}

function unknownOutcome(id: OperationId, cause: ScmError): ScmError {
  const message = `${id} was sent and then ended (${cause.code}); look for its result before you repeat it.`
  return new ScmError('outcome_unknown', message, { operation: id }, { cause })
}

function unexpected(id: OperationId, cause: unknown): ScmError {
  return new ScmError('internal', `${id} failed inside the host or its provider.`, {}, { cause })
}
