import type { ConnectionAreas, RepositoryAreas } from './generated/types.ts'
import type { Grants, Literals, OperationId } from './guards.ts'
import type { Page, PageOptions, Result } from './result.ts'

/** What every handle has. */
export interface Handle {
  /** Id of the provider behind the handle, such as `github`. */
  readonly provider: string
  /** The operations this handle has. */
  readonly operations: ReadonlySet<OperationId>
  /** True when the provider has all of these operations; inside the branch they can be called. */
  can<const Ids extends readonly OperationId[]>(...ids: Ids & Literals<Ids>): this is this & Grants<Ids[number]>
  /** Computed ids: answers, and grants nothing. */
  can(...ids: readonly OperationId[]): boolean
  /**
   * Calls an operation by id with untyped input, checked against the contract first. For transports and tools.
   * @throws ScmError `invalid_argument`, `capability_not_supported`, and whatever the operation throws
   */
  call(id: OperationId, input: unknown, options?: PageOptions): Promise<Result<unknown> | Page<unknown>>
}

type Optional<A> = { readonly [K in keyof A]: { readonly [O in keyof A[K]]?: A[K][O] } }

/** A handle on one repository. Operations the provider lacks are absent; guard with `can`. */
export interface SourceCodeManager extends Handle, Optional<RepositoryAreas> {
  readonly repositoryRecord: { readonly id: string; readonly fullName: string; readonly externalId: string }
}

/** A handle on a connection, for what exists before or beside a repository. */
export interface ConnectionHandle extends Handle, Optional<ConnectionAreas> {
  readonly connectionId: string
}
