import type { TSchema } from 'typebox'

/** On which handle an operation is visible: of one repository, of a connection, or of both. */
export type Scope = 'repository' | 'connection' | 'either'
export type Effect = 'read' | 'write'
/** `marker`: not idempotent, but a search for a marker in its text can tell whether it took place. */
export type Idempotency = 'safe' | 'idempotent' | 'marker' | 'none'

/** One row of the contract. Data only; everything else is derived from it. */
export interface Operation<I extends TSchema = TSchema, O extends TSchema = TSchema, P extends boolean = boolean> {
  readonly summary: string
  readonly effect: Effect
  readonly idempotency: Idempotency
  readonly scope: Scope
  /** True: `output` is one item, and the call answers a page of items. */
  readonly paged: P
  readonly input: I
  readonly output: O
}

interface Row<I extends TSchema, O extends TSchema> {
  readonly summary: string
  readonly input: I
  readonly output: O
  readonly scope?: Scope
}

/** A read that answers one object. */
export function read<const I extends TSchema, const O extends TSchema>(row: Row<I, O>): Operation<I, O, false> {
  return { effect: 'read', idempotency: 'safe', paged: false, scope: 'repository', ...row }
}

/** A read that answers pages of `output`. */
export function list<const I extends TSchema, const O extends TSchema>(row: Row<I, O>): Operation<I, O, true> {
  return { effect: 'read', idempotency: 'safe', paged: true, scope: 'repository', ...row }
}

/** A write. `idempotent` where repeating it changes nothing, `marker` where a search settles whether it took place. */
export function write<const I extends TSchema, const O extends TSchema>(
  row: Row<I, O> & { readonly idempotency: Exclude<Idempotency, 'safe'> },
): Operation<I, O, false> {
  return { effect: 'write', paged: false, scope: 'repository', ...row }
}
