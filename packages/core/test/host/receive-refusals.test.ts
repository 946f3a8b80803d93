import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { memoryDeduper } from '../../src/ingress/dedupe.ts'
import { bed, delivery, directory, hooks, secret, webhooks } from './receive-bed.ts'

const body = { repository: 'o/one' }
const refused = (status: number) => ({ status, result: 'refused' })
const twice = (name: string, value: string, hook?: string) => {
  const one = delivery(body, hook === undefined ? {} : { hook })
  return { ...one, rawHeaders: [...one.rawHeaders, [name, value] as const] }
}

describe('T09: size', () => {
  it('T09: more than 25 MiB is refused before anything else', async () => {
    const { receive, counted } = bed()
    const large = { ...delivery(body), hookId: 'none', body: new Uint8Array(25 * 1024 * 1024 + 1) }
    expect(await receive(large)).toEqual(refused(413))
    expect(counted).toEqual({ too_large: 1 })
  })
  it('T09: so is more than the provider takes', async () => {
    const at = webhooks.maxBytes ?? 0
    const padded = (length: number) => delivery(Buffer.from(JSON.stringify(body).padEnd(length)))
    expect(await bed().receive(padded(at))).toMatchObject({ status: 202 })
    expect(await bed().receive(padded(at + 1))).toEqual(refused(413))
  })
})

it('T10: a compressed body is refused, a declared identity is not', async () => {
  const { receive } = bed()
  const zipped = delivery(gzipSync(JSON.stringify(body)), { headers: { 'Content-Encoding': 'gzip' } })
  expect(await receive(zipped)).toEqual(refused(415))
  expect(await receive(delivery(body, { headers: { 'Content-Encoding': 'identity' } }))).toMatchObject({ status: 202 })
})

describe('T12: headers that decide occur once', () => {
  it.each([
    ['x-acme-signature', `sha256=${'0'.repeat(64)}`],
    ['X-ACME-EVENT', 'push'],
    ['x-acme-delivery', 'd2'],
    ['content-type', 'text/plain'],
  ])('T12: two of %s are refused', async (name, value) => {
    expect(await bed().receive(twice(name, value))).toEqual(refused(400))
  })
  it('T12: two webhook ids, timestamps and signatures are refused', async () => {
    for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature', 'x-acme-token']) {
      const one = twice(name, 'a')
      expect(await bed().receive({ ...one, rawHeaders: [...one.rawHeaders, [name, 'b']] }), name).toEqual(refused(400))
    }
  })
  it('T12: others may occur twice', async () => {
    const one = twice('via', '1.1 a')
    expect(await bed().receive({ ...one, rawHeaders: [...one.rawHeaders, ['via', '1.1 b']] })).toMatchObject({
      status: 202,
    })
  })
})

describe('T16: nobody learns which hooks exist', () => {
  const wrongKey = { key: 'wrong' }
  const hookless = directory({
    hook: async (id) => (id === 'other-provider' ? { ...hooks[0]!, provider: 'gone' } : null),
  })
  it('T16: unknown hook, wrong key, missing signature and unloaded provider have one answer', async () => {
    const { receive } = bed()
    const answers = await Promise.all([
      receive(delivery(body, { hook: 'none' })),
      receive(delivery(body, { hook: '__proto__' })),
      receive(delivery(body, wrongKey)),
      receive(delivery(body, { headers: { 'X-Acme-Signature': null } })),
      receive(delivery(body, { hook: 'token-hook', headers: { 'X-Acme-Signature': null, 'X-Acme-Token': 'no' } })),
      bed({ directory: hookless }).receive(delivery(body, { hook: 'other-provider' })),
    ])
    for (const answer of answers) expect(answer).toEqual(refused(401))
  })
  it('T16: a fault of the headers or the size tells no more', async () => {
    const tooMuch = Buffer.alloc((webhooks.maxBytes ?? 0) + 1, 0x20)
    for (const hook of ['repository-hook', 'none']) {
      const { receive } = bed()
      expect(await receive(twice('x-acme-signature', 'a', hook)), hook).toEqual(refused(400))
      expect(await receive(delivery(tooMuch, { hook, ...wrongKey })), hook).toEqual(refused(401))
    }
  })
  it('T16: the counter names no provider before the signature is right', async () => {
    const names: string[] = []
    const observe = {
      produced() {},
      ignored() {},
      quarantined() {},
      failed: (provider: string) => void names.push(provider),
    }
    const { receive } = bed({ observe })
    await receive(delivery(body, wrongKey))
    await receive(delivery(body, { hook: 'none' }))
    expect(names).toEqual(['unknown', 'unknown'])
  })
})

describe('a store that is down', () => {
  const down = async () => {
    throw new Error('no route to the store')
  }
  const unavailable = { status: 503, result: 'refused', retryAfterS: 30 }
  it('answers 503 when hooks, secrets or targets cannot be read', async () => {
    const failing = [
      directory({ hook: down }),
      directory({ hook: async () => ({ ...hooks[0]!, secrets: [down] }) }),
      directory({ targets: down }),
    ]
    for (const one of failing) {
      const { receive, events, counted } = bed({ directory: one })
      expect(await receive(delivery(body))).toEqual(unavailable)
      expect([events, counted]).toEqual([[], { unavailable: 1 }])
    }
  })
  it('answers 503 when the delivery cannot be claimed', async () => {
    const { receive } = bed({ deduper: { claim: down, release: () => undefined } })
    expect(await receive(delivery(body))).toEqual(unavailable)
  })
  it('takes the vendor’s next try for a new delivery', async () => {
    const deduper = memoryDeduper()
    const failing = bed({ deduper, directory: directory({ targets: down }) })
    expect(await failing.receive(delivery(body))).toEqual(unavailable)
    const working = bed({ deduper })
    expect(await working.receive(delivery(body))).toMatchObject({ result: 'accepted' })
  })
})

it('reads a secret that is a function anew for each delivery', async () => {
  let current = secret
  const { receive } = bed({ directory: directory({ hook: async () => ({ ...hooks[0]!, secrets: [() => current] }) }) })
  expect((await receive(delivery(body))).status).toBe(202)
  current = 'next-secret'
  expect((await receive(delivery(body, { id: 'd2' }))).status).toBe(401)
  expect((await receive(delivery({ ...body, n: 2 }, { id: 'd2', key: current }))).status).toBe(202)
})
