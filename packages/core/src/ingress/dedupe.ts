/** What a delivery is recognised by. */
export interface DeliveryKey {
  readonly hookId: string
  /** The vendor's id; where it has none, the body's digest. */
  readonly deliveryId: string
  readonly event: string
  /** Null where the signature covers the id. Else the body must speak for itself: anybody can give it another id. */
  readonly bodyDigest: string | null
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

/** A deduper that answers at once. */
export interface MemoryDeduper extends Deduper {
  claim(key: DeliveryKey): Seen
  release(key: DeliveryKey): void
}

const weekMs = 7 * 24 * 60 * 60_000

/** The last week in this process; beyond `limit` entries (two a delivery at most) the oldest go first. */
export function memoryDeduper(options: { readonly limit?: number; readonly now?: () => number } = {}): MemoryDeduper {
  const { limit = 200_000, now = Date.now } = options
  const claimed = new Map<string, number>()
  /** True when it is new; then it is remembered. One that is too old goes to the end of the line again. */
  const remember = (key: string, time: number): boolean => {
    const at = claimed.get(key)
    if (at !== undefined && time - at < weekMs) return false
    if (at !== undefined) claimed.delete(key)
    claimed.set(key, time)
    if (claimed.size > limit) claimed.delete(claimed.keys().next().value ?? '')
    return true
  }
  return {
    claim(delivery) {
      const { byId, byBody } = keysOf(delivery)
      const time = now()
      if (!remember(byId, time)) return 'duplicate'
      return byBody === null || remember(byBody, time) ? 'new' : 'replay'
    },
    release(delivery) {
      const { byId, byBody } = keysOf(delivery)
      claimed.delete(byId)
      if (byBody !== null) claimed.delete(byBody)
    },
  }
}

/** Lengths keep the parts apart: no choice of an id can make it another hook's. */
function keysOf({ hookId, deliveryId, event, bodyDigest }: DeliveryKey) {
  const hook = `${hookId.length}:${hookId}`
  return {
    byId: `${hook} id ${deliveryId}`,
    byBody: bodyDigest === null ? null : `${hook} body ${bodyDigest} ${event}`,
  }
}
