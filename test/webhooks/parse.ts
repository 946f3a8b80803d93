import { ScmError, type Delivery, type ParsedEvent, type Webhooks } from '@scm-host/core/provider'
import { Format } from 'typebox/format'
import { stringFormats } from '../../packages/core/src/contract/check-format.ts'
import { eventFaults } from '../../packages/core/src/events/check-event.ts'

export type Body = Readonly<Record<string, unknown>>

/** A payload of an event of the vendor's. */
export interface Example {
  readonly event: string
  readonly body: Body
}

const isBody = (value: unknown): value is Body => typeof value === 'object' && value !== null

/** An object in a payload. */
export function part(body: Body, key: string): Body {
  const found = body[key]
  if (isBody(found)) return found
  throw new Error(`The example has no object ${key}.`)
}

/** A delivery as the host hands it to a provider's parser. */
export function delivery(event: string, body: unknown): Delivery {
  return { event, id: '72d3162e-cc78-11e3-81ab-4c9367dc0958', headers: new Map(), body }
}

for (const [name, { check }] of Object.entries(stringFormats)) Format.Set(name, check)

/** What an event breaks of its kind's schema, the contract's string formats included. */
export function faultsOf(event: ParsedEvent): readonly string[] {
  return eventFaults(event)
}

/** What parse makes of it: kinds, or why it was refused. */
export function outcomeOf(
  { parse }: Webhooks,
  event: string,
  body: unknown,
): { readonly kinds: readonly string[] } | { readonly refused: string } {
  try {
    return { kinds: parse(delivery(event, body)).map(({ kind }) => kind) }
  } catch (error) {
    if (ScmError.is(error, 'payload_invalid')) return { refused: error.detail.reason }
    throw error
  }
}

/** What parse throws; null when it does not. */
export function refusalOf({ parse }: Webhooks, event: string, body: unknown): unknown {
  try {
    parse(delivery(event, body))
    return null
  } catch (error) {
    return error
  }
}
