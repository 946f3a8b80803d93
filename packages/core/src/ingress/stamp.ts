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

const streams = new Map<string, string>()
const mostStreams = 10_000

/**
 * The same delivery gives the same ids. Hook and target go in as a digest, which one stream of events shares: the hook's
 * id is a secret of its URL.
 */
function eventId(
  index: number,
  { organizationId, connectionId, repositoryId }: EventTarget,
  source: StampSource,
): string {
  const { provider, origin } = source
  const name = JSON.stringify([provider, origin.hookId, organizationId, connectionId, repositoryId])
  let stream = streams.get(name)
  if (stream === undefined) {
    if (streams.size >= mostStreams) streams.clear()
    stream = hash('sha256', name, 'base64url').slice(0, 24)
    streams.set(name, stream)
  }
  return `${stream}-${index}-${origin.deliveryId}`
}
