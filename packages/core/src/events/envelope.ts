import type { Author } from '../contract/generated/types.ts'
import type { EventKinds } from './generated/events.ts'

export type * from './generated/events.ts'

/** Every neutral kind. */
export type EventKind = keyof EventKinds

/** The repository an event is about; null for events of an organization or an account. */
export interface EventRepository {
  readonly externalId: string
  readonly fullName: string
  /** Null when the payload does not tell. */
  readonly isPrivate: boolean | null
  readonly htmlUrl: string | null
}

/** What a delivery itself tells, whatever its kind. */
export interface EventBase {
  readonly provider: string
  /** ISO 8601 UTC, from the payload; null when it has no time. */
  readonly occurredAt: string | null
  readonly sender: Author | null
  readonly repository: EventRepository | null
  /** The vendor's own action where ours is `other`. */
  readonly rawAction?: string
}

type Typed<K extends EventKind> = {
  readonly kind: K
  readonly action: EventKinds[K]['actions']
  readonly subject: EventKinds[K]['subject']
}

/** A vendor event that no neutral kind fits: `github.workflow_dispatch`. */
export interface VendorEvent {
  readonly kind: `${string}.${string}`
  readonly action: string
  readonly subject: null
}

/** What a provider's `parse` returns: nothing that only the host can know. */
export type ParsedEvent = EventBase & ({ [K in EventKind]: Typed<K> }[EventKind] | VendorEvent)

/** Whom an event is for: one tenant. */
export interface EventTarget {
  readonly organizationId: string
  readonly connectionId: string
  /** Null where the event is about no repository of ours. */
  readonly repositoryId: string | null
}

/** What only the host can add. */
export interface EventStamp {
  /** Of provider, hook, delivery, index and target: the same delivery gives the same ids. */
  readonly id: string
  readonly version: 1
  /** ISO 8601 UTC. */
  readonly receivedAt: string
  readonly origin: {
    readonly via: 'webhook' | 'redelivery' | 'poll' | 'ingest'
    readonly deliveryId: string
    readonly hookId: string | null
  }
  readonly target: EventTarget
  readonly raw: { readonly event: string; readonly body: unknown }
}

/** An event of one kind (or of one of several) as a listener gets it. */
export type ScmEvent<K extends EventKind = EventKind> = EventBase & EventStamp & { [N in K]: Typed<N> }[K]

/** Any event, the vendors' own included. */
export type AnyEvent = EventBase & EventStamp & ({ [N in EventKind]: Typed<N> }[EventKind] | VendorEvent)
