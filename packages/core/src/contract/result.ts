import type { RateLimit } from './generated/types.ts'

export type { RateLimit }

/** What is known of the answer besides its data. Taken from an allow-list of response headers. */
export interface Meta {
  /** Give it back as `ifNoneMatch` to learn whether the resource has changed. */
  readonly etag?: string
  /** HTTP date, as the vendor sent it. Give it back as `ifModifiedSince`. */
  readonly lastModified?: string
  readonly rateLimit?: RateLimit
  /** The vendor's id of the request, for its support. */
  readonly requestId?: string
}

/** `raw` is the vendor's own body, in process only; known secret fields are removed from it. */
export interface Result<T> {
  readonly data: T
  readonly meta: Meta
  readonly raw: unknown
}

/** One page. `meta.nextCursor` is null at the end; an empty page may still have a next one. */
export interface Page<T> {
  readonly data: readonly T[]
  readonly meta: Meta & { readonly nextCursor: string | null }
  readonly raw: unknown
}

export interface CallOptions {
  /** Ends the call with the error `aborted`. */
  readonly signal?: AbortSignal
  /** An `etag` of an earlier answer: an unchanged resource is the error `not_modified`. */
  readonly ifNoneMatch?: string
  /** A `lastModified` of an earlier answer: an unchanged resource is the error `not_modified`. */
  readonly ifModifiedSince?: string
  /** Names a write for the caller's own record; kept with it where a transport supports that. At most 255 characters. */
  readonly idempotencyKey?: string
}

export interface PageOptions extends CallOptions {
  /** `meta.nextCursor` of the page before. Opaque. */
  readonly cursor?: string
  /** Items a page, 1 to 100. @default 30 */
  readonly perPage?: number
}
