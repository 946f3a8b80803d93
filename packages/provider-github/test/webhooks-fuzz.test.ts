import { describe, expect, it } from 'vitest'
import { fuzz, random, seed } from '../../../test/webhooks/fuzz.ts'
import { webhooks } from '../src/webhooks.ts'
import { examples } from './webhook-examples.ts'

/** GitHub fills its payloads with API URLs that nobody reads. */
const isRead = (key: string) => !key.endsWith('_url') || key === 'html_url'

describe('T13: random damage', () => {
  const events = [...new Set(examples.map(({ event }) => event))]

  it.each(events)(`T13: %s gives events or payload_invalid, never another error (seed ${seed})`, (event) => {
    const next = random(seed)
    const counts = examples.filter((one) => one.event === event).map((one) => fuzz(webhooks, one, next, isRead))
    expect(counts.every(({ parsed }) => parsed > 0)).toBe(true)
  })
})
