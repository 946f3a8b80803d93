import type { Static } from 'typebox'
import { describe, expectTypeOf, it } from 'vitest'
import type { contract } from '../../src/contract/contract.ts'
import type { Areas } from '../../src/contract/generated/types.ts'
import type { OperationId } from '../../src/contract/guards.ts'
import type { Operation } from '../../src/contract/operation.ts'
import type { Page, Result } from '../../src/contract/result.ts'
import type { Same } from './same.ts'

type InputOf<F> = F extends (...args: infer A) => unknown ? NonNullable<A[0 & keyof A]> : never
type OutputOf<F> = F extends (...args: never[]) => Promise<Page<infer T>>
  ? { page: T }
  : F extends (...args: never[]) => Promise<Result<infer T>>
    ? { one: T }
    : never
type SchemaInput<Op> = Op extends Operation<infer I> ? Static<I> : never
type SchemaOutput<Op> = Op extends {
  readonly output: infer O extends import('typebox').TSchema
  readonly paged: infer P
}
  ? P extends true
    ? { page: Static<O> }
    : { one: Static<O> }
  : never

/** Names of the operations whose generated types differ from their schemas: `'issues.create'`, or never. */
type Wrong = {
  [A in keyof Areas]: {
    [O in keyof Areas[A] & string]: O extends keyof (typeof contract)[A]
      ? [
          Same<InputOf<Areas[A][O]>, SchemaInput<(typeof contract)[A][O]>>,
          Same<OutputOf<Areas[A][O]>, SchemaOutput<(typeof contract)[A][O]>>,
        ] extends [true, true]
        ? never
        : `${A}.${O}`
      : `${A}.${O}`
  }[keyof Areas[A] & string]
}[keyof Areas]
type InContract = { [A in keyof typeof contract]: `${A}.${keyof (typeof contract)[A] & string}` }[keyof typeof contract]

describe('the generated interfaces', () => {
  it('say what the schemas say', () => expectTypeOf<Wrong>().toBeNever())
  it('have the operations of the contract', () => expectTypeOf<OperationId>().toEqualTypeOf<InContract>())
})

describe('the comparison itself', () => {
  interface Item {
    readonly d: string | null
    readonly e?: boolean
  }
  interface Full {
    readonly a: string
    readonly b?: number
    readonly c: readonly Item[]
  }
  type With<Change> = Omit<Full, keyof Change> & Change
  it('accepts what is equal', () => {
    expectTypeOf<Same<Full, { c: { e?: boolean; d: string | null }[]; b?: number; a: string }>>().toEqualTypeOf<true>()
    expectTypeOf<Same<{ k: 'a'; x: 1 } | { k: 'b' }, { k: 'b' } | { k: 'a'; x: 1 }>>().toEqualTypeOf<true>()
  })
  it('refuses a wrong type', () => expectTypeOf<Same<Full, With<{ a: number }>>>().toEqualTypeOf<false>())
  it('refuses a dropped field', () => expectTypeOf<Same<Full, Omit<Full, 'a'>>>().toEqualTypeOf<false>())
  it('refuses an added field', () => expectTypeOf<Same<Full, Full & { z?: string }>>().toEqualTypeOf<false>())
  it('refuses a dropped optional field', () => expectTypeOf<Same<Full, Omit<Full, 'b'>>>().toEqualTypeOf<false>())
  it('refuses a field made optional', () => expectTypeOf<Same<Full, With<{ a?: string }>>>().toEqualTypeOf<false>())
  it('refuses null where there was none', () => {
    expectTypeOf<Same<Full, With<{ a: string | null }>>>().toEqualTypeOf<false>()
  })
  it('refuses a dropped optional field in a list', () => {
    expectTypeOf<Same<Full, With<{ c: readonly { d: string | null }[] }>>>().toEqualTypeOf<false>()
  })
  it('refuses a dropped optional field in one case of several', () => {
    expectTypeOf<Same<{ k: 'a'; x?: 1 } | { k: 'b' }, { k: 'a' } | { k: 'b' }>>().toEqualTypeOf<false>()
  })
  it('refuses a missing word', () => expectTypeOf<Same<{ s: 'a' | 'b' }, { s: 'a' }>>().toEqualTypeOf<false>())
  it('refuses any and never', () => {
    expectTypeOf<Same<{ s: string }, never>>().toEqualTypeOf<false>()
    expectTypeOf<Same<never, { s: string }>>().toEqualTypeOf<false>()
  })
})
