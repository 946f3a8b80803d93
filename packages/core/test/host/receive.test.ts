import { describe, expect, it } from 'vitest'
import {
  bed,
  clock,
  delivery,
  directory,
  hooks,
  secret,
  signedDelivery,
  signingSecret,
  webhooks,
} from './receive-bed.ts'

const refused = { status: 401, result: 'refused' }
const body = { repository: 'o/one' }
const token = (value: string | null, more: Record<string, string> = {}) =>
  delivery(body, { hook: 'token-hook', headers: { 'X-Acme-Signature': null, 'X-Acme-Token': value, ...more } })

it('publishes one stamped event of a signed delivery', async () => {
  const { receive, events, counted } = bed()
  const receipt = await receive(delivery(body))
  expect(receipt).toEqual({ status: 202, result: 'accepted', events: [events[0]?.id] })
  expect(events).toEqual([
    {
      id: expect.stringMatching(/^[\w-]{24}-0-/) as string,
      version: 1,
      provider: 'acme',
      kind: 'acme.build',
      action: 'build',
      subject: null,
      occurredAt: null,
      sender: null,
      repository: { externalId: 'o/one', fullName: 'o/one', isPrivate: null, htmlUrl: null },
      receivedAt: clock.toISOString(),
      origin: { via: 'webhook', deliveryId: 'd1', hookId: 'repository-hook' },
      target: { organizationId: 'a', connectionId: 'ca', repositoryId: 'one' },
      raw: { event: 'build', body },
    },
  ])
  expect(counted).toEqual({ produced: 1, ignored: 1 })
})

it('gives an event the same id whenever and wherever it is received', async () => {
  const first = await bed().receive(delivery(body))
  const second = await bed({ now: () => new Date(0) }).receive(delivery(body))
  const other = await bed().receive(delivery(body, { id: 'd2' }))
  expect(second).toEqual(first)
  expect(other).not.toEqual(first)
})

it('acknowledges what the provider ignores and publishes nothing', async () => {
  const { receive, events, counted } = bed()
  expect(await receive(delivery(body, { event: 'ping' }))).toEqual({ status: 202, result: 'ignored', events: [] })
  expect([events, counted]).toEqual([[], { ignored: 1 }])
})

describe('T01: what is not signed is refused', () => {
  it.each([
    ['no signature', delivery(body, { headers: { 'X-Acme-Signature': null } })],
    ['an empty signature', delivery(body, { headers: { 'X-Acme-Signature': '' } })],
    ['no token', token(null)],
    ['an empty token', token('')],
  ])('T01: %s', async (_name, unsigned) => {
    const { receive, events } = bed()
    expect(await receive(unsigned)).toEqual(refused)
    expect(events).toEqual([])
  })
  it.each([[[]], [['']], [[() => '']], [[() => undefined as unknown as string]]])(
    'T01: a hook whose secrets are %j at run time',
    async (secrets) => {
      const hook = { ...hooks[0]!, secrets }
      const { receive } = bed({ directory: directory({ hook: async () => hook }) })
      expect(await receive(delivery(body, { key: '' }))).toEqual(refused)
    },
  )
})

it('T04: a body that is signed and not UTF-8 is kept aside, not refused', async () => {
  const bytes = Uint8Array.of(0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d)
  const { receive, quarantine } = bed()
  expect(await receive(delivery(bytes))).toEqual({ status: 202, result: 'quarantined', events: [] })
  expect(quarantine.map(({ reason }) => reason)).toEqual(['the body is not UTF-8'])
  expect(await receive({ ...delivery(bytes, { id: 'd2' }), body: bytes.with(6, 0xfe) })).toEqual(refused)
})

describe('T05: no weaker scheme than the hook has', () => {
  const good = signedDelivery(body, { id: 'm1' })
  it('T05: a right token beside a wrong strong signature', async () => {
    const { receive } = bed()
    expect(await receive(token(secret))).toMatchObject({ status: 202 })
    expect(await receive(token(secret, { 'webhook-signature': 'v1,AAAA' }))).toEqual(refused)
    expect(await receive(token(secret, { 'X-Acme-Signature': `sha256=${'0'.repeat(64)}` }))).toEqual(refused)
  })
  it('T05: a right token or HMAC where the hook wants signing', async () => {
    const { receive } = bed()
    expect(await receive(good)).toMatchObject({ status: 202 })
    const plain = { 'X-Acme-Signature': null, 'X-Acme-Token': signingSecret }
    expect(await receive(delivery(body, { hook: 'signing-hook', headers: plain }))).toEqual(refused)
    expect(await receive(delivery(body, { hook: 'signing-hook', key: signingSecret }))).toEqual(refused)
  })
  it('T05: a webhook-id without a signature does not choose the scheme', async () => {
    const { receive } = bed()
    expect(await receive(token(secret, { 'webhook-id': 'm1' }))).toMatchObject({ status: 202 })
  })
})

describe('T06: replays', () => {
  it('T06: a thousand copies at once have one effect', async () => {
    const { receive, events } = bed()
    const receipts = await Promise.all(Array.from({ length: 1000 }, () => receive(delivery(body))))
    expect(receipts.filter(({ result }) => result === 'accepted')).toHaveLength(1)
    expect(receipts.filter(({ result }) => result === 'duplicate')).toHaveLength(999)
    expect(events).toHaveLength(1)
  })
  it('T06: the same signed body under another delivery id has no second effect and is counted', async () => {
    const { receive, events, counted } = bed()
    await receive(delivery(body))
    expect(await receive(delivery(body, { id: 'd2' }))).toEqual({ status: 202, result: 'duplicate', events: [] })
    expect(events).toHaveLength(1)
    expect(counted['replay_suspected']).toBe(1)
  })
  it('T06: a plain token signs no body, so a body may come again under a new id, not under the same', async () => {
    const { receive, counted } = bed()
    await receive(token(secret))
    expect(await receive(token(secret))).toMatchObject({ result: 'duplicate' })
    expect(await receive(token(secret, { 'X-Acme-Delivery': 'd2' }))).toMatchObject({ result: 'accepted' })
    expect(counted['replay_suspected']).toBeUndefined()
  })
  it('T06: where an id is signed it is what counts, not the one beside it', async () => {
    const { receive, events } = bed()
    await receive(signedDelivery(body, { id: 'm1', acmeId: 'x1' }))
    expect(await receive(signedDelivery(body, { id: 'm1', acmeId: 'x2' }))).toMatchObject({ result: 'duplicate' })
    expect(await receive(signedDelivery(body, { id: 'm2', acmeId: 'x1' }))).toMatchObject({ result: 'accepted' })
    expect(events).toHaveLength(2)
  })
  it('T06: a signature of 301 seconds ago is refused', async () => {
    const at = clock.getTime() / 1000
    expect(await bed().receive(signedDelivery(body, { id: 'm1', sentAt: at - 301 }))).toEqual(refused)
    expect(await bed().receive(signedDelivery(body, { id: 'm1', sentAt: at - 300 }))).toMatchObject({ status: 202 })
  })
  it('T06: a delivery without an id is known by its body', async () => {
    const { receive, events } = bed()
    const anonymous = (key: string) => delivery({ ...body, key }, { headers: { 'X-Acme-Delivery': null } })
    const results = await Promise.all([anonymous('1'), anonymous('1'), anonymous('2')].map(receive))
    expect(results.map(({ result }) => result)).toEqual(['accepted', 'duplicate', 'accepted'])
    expect(new Set(events.map(({ origin }) => origin.deliveryId)).size).toBe(2)
  })
  it('T06: another hook may send the same body and id', async () => {
    const { receive, events } = bed()
    await receive(delivery(body))
    expect(await receive(delivery(body, { hook: 'connection-hook' }))).toMatchObject({ result: 'accepted' })
    expect(new Set(events.map(({ id }) => id)).size).toBe(2)
  })
})

describe('T07: unsigned headers do not steer', () => {
  it('T07: a body of another event is kept aside and no listener runs', async () => {
    const { receive, events, quarantine } = bed()
    const receipt = await receive(delivery({ ...body, is: 'push' }, { event: 'issues' }))
    expect([receipt.result, events]).toEqual(['quarantined', []])
    expect(quarantine[0]).toEqual({
      hookId: 'repository-hook',
      deliveryId: 'd1',
      event: 'issues',
      reason: 'a push under the name issues',
      receivedAt: clock.toISOString(),
    })
  })
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'T07: the event name %s is one like any other',
    async (event) => {
      const { receive, events } = bed()
      expect(await receive(delivery(body, { event }))).toMatchObject({ status: 202, result: 'accepted' })
      expect(events[0]?.kind).toBe(`acme.${event}`)
    },
  )
  it('T07: a provider cannot make an event of another provider', async () => {
    const { receive, events } = bed()
    await receive(delivery(body))
    expect(events[0]?.provider).toBe('acme')
  })
  it('T07: names of more than a kilobyte are refused', async () => {
    expect(await bed().receive(delivery(body, { event: 'e'.repeat(1025) }))).toEqual({ status: 400, result: 'refused' })
    expect(await bed().receive(delivery(body, { id: 'i'.repeat(1025) }))).toEqual({ status: 400, result: 'refused' })
  })
})

describe('T13: bodies that are signed and cannot be read are kept aside', () => {
  it.each([
    ['not JSON', '{"a":', 'the body is not JSON'],
    ['empty', '', 'the body is not JSON'],
    ['an id above 2^53', '{"id":9007199254740993}', 'a number is too large to be held exactly'],
    ['opening brackets alone', '['.repeat(65_000), 'the body is nested deeper than 100 levels'],
  ])('T13: %s', async (_name, text, reason) => {
    const { receive, quarantine, counted } = bed()
    expect(await receive(delivery(Buffer.from(text)))).toMatchObject({ status: 202, result: 'quarantined' })
    expect(quarantine[0]?.reason).toBe(reason)
    expect(counted).toEqual({ quarantined: 1 })
  })
})

it('T17: a thousand signed deliveries of garbage are all acknowledged and kept aside, and the hook stays well', async () => {
  const { receive, events, quarantine } = bed()
  const garbage = Array.from({ length: 1000 }, (_, index) =>
    delivery(Buffer.from(`{garbage ${index}`), { id: `g${index}` }),
  )
  const receipts = await Promise.all(garbage.map(receive))
  expect(receipts.every(({ status, result }) => status === 202 && result === 'quarantined')).toBe(true)
  expect(quarantine).toHaveLength(1000)
  expect(await receive(delivery(body))).toMatchObject({ result: 'accepted' })
  expect(events).toHaveLength(1)
})

it('T17: whatever a provider throws or wrongly answers is a content fault', async () => {
  expect(await bed().receive(delivery(body, { event: 'crash' }))).toMatchObject({ status: 202, result: 'quarantined' })
  const wrong = [
    { ...webhooks, parse: () => null as never },
    {
      ...webhooks,
      account: () => {
        throw new RangeError('no')
      },
    },
  ]
  for (const one of wrong) {
    const { receive, quarantine } = bed({ webhooks: new Map([['acme', one]]) })
    expect(await receive(delivery(body))).toMatchObject({ status: 202, result: 'quarantined' })
    expect(quarantine[0]?.reason).toBe('the body does not fit the event "build"')
  }
})

it('T19: both secrets sign while one replaces the other', async () => {
  const { receive } = bed()
  const by = (key: string, id: string) => receive(delivery({ ...body, id }, { hook: 'rotating-hook', key, id }))
  expect((await by('new-secret', 'd1')).status).toBe(202)
  expect((await by(secret, 'd2')).status).toBe(202)
  expect((await by('older-secret', 'd3')).status).toBe(401)
})
