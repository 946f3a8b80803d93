import type { TSchema } from 'typebox'
import { eventKinds, type KindRow } from '../../src/events/kinds.ts'

/** What the schemas use, as data. */
interface Plain {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Plain[]
  readonly items?: Plain
  readonly properties?: Readonly<Record<string, Plain>>
  readonly patternProperties?: object
  readonly format?: string
  readonly minimum?: number
}

const texts: Readonly<Record<string, string>> = {
  date: '2026-11-21T10:00:00Z',
  url: 'https://vendor.example/a',
  sha: '0123456789abcdef0123456789abcdef01234567',
  number: '12',
  id: '7',
  label: 'good first issue',
  ref: 'main',
}

/** A value of the schema: with everything that may be null set, or with everything null and every list empty. */
export function sampleOf(schema: TSchema, fill: 'full' | 'empty'): unknown {
  return sample(schema as Plain, fill)
}

function sample(schema: Plain, fill: 'full' | 'empty'): unknown {
  if (schema.anyOf !== undefined) {
    const isNull = (one: Plain) => one.type === 'null'
    const chosen = schema.anyOf.find((one) => isNull(one) === (fill === 'empty')) ?? schema.anyOf[0]
    return sample(chosen ?? {}, fill)
  }
  if (schema.enum !== undefined) return schema.enum[0]
  if (schema.const !== undefined) return schema.const
  if (schema.type === 'null') return null
  if (schema.type === 'boolean') return fill === 'full'
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 0
  if (schema.type === 'array') return fill === 'full' ? [sample(schema.items ?? {}, fill)] : []
  if (schema.patternProperties !== undefined) return fill === 'full' ? { contents: 'read' } : {}
  if (schema.type !== 'object') return texts[schema.format ?? ''] ?? 'Straße 🚲'
  return Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, member]) => [name, sample(member, fill)]),
  )
}

const author = { id: '1', username: 'octo', displayName: null, isBot: false, avatarUrl: null, htmlUrl: null }
const repository = { externalId: '1', fullName: 'o/r', isPrivate: null, htmlUrl: null }

export const kinds: Readonly<Record<string, KindRow>> = eventKinds

/** An event of the kind with the host's stamp. */
export function wholeEvent(kind: string, fill: 'full' | 'empty', action = 'other') {
  const subject = kinds[kind]?.subject
  return {
    provider: 'acme',
    kind,
    action,
    subject: subject === undefined ? null : sampleOf(subject, fill),
    occurredAt: fill === 'full' ? '2026-11-21T10:00:00Z' : null,
    sender: fill === 'full' ? author : null,
    repository: fill === 'full' ? repository : null,
    ...(action === 'other' ? { rawAction: 'teleported' } : {}),
    id: 'e1',
    version: 1,
    receivedAt: '2026-11-21T10:00:01Z',
    origin: { via: 'webhook', deliveryId: 'd1', hookId: fill === 'full' ? 'h1' : null },
    target: { organizationId: 'a', connectionId: 'c', repositoryId: fill === 'full' ? 'r' : null },
    raw: { event: kind, body: fill === 'full' ? { a: [1, null, 'x'] } : null },
  }
}
