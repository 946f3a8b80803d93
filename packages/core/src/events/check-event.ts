import { Type, type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { Format } from 'typebox/format'
import { stringFormats } from '../contract/check-format.ts'
import { nullable } from '../contract/formats.ts'
import { Author } from '../contract/objects/index.ts'
import { eventKinds, type KindRow } from './kinds.ts'

const repository = Type.Object({
  externalId: Type.String(),
  fullName: Type.String(),
  isPrivate: nullable(Type.Boolean()),
  htmlUrl: nullable(Type.String()),
})
const base = {
  provider: Type.String(),
  occurredAt: nullable(Type.String()),
  sender: nullable(Author),
  repository: nullable(repository),
  rawAction: Type.Optional(Type.String()),
}

const target = Type.Object({
  organizationId: Type.String(),
  connectionId: Type.String(),
  repositoryId: nullable(Type.String()),
})
const stamp = {
  id: Type.String(),
  version: Type.Literal(1),
  receivedAt: Type.String(),
  origin: Type.Object({
    via: Type.Enum(['webhook', 'redelivery', 'poll', 'ingest']),
    deliveryId: Type.String(),
    hookId: nullable(Type.String()),
  }),
  target,
  raw: Type.Object({ event: Type.String(), body: Type.Unknown() }),
}

for (const [name, { check }] of Object.entries(stringFormats)) Format.Set(`scm-${name}`, check)
const checkers = new Map<string, ReturnType<typeof Compile>>()

/**
 * Which rules an event breaks; none when it is right. `parsed` is what a provider's `parse` answers, `whole` has the
 * host's stamp. This file loads the schema compiler: for tests, and for boundaries that import it when they need it.
 */
export function eventFaults(event: { readonly kind: string }, form: 'parsed' | 'whole' = 'parsed'): readonly string[] {
  const name = `${form} ${Object.hasOwn(eventKinds, event.kind) ? event.kind : ''}`
  let checker = checkers.get(name)
  if (checker === undefined) {
    checker = Compile(withOwnFormats(schemaOf(event.kind, form === 'whole' ? { ...base, ...stamp } : base)))
    checkers.set(name, checker)
  }
  if (checker.Check(event)) return []
  return checker.Errors(event).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

/** Our `date` is a time and TypeBox's is a day, for everybody in the process: so ours get names of their own. */
function withOwnFormats(schema: TSchema): TSchema {
  const rename = (key: string, value: unknown) =>
    key === 'format' && typeof value === 'string' && Object.hasOwn(stringFormats, value) ? `scm-${value}` : value
  return JSON.parse(JSON.stringify(schema), rename) as TSchema
}

function schemaOf(kind: string, base: Record<string, TSchema>): TSchema {
  const row: KindRow | undefined = Object.hasOwn(eventKinds, kind)
    ? eventKinds[kind as keyof typeof eventKinds]
    : undefined
  if (row === undefined) {
    const vendorKind = Type.String({ pattern: '^[a-z][a-z0-9-]*\\..+$' })
    return Type.Object({ ...base, kind: vendorKind, action: Type.String(), subject: Type.Null() })
  }
  const action = row.actions === null ? Type.String() : Type.Enum([...row.actions])
  return Type.Object({ ...base, kind: Type.Literal(kind), action, subject: row.subject })
}
