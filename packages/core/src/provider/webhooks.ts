import type { ParsedEvent } from '../events/envelope.ts'

/** How a vendor signs, as data. The host verifies on raw bytes; a provider never sees the secret. */
export type SignatureScheme =
  | {
      readonly kind: 'hmac'
      readonly header: string
      readonly prefix: string
      readonly hash: 'sha256'
      readonly encoding: 'hex' | 'base64'
    }
  | { readonly kind: 'token'; readonly header: string }
  | { readonly kind: 'standard-webhooks' }

/** A verified delivery as a provider's parser gets it. `event` is the vendor's name, header names are lower-case. */
export interface Delivery {
  readonly event: string
  readonly id: string
  readonly headers: ReadonlyMap<string, string>
  readonly body: unknown
}

/** The webhook side of a provider. */
export interface Webhooks {
  /** Strongest first. A hook's record says which of them it uses. */
  readonly schemes: readonly [SignatureScheme, ...SignatureScheme[]]
  /** Lower-case names; null where the vendor has none (the body then tells the event, and its digest the id). */
  readonly headers: { readonly event: string | null; readonly delivery: string | null }
  /** @default 25 MiB */
  readonly maxBytes?: number
  /** Events that are acknowledged and not published, such as `ping`. */
  readonly ignore?: readonly string[]
  /** Pure, synchronous, total: a shape it does not know is `payload_invalid`, never a crash. */
  parse(delivery: Delivery): readonly ParsedEvent[]
  /** For one hook that serves many connections (GitHub App): the account the delivery belongs to. */
  account?(delivery: Delivery): string | null
}
