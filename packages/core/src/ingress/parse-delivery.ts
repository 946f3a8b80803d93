import { createHash } from 'node:crypto'
import { ScmError } from '../errors/scm-error.ts'
import type { ParsedEvent } from '../events/envelope.ts'
import { specOf, type Provider } from '../provider/define-provider.ts'
import type { Delivery, Webhooks } from '../provider/webhooks.ts'
import { readHeaders } from './headers.ts'
import { readJson } from './read-json.ts'

const defaultMaxBytes = 25 * 1024 * 1024

/** The most bytes a provider takes. */
export function maxBytesOf({ maxBytes }: Webhooks): number {
  return maxBytes ?? defaultMaxBytes
}

/** Event name and delivery id by the provider's headers. Without an id header the body's digest stands for it. */
export function nameDelivery(
  { headers: names }: Webhooks,
  headers: ReadonlyMap<string, string>,
  body: Uint8Array,
): { readonly event: string; readonly id: string } {
  const event = names.event === null ? '' : (headers.get(names.event.toLowerCase()) ?? '')
  const given = names.delivery === null ? '' : (headers.get(names.delivery.toLowerCase()) ?? '')
  return { event, id: given === '' ? `sha256:${createHash('sha256').update(body).digest('hex')}` : given }
}

/**
 * A provider's parse, held to its word: whatever it throws is `payload_invalid`.
 * @throws ScmError `payload_invalid`
 */
export function parseEvents(webhooks: Webhooks, delivery: Delivery): readonly ParsedEvent[] {
  try {
    return webhooks.parse(delivery)
  } catch (cause) {
    if (ScmError.is(cause, 'payload_invalid')) throw cause
    const reason = `the body does not fit the event "${delivery.event.slice(0, 100)}"`
    throw new ScmError('payload_invalid', `The delivery was not understood: ${reason}.`, { reason }, { cause })
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
  const read = readHeaders(delivery.headers, [])
  if (read.headers === null) throw invalid('a header that decides occurs twice, or the body is compressed')
  const { value, fault } = readJson(delivery.body)
  if (fault !== null) throw invalid(fault)
  const named = nameDelivery(webhooks, read.headers, delivery.body)
  return parseEvents(webhooks, { ...named, headers: read.headers, body: value })
}

function invalid(reason: string): ScmError {
  return new ScmError('payload_invalid', `The delivery was not understood: ${reason}.`, { reason })
}
