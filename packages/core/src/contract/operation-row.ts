import type { StringFormat } from './check-format.ts'
import type { Effect, Idempotency, Scope } from './operation.ts'

/** One operation as the host sees it at run time. */
export interface OperationRow {
  readonly area: string
  readonly name: string
  readonly effect: Effect
  readonly idempotency: Idempotency
  readonly scope: Scope
  readonly paged: boolean
  readonly input: ObjectRule
}

/** What one argument must be. `nullable` allows null beside it. */
export type Rule = (StringRule | EnumRule | IntegerRule | BooleanRule | ArrayRule | ObjectRule | OneOfRule) & {
  readonly nullable?: true
}
export interface StringRule {
  readonly kind: 'string'
  readonly format: StringFormat
}
export interface EnumRule {
  readonly kind: 'enum'
  readonly values: readonly string[]
}
export interface IntegerRule {
  readonly kind: 'integer'
  readonly minimum: number
}
export interface BooleanRule {
  readonly kind: 'boolean'
}
export interface ArrayRule {
  readonly kind: 'array'
  readonly of: Rule
  readonly minItems?: number
  readonly maxItems?: number
}
export interface ObjectRule {
  readonly kind: 'object'
  readonly fields: Readonly<Record<string, Rule>>
  readonly required: readonly string[]
}
/** Objects told apart by the value of one field. */
export interface OneOfRule {
  readonly kind: 'oneOf'
  readonly by: string
  readonly cases: Readonly<Record<string, Rule>>
}
