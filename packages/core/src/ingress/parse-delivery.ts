import { ScmError } from '../errors/scm-error.ts'
import type { ParsedEvent } from '../events/envelope.ts'
import { specOf, type Provider } from '../provider/define-provider.ts'
import type { Delivery, SignatureScheme, Webhooks } from '../provider/webhooks.ts'
import { readHeaders, securityHeaders } from './headers.ts'
import { readJson } from './read-json.ts'

/** The most bytes any delivery may have: 25 MiB. A provider may take less. */
export const largestDelivery = 25 * 1024 * 1024

/**
 * Event name and delivery id by the provider's headers; empty where there is none. Where the scheme signs an id, that one
 * counts: an id anybody can change does not tell a replay.
 */
export function nameDelivery(
  { headers: names }: Webhooks,
  headers: ReadonlyMap<string, string>,
  scheme?: SignatureScheme,
): { readonly event: string; readonly id: string } {
  const idHeader = scheme?.kind === 'standard-webhooks' ? 'webhook-id' : names.delivery
  const valueOf = (name: string | null) => (name === null ? '' : (headers.get(name.toLowerCase()) ?? ''))
  return { event: valueOf(names.event), id: valueOf(idHeader) }
}

/** What a provider makes of a delivery. */
export interface Understood {
  readonly events: readonly ParsedEvent[]
  readonly account: string | null
}

/**
 * A provider's parse, held to its word: whatever it throws or wrongly answers is `payload_invalid`.
 * @throws ScmError `payload_invalid`
 */
export function understand(webhooks: Webhooks, delivery: Delivery): Understood {
  try {
    const events = webhooks.parse(delivery)
    if (!Array.isArray(events)) throw new TypeError('parse did not answer a list')
    return { events, account: webhooks.account?.(delivery) ?? null }
  } catch (cause) {
    if (ScmError.is(cause, 'payload_invalid')) throw cause
    throw invalid(`the body does not fit the event "${delivery.event.slice(0, 100)}"`, cause)
  }
}

/**
 * The neutral events of a webhook body, without a signature and without publishing anything: for tools and tests.
 * @throws ScmError `payload_invalid`, `capability_not_supported` when the provider has no webhooks
 */
export function parseDelivery(
  provider: Provider,
  delivery: { readonly headers: readonly (readonly [string, string])[]; readonly body: Uint8Array },
): readonly ParsedEvent[] {
  const { webhooks } = specOf(provider)
  if (webhooks === undefined) {
    const detail = { operation: 'webhooks', supported: [] }
    throw new ScmError('capability_not_supported', `Provider ${provider.id} has no webhooks.`, detail)
  }
  const read = readHeaders(delivery.headers, securityHeaders([webhooks]))
  if (read.headers === null) throw invalid('a header that decides occurs twice, or the body is compressed')
  const { value, fault } = readJson(delivery.body)
  if (fault !== null) throw invalid(fault)
  const named = nameDelivery(webhooks, read.headers)
  return understand(webhooks, { ...named, headers: read.headers, body: value }).events
}

function invalid(reason: string, cause?: unknown): ScmError {
  const message = `The delivery was not understood: ${reason}.`
  return new ScmError('payload_invalid', message, { reason }, cause === undefined ? {} : { cause })
}
