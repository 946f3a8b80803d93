import type { OperationId } from '../../contract/guards.ts'
import type { OperationRow } from '../../contract/operation-row.ts'
import type { Meta, Page, PageOptions, Result } from '../../contract/result.ts'
import { runCall, type Observed, type RunningCall } from '../../egress/call.ts'
import { ScmError } from '../../errors/scm-error.ts'
import type { CallContext, RepositoryRef } from '../../provider/define-provider.ts'
import { startDeadline } from './deadline.ts'
import { withoutSecrets } from './raw.ts'

/** What a provider's function answers. */
interface ProviderAnswer {
  readonly data: unknown
  readonly raw?: unknown
  readonly nextCursor?: string | null
}
export type ProviderMethod = (input: unknown, call: CallContext) => Promise<ProviderAnswer>

/** What of an action stays the same from call to call. */
export interface Step {
  readonly id: OperationId
  readonly row: OperationRow
  readonly method: ProviderMethod
  readonly owner: {
    readonly repository: RepositoryRef | null
    readonly referrer: string
    readonly secretFields: readonly string[]
  }
  readonly timeoutMs: number
  readonly checkOutput: (data: unknown, paged: boolean) => void
}

/** Runs the provider's function inside its call and makes its answer a result. */
export async function perform(
  step: Step,
  input: unknown,
  options: PageOptions,
): Promise<Result<unknown> | Page<unknown>> {
  const { id, row, method, owner, checkOutput } = step
  const deadline = startDeadline(step.timeoutMs, options.signal)
  const observed: Observed = { requests: 0, writes: 0, meta: {}, failure: null }
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
  const context: CallContext = {
    signal: deadline.signal,
    cursor: options.cursor ?? null,
    perPage: options.perPage ?? 30,
  }
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
  const meta = row.paged ? { ...metaOf(observed), nextCursor: answer.nextCursor ?? null } : metaOf(observed)
  return new ActionResult(answer, meta, secretFields)
}

/**
 * `raw` is cleaned when it is first read: most callers never do. It is read from the result itself, so that neither
 * `JSON.stringify` nor a copy carries a vendor's body along.
 */
class ActionResult implements Result<unknown> {
  readonly data: unknown
  readonly meta: Meta
  readonly #answer: ProviderAnswer
  readonly #secretFields: readonly string[]
  #clean: { readonly raw: unknown } | null = null

  constructor(answer: ProviderAnswer, meta: Meta, secretFields: readonly string[]) {
    this.data = answer.data
    this.meta = meta
    this.#answer = answer
    this.#secretFields = secretFields
  }

  get raw(): unknown {
    this.#clean ??= { raw: withoutSecrets(this.#answer.raw, this.#secretFields) }
    return this.#clean.raw
  }
}

/** An etag speaks of one answer: an operation of several requests has none. */
function metaOf({ requests, meta }: Observed): Meta {
  if (requests <= 1) return meta
  const { etag: _etag, lastModified: _lastModified, ...rest } = meta
  return rest
}

/** Vendor clients wrap, rename or lose what egress threw; here it comes back, and every other throw gets its code. */
function translate(
  id: OperationId,
  row: OperationRow,
  error: unknown,
  observed: Observed,
  signal: AbortSignal,
): ScmError {
  const isOpenWrite = observed.writes > 0 && row.idempotency !== 'idempotent'
  if (signal.aborted && ScmError.is(signal.reason))
    return isOpenWrite ? unknownOutcome(id, signal.reason) : signal.reason
  const known = scmErrorIn(error) ?? observed.failure
  if (known !== null) return known
  if (observed.requests === 0) return unexpected(id, error)
  const reason = 'the answer could not be read as what the operation promises'
  return new ScmError(
    'bad_response',
    `The vendor's answer to ${id} was not understood.`,
    { operation: id, reason },
    { cause: error },
  )
}

/** The host's error in a chain of causes. */
function scmErrorIn(error: unknown): ScmError | null {
  let at = error
  for (let depth = 0; depth < 8 && at instanceof Error; depth++) {
    if (ScmError.is(at)) return at
    at = at.cause
  }
  return ScmError.is(at) ? at : null
}

function unknownOutcome(id: OperationId, cause: ScmError): ScmError {
  const message = `${id} was sent and then ended (${cause.code}); look for its result before you repeat it.`
  return new ScmError('outcome_unknown', message, { operation: id }, { cause })
}

/** A fault of ours or of the provider's code, not of the vendor's answer. */
export function unexpected(id: OperationId, cause: unknown): ScmError {
  return new ScmError('internal', `${id} failed inside the host or its provider.`, {}, { cause })
}
