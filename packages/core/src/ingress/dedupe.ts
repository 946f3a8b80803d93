import { hash } from 'node:crypto'

/** What a delivery is recognised by. */
export interface DeliveryKey {
  readonly hookId: string
  readonly deliveryId: string
  readonly event: string
  readonly body: Uint8Array
  /** The id is not covered by the signature, so the body must speak for itself too. */
  readonly isBodyOnly: boolean
}

/** `replay`: a known body under a new delivery id. */
export type Seen = 'new' | 'duplicate' | 'replay'

/** Remembers deliveries. In memory here, part of the durable append in `@scm-host/server`. */
export interface Deduper {
  /** Claims a delivery: of many that race, one is new. */
  claim(key: DeliveryKey): Seen | Promise<Seen>
  /** Forgets a claim whose delivery could not be taken, so that the vendor's next try is not a duplicate. */
  release(key: DeliveryKey): void | Promise<void>
}

const weekMs = 7 * 24 * 60 * 60_000

/** The last week in this process, at most `limit` deliveries. */
export function memoryDeduper(options: { readonly limit?: number; readonly now?: () => number } = {}): Deduper {
  const { limit = 200_000, now = Date.now } = options
  const claimed = new Map<string, number>()
  const isKnown = (key: string) => {
    const at = claimed.get(key)
    return at !== undefined && now() - at < weekMs
  }
  const remember = (key: string) => {
    claimed.delete(key)
    claimed.set(key, now())
    if (claimed.size > limit) claimed.delete(claimed.keys().next().value ?? '')
  }
  return {
    claim(delivery) {
      const byId = idKey(delivery)
      if (delivery.deliveryId !== '' && isKnown(byId)) return 'duplicate'
      const byBody = delivery.isBodyOnly ? bodyKey(delivery) : null
      if (delivery.deliveryId !== '') remember(byId)
      if (byBody === null) return 'new'
      const isReplay = isKnown(byBody)
      remember(byBody)
      if (!isReplay) return 'new'
      return delivery.deliveryId === '' ? 'duplicate' : 'replay'
    },
    release(delivery) {
      claimed.delete(idKey(delivery))
      if (delivery.isBodyOnly) claimed.delete(bodyKey(delivery))
    },
  }
}

function idKey({ hookId, deliveryId }: DeliveryKey): string {
  return JSON.stringify([hookId, deliveryId])
}

function bodyKey({ hookId, event, body }: DeliveryKey): string {
  return JSON.stringify([hookId, event, hash('sha256', body, 'base64')])
}
