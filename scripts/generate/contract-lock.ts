import { contract } from '../../packages/core/src/contract/contract.ts'
import { entities } from '../../packages/core/src/contract/objects/index.ts'
import type { Operation } from '../../packages/core/src/contract/operation.ts'
import { CONTRACT } from '../../packages/core/src/contract/version.ts'
import { eventKinds, type KindRow } from '../../packages/core/src/events/kinds.ts'
import type { Schema } from './print-type.ts'

/** The shape of a value, reduced to what a caller can notice. `#Issue` stands for an object by name. */
export type Shape =
  | string
  | { readonly enum: readonly string[] }
  | { readonly list: Shape; readonly min?: number; readonly max?: number }
  | { readonly nullable: Shape }
  | { readonly map: Shape }
  /** An optional field ends in `?`. */
  | { readonly fields: Readonly<Record<string, Shape>> }
  | { readonly oneOf: readonly Shape[] }

export interface LockedOperation {
  readonly effect: string
  readonly idempotency: string
  readonly scope: string
  readonly paged: boolean
  readonly input: Shape
  readonly output: Shape
}

/** The contract as `contract.lock.json` keeps it, to be compared with the next one. */
export interface Lock {
  readonly contract: string
  readonly operations: Readonly<Record<string, LockedOperation>>
  readonly objects: Readonly<Record<string, Shape>>
  /** `actions` null: the vendor's own words. */
  readonly events: Readonly<Record<string, { readonly actions: readonly string[] | null; readonly subject: Shape }>>
}

const names = new Map<unknown, string>(Object.entries(entities).map(([name, schema]) => [schema, name]))

/** `contract.lock.json`, one operation, object or event kind a line. */
export function contractLock(): string {
  const { contract: version, operations, objects, events } = currentLock()
  const parts = Object.entries({ operations, objects, events }).map(([name, rows]) => {
    const lines = Object.entries(rows).map(([key, row]) => `    ${JSON.stringify(key)}: ${JSON.stringify(row)}`)
    return `  "${name}": {\n${lines.join(',\n')}\n  }`
  })
  return `{\n  "contract": "${version}",\n${parts.join(',\n')}\n}\n`
}

/** The contract of the source as it is now. */
export function currentLock(): Lock {
  const rows = Object.entries(contract as Readonly<Record<string, Readonly<Record<string, Operation>>>>)
  const operations = rows.flatMap(([area, all]) =>
    Object.entries(all).map(([name, one]) => [`${area}.${name}`, locked(one)] as const),
  )
  const objects = Object.entries(entities).map(([name, schema]) => [name, shapeOf(schema as Schema, name)] as const)
  const events = Object.entries(eventKinds as Readonly<Record<string, KindRow>>).map(
    ([kind, { actions, subject }]) =>
      [kind, { actions: actions?.toSorted() ?? null, subject: shapeOf(subject as Schema) }] as const,
  )
  return { contract: CONTRACT, operations: sorted(operations), objects: sorted(objects), events: sorted(events) }
}

function locked({ effect, idempotency, scope, paged, input, output }: Operation): LockedOperation {
  return { effect, idempotency, scope, paged, input: shapeOf(input as Schema), output: shapeOf(output as Schema) }
}

function shapeOf(schema: Schema, itself = ''): Shape {
  const name = names.get(schema)
  if (name !== undefined && name !== itself) return `#${name}`
  if (schema['x-stream']) return 'stream'
  if (schema.anyOf) return unionOf(schema.anyOf)
  if (schema.enum) return { enum: schema.enum.toSorted() }
  if ('const' in schema) return { enum: [String(schema.const)] }
  if (schema.type === 'array') return listOf(schema)
  if (schema.patternProperties) return { map: shapeOf(Object.values(schema.patternProperties)[0] ?? {}) }
  if (schema.type === 'object') return { fields: fieldsOf(schema) }
  const more = schema.format ?? (schema.minimum === undefined ? '' : `from ${schema.minimum}`)
  return `${schema.type ?? 'unknown'}${more === '' ? '' : ` ${more}`}`
}

function unionOf(cases: readonly Schema[]): Shape {
  const others = cases.filter((one) => one.type !== 'null')
  const [first = {}] = others
  const shape: Shape = others.length === 1 ? shapeOf(first) : { oneOf: others.map((one) => shapeOf(one)) }
  return others.length < cases.length ? { nullable: shape } : shape
}

function listOf({ items = {}, minItems, maxItems }: Schema): Shape {
  const bounds = {
    ...(minItems === undefined ? {} : { min: minItems }),
    ...(maxItems === undefined ? {} : { max: maxItems }),
  }
  return { list: shapeOf(items), ...bounds }
}

function fieldsOf(schema: Schema): Readonly<Record<string, Shape>> {
  const required = new Set(schema.required ?? [])
  return sorted(
    Object.entries(schema.properties ?? {}).map(([name, field]) => [
      required.has(name) ? name : `${name}?`,
      shapeOf(field),
    ]),
  )
}

function sorted<T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> {
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
