import type { ParsedEvent } from '@scm-host/core/provider'
import { expect } from 'vitest'
import { delivery, faultsOf, type Body } from '../../../../test/webhooks/parse.ts'
import { webhooks } from '../../src/webhooks.ts'

/** The events of a delivery, each checked against the schema of its kind and a JSON round trip. */
export function eventsOf(event: string, body: Body): readonly ParsedEvent[] {
  const events = webhooks.parse(delivery(event, body))
  expect(events.flatMap(faultsOf)).toEqual([])
  expect(JSON.parse(JSON.stringify(events))).toEqual(events)
  return events
}

/** Of a delivery that has one. */
export function parsed(event: string, body: Body): ParsedEvent | undefined {
  const [only, ...more] = eventsOf(event, body)
  expect(more).toEqual([])
  return only
}
