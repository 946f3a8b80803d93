import type { TSchema } from 'typebox'
import { contract as table } from './contract/contract.ts'
import { entities as objects } from './contract/objects/index.ts'
import type { Operation } from './contract/operation.ts'

export type { Effect, Idempotency, Operation, Scope } from './contract/operation.ts'
export { CONTRACT } from './contract/version.ts'

/** The table of operations as data: `contract.issues.get.input` is a JSON schema. Loads the schema library. */
export const contract: Readonly<Record<string, Readonly<Record<string, Operation>>>> = table

/** The neutral objects as data, by name. */
export const entities: Readonly<Record<string, TSchema>> = objects
