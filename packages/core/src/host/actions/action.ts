import type { Attributes } from '@opentelemetry/api'
import type { OperationId } from '../../contract/guards.ts'
import type { OperationRow } from '../../contract/operation-row.ts'
import type { Page, PageOptions, Result } from '../../contract/result.ts'
import { ScmError } from '../../errors/scm-error.ts'
import type { RepositoryRef } from '../../provider/define-provider.ts'
import type { Instruments } from './instrument.ts'
import { perform, unexpected, type ProviderMethod } from './perform.ts'
import type { AfterAction, BeforeAction, ErrorContext } from '../types.ts'

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
  report(error: ScmError, about: ErrorContext): void
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
export function createAction(
  id: OperationId,
  row: OperationRow,
  method: ProviderMethod,
  owner: ActionOwner,
  host: ActionHost,
): Action {
  const checkInput = host.checkInput(id)
  const checkOutput = host.checkOutput(id)
  const attributes: Attributes = { provider: owner.provider, referrer: owner.referrer, operation: id }
  const step = { id, row, method, owner, checkOutput, timeoutMs: host.timeoutMs }
  const { organizationId, connectionId, repositoryId, referrer } = owner
  const about = { provider: owner.provider, organizationId, connectionId, operation: id }

  return async (input = {}, options = {}) => {
    const startedAt = performance.now()
    const span = host.instruments.start(`scm ${id}`, attributes)
    const action: BeforeAction = { operation: id, organizationId, connectionId, repositoryId, referrer, input }
    try {
      checkInput(input)
      host.checkOptions(options)
      if (host.bus.beforeAction !== null) await host.bus.beforeAction(action)
      const result = await host.instruments.within(span, () => perform(step, input, options))
      host.instruments.succeed(span, attributes)
      if (host.bus.afterAction !== null)
        await host.bus.afterAction({ ...action, error: null, ms: performance.now() - startedAt })
      return result
    } catch (cause) {
      const error = ScmError.is(cause) ? cause : unexpected(id, cause)
      host.instruments.fail(span, attributes, error)
      host.report(error, about)
      if (host.bus.afterAction !== null)
        await host.bus.afterAction({ ...action, error, ms: performance.now() - startedAt })
      throw error
    }
  }
}
