import fc from 'fast-check'
import { expect, it } from 'vitest'
import { memoryQuota } from '../../src/policy/quota-memory.ts'
import { knownReferrer } from '../../src/policy/referrer.ts'
import { ScmError } from '../../src/errors/scm-error.ts'
import type { Reservation } from '../../src/policy/quota.ts'
import { seeded } from '../contract/seed.ts'

const start = Date.parse('2026-01-01T00:00:00Z')
const inAnHour = new Date(start + 3_600_000).toISOString()
const key = (referrer: string, resource = 'core') => ({ connectionId: 'c', resource, referrer })

/** How many reservations the referrer gets before it is refused. */
function drain(quota: ReturnType<typeof memoryQuota>, referrer: string, most = 10_000): number {
  for (let count = 0; count < most; count++) {
    try {
      void quota.reserve(key(referrer))
    } catch (error) {
      if (ScmError.is(error, 'rate_limited')) return count
      throw error
    }
  }
  return most
}

it('refuses nothing until the vendor has told a limit', () => {
  expect(
    drain(
      memoryQuota(undefined, () => start),
      'shared',
      500,
    ),
  ).toBe(500)
})

it('keeps a reserve for its referrer and gives the rest to everybody', () => {
  const quota = memoryQuota({ reserve: { emerge: 300 }, unit: 'per_mille' }, () => start)
  quota.observe('c', { resource: 'core', limit: 100, remaining: 100, resetsAt: inAnHour })
  expect(drain(quota, 'shared')).toBe(70)
  expect(drain(quota, 'emerge')).toBe(30)
  expect(drain(quota, 'emerge')).toBe(0)
})

it('lets a referrer with a reserve use the shared part too', () => {
  const quota = memoryQuota({ reserve: { emerge: 300 }, unit: 'per_mille' }, () => start)
  quota.observe('c', { resource: 'core', limit: 100, remaining: 100, resetsAt: inAnHour })
  expect(drain(quota, 'emerge')).toBe(100)
})

it('counts each resource and connection for itself', () => {
  const quota = memoryQuota(undefined, () => start)
  quota.observe('c', { resource: 'search', limit: 2, remaining: 0, resetsAt: inAnHour })
  expect(() => quota.reserve(key('shared', 'search'))).toThrowError(/limit "search"/)
  expect(drain(quota, 'shared', 50)).toBe(50)
})

it('never lets a late answer lower what is used, and opens again at the reset', () => {
  let now = start
  const quota = memoryQuota(undefined, () => now)
  quota.observe('c', { resource: 'core', limit: 10, remaining: 0, resetsAt: inAnHour })
  quota.observe('c', { resource: 'core', limit: 10, remaining: 9, resetsAt: inAnHour })
  expect(drain(quota, 'shared')).toBe(0)
  now = start + 3_600_000
  expect(drain(quota, 'shared', 50)).toBe(50)
})

it('gives back what the vendor did not count, once', () => {
  const quota = memoryQuota(undefined, () => start)
  quota.observe('c', { resource: 'core', limit: 1, remaining: 1, resetsAt: inAnHour })
  const first = quota.reserve(key('shared')) as Reservation
  expect(drain(quota, 'shared')).toBe(0)
  first.refund()
  first.refund()
  expect(drain(quota, 'shared')).toBe(1)
})

it('refuses reserves that add up to more than everything', () => {
  for (const reserve of [{ a: 700, b: 500 }, { a: -1 }, { a: 0.5 }]) {
    expect(() => memoryQuota({ reserve, unit: 'per_mille' })).toThrowError(/at most 1000/)
  }
})

it('never admits more than the limit, whatever the order of reserving and refunding', () => {
  const step = fc.record({ referrer: fc.constantFrom('a', 'b', 'shared'), refund: fc.boolean() })
  const property = fc.property(fc.array(step, { maxLength: 300 }), fc.integer({ min: 0, max: 50 }), (steps, limit) => {
    const quota = memoryQuota({ reserve: { a: 300, b: 200 }, unit: 'per_mille' }, () => start)
    quota.observe('c', { resource: 'core', limit, remaining: limit, resetsAt: inAnHour })
    let open = 0
    for (const { referrer, refund } of steps) {
      try {
        const reservation = quota.reserve(key(referrer)) as Reservation
        if (refund) reservation.refund()
        else open += 1
      } catch (error) {
        expect(ScmError.is(error, 'rate_limited')).toBe(true)
      }
    }
    expect(open).toBeLessThanOrEqual(limit)
  })
  fc.assert(property, seeded())
})

it('keeps metric labels few: unknown referrers are shared', () => {
  const reserved = new Set(['emerge'])
  expect(knownReferrer('emerge', reserved)).toBe('emerge')
  expect(knownReferrer('listener:greeter', reserved)).toBe('listener:greeter')
  expect(knownReferrer('x'.repeat(1000), reserved)).toBe('shared')
  expect(knownReferrer(undefined, reserved)).toBe('shared')
})
