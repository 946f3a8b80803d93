import { Type, type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
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

const checkers = new Map<string, ReturnType<typeof Compile>>()

/** Which rules a parsed event breaks; none when it is right. Loads the schema compiler: for tests and boundaries. */
export function eventFaults(event: { readonly kind: string }): readonly string[] {
  let checker = checkers.get(event.kind)
  if (checker === undefined) {
    checker = Compile(schemaOf(event.kind))
    checkers.set(event.kind, checker)
  }
  if (checker.Check(event)) return []
  return checker.Errors(event).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

function schemaOf(kind: string): TSchema {
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
