import { hash } from 'node:crypto'
import type { AnyEvent, EventStamp, EventTarget, ParsedEvent } from '../events/envelope.ts'

/** The delivery an event came from: what the host knows and a parser cannot claim. */
export interface StampSource {
  readonly provider: string
  readonly receivedAt: string
  readonly origin: EventStamp['origin']
  readonly raw: EventStamp['raw']
}

/** A parsed event as listeners get it. `index` is its place among the events of its delivery. */
export function stampEvent(event: ParsedEvent, index: number, target: EventTarget, source: StampSource): AnyEvent {
  const { provider, receivedAt, origin, raw } = source
  return { ...event, provider, id: eventId(index, target, source), version: 1, receivedAt, origin, target, raw }
}

function eventId(index: number, target: EventTarget, { provider, origin }: StampSource): string {
  const { organizationId, connectionId, repositoryId } = target
  const parts = [provider, origin.hookId, origin.deliveryId, index, organizationId, connectionId, repositoryId]
  return hash('sha256', JSON.stringify(parts), 'hex').slice(0, 32)
}
