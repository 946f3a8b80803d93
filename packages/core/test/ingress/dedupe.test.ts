import fc from 'fast-check'
import { expect, it } from 'vitest'
import { memoryDeduper, type DeliveryKey } from '../../src/ingress/dedupe.ts'
import { seeded } from '../contract/seed.ts'

const key = (change: Partial<DeliveryKey> = {}): DeliveryKey => ({
  hookId: 'h',
  deliveryId: 'd1',
  event: 'push',
  bodyDigest: 'b1',
  ...change,
})
const week = 7 * 24 * 60 * 60_000

it('T06: knows a delivery by its id, and a body under another id', () => {
  const { claim } = memoryDeduper()
  expect(claim(key())).toBe('new')
  expect(claim(key())).toBe('duplicate')
  expect(claim(key({ bodyDigest: 'b2' }))).toBe('duplicate')
  expect(claim(key({ deliveryId: 'd2' }))).toBe('replay')
  expect(claim(key({ deliveryId: 'd3', bodyDigest: 'b2' }))).toBe('new')
  expect(claim(key({ deliveryId: 'd4', event: 'issues' }))).toBe('new')
})

it('T06: goes by the id alone where the signature covers it', () => {
  const { claim } = memoryDeduper()
  expect(claim(key({ bodyDigest: null }))).toBe('new')
  expect(claim(key({ bodyDigest: null, deliveryId: 'd2' }))).toBe('new')
  expect(claim(key({ bodyDigest: null }))).toBe('duplicate')
})

it('T06: remembers for seven days', () => {
  let time = 0
  const { claim } = memoryDeduper({ now: () => time })
  claim(key())
  time = week - 1
  expect(claim(key())).toBe('duplicate')
  expect(claim(key({ deliveryId: 'd2' }))).toBe('replay')
  time = week
  expect(claim(key())).toBe('new')
})

it('takes a released delivery again', () => {
  const { claim, release } = memoryDeduper()
  claim(key())
  release(key())
  expect(claim(key())).toBe('new')
})

it('holds no more than its limit; the oldest go first', () => {
  const { claim } = memoryDeduper({ limit: 4 })
  const one = (id: string) => key({ deliveryId: id, bodyDigest: null })
  for (const id of ['1', '2', '3', '4', '5']) claim(one(id))
  expect(claim(one('2'))).toBe('duplicate')
  expect(claim(one('1'))).toBe('new')
})

it('T08: no choice of ids makes a delivery of one hook that of another', () => {
  const text = fc.string({ unit: fc.constantFrom('h', 'd', ' ', ':', '1', 'i', 'd', '"', ',') })
  const any = fc.record({ hookId: text, deliveryId: text, event: text, bodyDigest: text })
  fc.assert(
    fc.property(any, any, (first, second) => {
      fc.pre(first.hookId !== second.hookId)
      const { claim } = memoryDeduper()
      claim(first)
      expect(claim(second)).toBe('new')
    }),
    seeded(2000),
  )
})
