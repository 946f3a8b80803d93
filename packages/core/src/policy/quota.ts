import type { RateLimit } from '../contract/result.ts'

/** Shares of each limit that are kept for referrers, in thousandths; the rest is for everybody. */
export interface QuotaPolicy {
  readonly reserve: Readonly<Record<string, number>>
  readonly unit: 'per_mille'
}

/** What a request is counted against. */
export interface QuotaKey {
  readonly connectionId: string
  /** The vendor's name of the limit: core, search, graphql. */
  readonly resource: string
  readonly referrer: string
}

/** A unit set aside for a request that is about to be sent. */
export interface Reservation {
  /** The vendor has counted the request. */
  spend(): void
  /** The vendor has not counted it: it was not sent, or the answer was 304. */
  refund(): void
}

/** Counts requests against the vendor's limits. In memory here, shared by processes in `@scm-host/server`. */
export interface Quota {
  /** @throws ScmError `rate_limited` by `host` when the referrer's share and the shared pool are used up */
  reserve(key: QuotaKey): Reservation | Promise<Reservation>
  /** Learns from an answer's headers. */
  observe(connectionId: string, limit: RateLimit): void
}
