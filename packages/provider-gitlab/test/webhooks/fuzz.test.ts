import { describe, expect, it } from 'vitest'
import { fuzz, random, seed } from '../../../../test/webhooks/fuzz.ts'
import { webhooks } from '../../src/webhooks.ts'
import { allExamples } from './more-fixtures.ts'

describe('T13: random damage', () => {
  const events = [...new Set(allExamples.map(({ event }) => event))]

  it.each(events)(`T13: %s gives events or payload_invalid, never another error (seed ${seed})`, (event) => {
    const next = random(seed)
    const counts = allExamples.filter((one) => one.event === event).map((one) => fuzz(webhooks, one, next))
    expect(counts.every(({ parsed }) => parsed > 0)).toBe(true)
  })

  it(`T13: as system hooks likewise (seed ${seed})`, () => {
    const next = random(seed)
    const counts = allExamples.map(({ body }) => fuzz(webhooks, { event: 'System Hook', body }, next))
    expect(counts.every(({ refused }) => refused > 0)).toBe(true)
  })
})
