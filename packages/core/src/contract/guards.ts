import type { Areas } from './generated/types.ts'

export type Area = keyof Areas
/** Every operation as `area.name`. */
export type OperationId = { [A in Area]: `${A}.${keyof Areas[A] & string}` }[Area]

type AreaOf<Id extends OperationId> = Id extends `${infer A extends Area}.${string}` ? A : never
type NameOf<Id extends OperationId, A extends Area> = Id extends `${A}.${infer N extends keyof Areas[A] & string}`
  ? N
  : never

/** The handle a check of these ids grants: each of the operations is there. Demand it with `SourceCodeManager & Grants<…>`. */
export type Grants<Id extends OperationId> = {
  readonly [A in AreaOf<Id>]: { readonly [N in NameOf<Id, A>]: Areas[A][N] }
}

type IsUnion<T, All = T> = [T] extends [never] ? false : T extends unknown ? ([All] extends [T] ? false : true) : never

/** Refuses unions and spread arrays: both would grant what was not checked. */
export type Literals<Ids extends readonly OperationId[]> = {
  [K in keyof Ids]: true extends IsUnion<Ids[K]> ? never : Ids[K]
}
