import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { cacheKey, createCache } from '../../src/egress/cache.ts'
import { callOf, countingQuota, egressFor, failure, inCall, json, targetOf, vendor, writeOf } from './bed.ts'
import { gate } from './gate-of.ts'

const url = (origin: string, path = '/repos/o/r/issues/1') => origin + path

describe('the response cache', () => {
  it('asks each time, is answered 304 without a body, and costs one unit of quota', async () => {
    const api = await vendor((request, response) => {
      if (request.headers['if-none-match'] === '"v1"')
        return void response.writeHead(304, { etag: '"v1"', 'x-ratelimit-remaining': '9' }).end()
      json(response, { title: 'one' }, { etag: '"v1"', 'content-encoding': 'identity' })
    })
    const quota = countingQuota()
    const fetch = egressFor({ quota }).forConnection(targetOf(api.origin))
    for (let round = 0; round < 20; round++) {
      const call = callOf()
      const response = await inCall(call, fetch, url(api.origin))
      expect(response.status).toBe(200)
      expect(await response.json()).toEqual({ title: 'one' })
      expect(call.observed).toMatchObject({ requests: 1, meta: { etag: '"v1"' } })
      expect(response.headers.get('x-ratelimit-remaining')).toBe(round === 0 ? null : '9')
      expect(response.headers.has('content-encoding')).toBe(round === 0)
    }
    expect(api.seen).toHaveLength(20)
    expect(quota.counts).toEqual({ reserved: 20, spent: 1, refunded: 19 })
  })

  it('revalidates by date where there is no etag', async () => {
    const date = 'Sun, 06 Nov 1994 08:49:37 GMT'
    const api = await vendor((request, response) => {
      if (request.headers['if-modified-since'] === date) return void response.writeHead(304).end()
      json(response, 1, { 'last-modified': date })
    })
    const fetch = egressFor().forConnection(targetOf(api.origin))
    for (const expected of [1, 1]) expect(await (await inCall(callOf(), fetch, url(api.origin))).json()).toBe(expected)
    expect(api.seen.map((request) => request.headers['if-modified-since'])).toEqual([undefined, date])
  })

  it('T77: what one organization or credential has filled is not given to another', async () => {
    const api = await vendor((request, response) =>
      json(response, { for: request.headers.authorization }, { etag: '"same"' }),
    )
    const egress = egressFor()
    const as = (token: string, organizationId: string, identity: string, connectionId = 'c1') =>
      egress.forConnection(
        targetOf(api.origin, {
          organizationId,
          connectionId,
          credential: {
            get: async () => ({ header: { name: 'authorization', value: token }, identity }),
            refused: async () => 'final',
          },
        }),
      )
    const tenants = [as('A', 'org1', 'a'), as('B', 'org2', 'a'), as('C', 'org1', 'c'), as('D', 'org1', 'a', 'c2')]
    const answers = await Promise.all(
      tenants.map(async (fetch) => (await inCall(callOf(), fetch, url(api.origin))).json()),
    )
    expect(answers).toEqual([{ for: 'A' }, { for: 'B' }, { for: 'C' }, { for: 'D' }])
    expect(api.seen.every((request) => request.headers['if-none-match'] === undefined)).toBe(true)
  })

  it('T40: keys are structured, so that no two requests run into each other', () => {
    const part = fc.string()
    const parts = fc.record({
      connectionId: part,
      organizationId: part,
      identity: part,
      method: part,
      url: part,
      headers: fc.dictionary(fc.constantFrom('accept', 'x-a', 'x-b'), part),
    })
    const seed = Number(process.env['SCM_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
    fc.assert(
      fc.property(parts, (one) => {
        const { accept = null, ...rest } = one.headers
        const { connectionId, organizationId, identity, method, url: at } = one
        expect(JSON.parse(cacheKey(one))).toEqual([
          connectionId,
          organizationId,
          identity,
          method,
          at,
          accept,
          { ...rest },
        ])
      }),
      { seed, numRuns: 2000 },
    )
    const base = { connectionId: 'a', organizationId: 'b', identity: 'c', method: 'GET', url: 'u', headers: {} }
    expect(cacheKey({ ...base, connectionId: 'a","b', organizationId: '' })).not.toBe(cacheKey(base))
    expect(cacheKey({ ...base, headers: { accept: 'x' } })).not.toBe(cacheKey(base))
  })

  it.each([
    ['no-store', { etag: '"x"', 'cache-control': 'private, no-store' }],
    ['a cookie', { etag: '"x"', 'set-cookie': 'a=b' }],
    ['no validator', {}],
    ['vary on everything', { etag: '"x"', vary: '*' }],
  ])('keeps nothing with %s', async (_what, headers) => {
    const api = await vendor((_request, response) => json(response, 1, headers as Record<string, string>))
    const fetch = egressFor().forConnection(targetOf(api.origin))
    for (let round = 0; round < 2; round++) await inCall(callOf(), fetch, url(api.origin))
    expect(api.seen.map((request) => request.headers['if-none-match'])).toEqual([undefined, undefined])
  })

  it('keeps nothing a client marks secret, and nothing larger than a megabyte', async () => {
    const api = await vendor((request, response) =>
      json(response, request.url.endsWith('2') ? 'x'.repeat(1_100_000) : 1, { etag: '"x"' }),
    )
    const fetch = egressFor().forConnection(targetOf(api.origin))
    for (let round = 0; round < 2; round++) {
      await inCall(callOf(), fetch, url(api.origin), { cache: 'no-store' } as RequestInit)
      await inCall(callOf(), fetch, url(api.origin, '/repos/o/r/2'))
    }
    expect(api.seen.filter((request) => request.headers['if-none-match'] !== undefined)).toEqual([])
  })

  it('stays below its size, the least recently used first out', () => {
    const cache = createCache(10_000)
    const reply = () => ({
      status: 200,
      headers: new Headers({ etag: '"x"' }),
      url: '',
      bytes: new Uint8Array(2000),
      stream: null,
    })
    for (const key of ['a', 'b', 'c']) cache.put(key, reply())
    expect(cache.get('a')).toBeDefined()
    cache.put('d', reply())
    expect(['a', 'b', 'c', 'd'].map((key) => cache.get(key) !== undefined)).toEqual([true, false, true, true])
    expect(cache.bytes).toBeLessThanOrEqual(10_000)
  })
})

describe("a caller's own condition", () => {
  it('goes with the first GET, and unchanged is not_modified', async () => {
    const api = await vendor((request, response) => {
      if (request.headers['if-none-match'] === '"v1"') return void response.writeHead(304, { etag: '"v1"' }).end()
      json(response, 1, { etag: '"v2"' })
    })
    const fetch = egressFor().forConnection(targetOf(api.origin))
    const call = callOf({ conditions: { ifNoneMatch: '"v1"' } })
    const error = await failure(inCall(call, fetch, url(api.origin)), 'not_modified')
    expect(error.detail).toEqual({ etag: '"v1"' })
    expect(call.observed.meta.etag).toBe('"v1"')
    await inCall(call, fetch, url(api.origin))
    expect(api.seen.map((request) => request.headers['if-none-match'])).toEqual(['"v1"', undefined])
  })
})

describe('joined reads', () => {
  it('share one request and one unit of quota', async () => {
    const open = gate()
    const api = await vendor(async (_request, response) => {
      await open.wait
      json(response, { n: 1 })
    })
    const quota = countingQuota()
    const fetch = egressFor({ quota }).forConnection(targetOf(api.origin))
    const calls = Array.from({ length: 10 }, () => callOf())
    const answers = calls.map(async (call) => (await inCall(call, fetch, url(api.origin))).json())
    await expect.poll(() => api.seen.length).toBe(1)
    open.open()
    expect(await Promise.all(answers)).toEqual(Array(10).fill({ n: 1 }))
    expect(api.seen).toHaveLength(1)
    expect(quota.counts.reserved).toBe(1)
    expect(calls.map((call) => call.observed.requests)).toEqual(Array(10).fill(1))
  })

  it('a read that began after a write does not join one that began before it', async () => {
    const open = gate()
    let value = 'old'
    const api = await vendor(async (request, response) => {
      if (request.method === 'POST') value = 'new'
      const answer = value
      if (request.method === 'GET' && answer === 'old') await open.wait
      json(response, answer)
    })
    const fetch = egressFor().forConnection(targetOf(api.origin))
    const before = inCall(callOf(), fetch, url(api.origin))
    await expect.poll(() => api.seen.length).toBe(1)
    await inCall(writeOf(), fetch, url(api.origin), { method: 'POST', body: '{}' })
    const after = await inCall(callOf(), fetch, url(api.origin))
    expect(await after.json()).toBe('new')
    open.open()
    expect(await (await before).json()).toBe('old')
    expect(api.seen.map((request) => request.method)).toEqual(['GET', 'POST', 'GET'])
  })

  it('an abort of one leaves the flight to the others; it ends when nobody waits', async () => {
    const open = gate()
    let closed = 0
    const api = await vendor(async (_request, response) => {
      response.on('close', () => (closed += response.writableFinished ? 0 : 1))
      await open.wait
      json(response, 1)
    })
    const fetch = egressFor().forConnection(targetOf(api.origin))
    const first = new AbortController()
    const second = new AbortController()
    const one = inCall(callOf({ signal: first.signal }), fetch, url(api.origin))
    const two = inCall(callOf(), fetch, url(api.origin))
    await expect.poll(() => api.seen.length).toBe(1)
    first.abort()
    await failure(one, 'aborted')
    open.open()
    expect(await (await two).json()).toBe(1)
    expect(closed).toBe(0)
    const shut = gate()
    const slow = await vendor(async (_request, response) => {
      response.on('close', () => shut.open())
    })
    const lonely = egressFor().forConnection(targetOf(slow.origin))
    const three = inCall(callOf({ signal: second.signal }), lonely, url(slow.origin))
    await expect.poll(() => slow.seen.length).toBe(1)
    second.abort()
    await failure(three, 'aborted')
    await shut.wait
  })
})
