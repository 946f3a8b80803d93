import { describe, expect, it } from 'vitest'
import { createBreaker } from '../../src/egress/breaker.ts'
import { createGate } from '../../src/egress/gate.ts'
import { createRetryBudget, waitBefore } from '../../src/egress/retry.ts'
import { callOf, countingQuota, egressFor, failure, inCall, json, secret, targetOf, vendor, writeOf } from './bed.ts'

const path = '/repos/o/r/issues/1'

describe('retries', () => {
  it.each([500, 502, 503, 504, 429])('a read is tried again after %i', async (status) => {
    const api = await vendor((_request, response) => {
      if (api.seen.length < 3) return json(response, {}, {}, status)
      json(response, { tries: api.seen.length })
    })
    const fetch = egressFor().forConnection(targetOf(api.origin))
    expect(await (await inCall(callOf(), fetch, api.origin + path)).json()).toEqual({ tries: 3 })
  })

  it('three tries are the most, and the error tells the status', async () => {
    const api = await vendor((_request, response) =>
      json(response, { message: 'down\r\n' }, { 'x-request-id': 'r1' }, 503),
    )
    const call = callOf()
    const fetch = egressFor().forConnection(targetOf(api.origin))
    const error = await failure(inCall(call, fetch, api.origin + path), 'vendor_unavailable')
    expect(error.detail).toMatchObject({ provider: 'acme', operation: 'issues.get', status: 503, requestId: 'r1' })
    expect(error.message).toBe('acme answered 503 to issues.get: down')
    expect(call.observed.failure).toBe(error)
    expect(api.seen).toHaveLength(3)
  })

  it.each([400, 403, 404, 409, 410, 422, 501])('%i is final', async (status) => {
    const api = await vendor((_request, response) => json(response, {}, {}, status))
    const fetch = egressFor().forConnection(targetOf(api.origin))
    await expect(inCall(callOf(), fetch, api.origin + path)).rejects.toMatchObject({ name: 'ScmError' })
    expect(api.seen).toHaveLength(1)
  })

  it('T73: waits as long as it is told, and closes the gate for other calls', async () => {
    const at: number[] = []
    const api = await vendor((_request, response) => {
      at.push(performance.now())
      if (at.length === 1) return json(response, {}, { 'retry-after': '1' }, 429)
      json(response, 1)
    })
    const fetch = egressFor().forConnection(targetOf(api.origin))
    const first = inCall(callOf(), fetch, api.origin + path)
    await expect.poll(() => at.length).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 100))
    const refused = await failure(inCall(callOf(), fetch, `${api.origin}/repos/o/r/other`), 'rate_limited')
    expect(refused.detail).toMatchObject({ by: 'vendor' })
    expect(refused.detail.retryAfterMs).toBeLessThanOrEqual(1000)
    expect(await (await first).json()).toBe(1)
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(1000)
  })

  it('T73: beyond the deadline it does not wait, 403 with nothing remaining included', async () => {
    const reset = String(Math.floor(Date.now() / 1000) + 600)
    const api = await vendor((request, response) => {
      if (request.url.endsWith('1')) return json(response, {}, { 'retry-after': '60' }, 429)
      json(response, {}, { 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }, 403)
    })
    const egress = egressFor()
    const fetch = egress.forConnection(targetOf(api.origin))
    expect((await failure(inCall(callOf(), fetch, api.origin + path), 'rate_limited')).detail.retryAfterMs).toBe(60_000)
    const other = egress.forConnection(targetOf(api.origin, { connectionId: 'c2' }))
    const error = await failure(inCall(callOf(), other, `${api.origin}/repos/o/r/2`), 'rate_limited')
    expect(error.detail.retryAfterMs).toBeGreaterThan(500_000)
    await failure(inCall(callOf(), other, `${api.origin}/repos/o/r/3`), 'rate_limited')
    expect(api.seen).toHaveLength(2)
  })

  it('T71: a used-up search leaves other limits alone', () => {
    let now = 0
    const gate = createGate(() => now)
    gate.close('c', 'o', 'search', 5000)
    expect(() => gate.check('c', 'o', 'search')).toThrow('search')
    expect(() => gate.check('c', 'o', 'core')).not.toThrow()
    expect(() => gate.check('d', 'o', 'search')).not.toThrow()
    now = 5000
    expect(() => gate.check('c', 'o', 'search')).not.toThrow()
  })

  it('T75: a vendor that is down costs at most a tenth more requests, and ten', () => {
    const budget = createRetryBudget()
    let retries = 0
    for (let request = 0; request < 1000; request++) {
      budget.earn()
      for (let again = 0; again < 2; again++) if (budget.take()) retries += 1
    }
    expect(retries).toBeGreaterThanOrEqual(100)
    expect(retries).toBeLessThanOrEqual(111)
    for (const random of [0, 0.5, 0.999]) {
      expect(waitBefore(1, null, random)).toBeLessThan(400)
      expect(waitBefore(20, null, random)).toBeLessThan(5000)
      expect(waitBefore(1, 700, random)).toBeGreaterThanOrEqual(700)
    }
  })

  it('T75: the breaker opens, probes six times a minute at most, and closes', async () => {
    let now = 0
    const breaker = createBreaker('https://o', () => now)
    for (let request = 0; request < 10; request++) breaker.enter()('failed')
    expect(breaker.isOpen()).toBe(true)
    let probes = 0
    for (; now < 60_000; now += 100) {
      try {
        breaker.enter()('failed')
        probes += 1
      } catch (error) {
        expect(error).toMatchObject({ code: 'circuit_open', detail: { origin: 'https://o' } })
      }
    }
    expect(probes).toBeGreaterThan(0)
    expect(probes).toBeLessThanOrEqual(6)
    now += 10_000
    const probe = breaker.enter()
    expect(() => breaker.enter()).toThrow('failed too often')
    probe('good')
    expect(breaker.isOpen()).toBe(false)
    for (let request = 0; request < 40 && !breaker.isOpen(); request++)
      breaker.enter()(request % 2 === 0 ? 'good' : 'failed')
    expect(breaker.isOpen()).toBe(true)
  })

  it('after ten failures the origin is left alone', async () => {
    const api = await vendor((_request, response) => json(response, {}, {}, 500))
    const fetch = egressFor({ random: () => 0 }).forConnection(targetOf(api.origin))
    for (let call = 0; call < 10; call++)
      await inCall(writeOf(), fetch, api.origin + path, { method: 'POST', body: '' }).catch(() => undefined)
    await failure(inCall(callOf(), fetch, api.origin + path), 'circuit_open')
    expect(api.seen).toHaveLength(10)
  })
})

describe('T49: 401', () => {
  function minted(answers: readonly ('fresh' | 'final')[]) {
    let made = 1
    let asked = 0
    return {
      asked: () => asked,
      source: {
        get: async () => ({ header: { name: 'authorization', value: `Bearer t${made}` }, identity: `t${made}` }),
        async refused() {
          const answer = answers[asked++] ?? 'final'
          if (answer === 'fresh') made += 1
          return answer
        },
      },
    }
  }

  it('right after minting is waited out by reads', async () => {
    let readyAt = Number.POSITIVE_INFINITY
    const api = await vendor((request, response) => {
      if (request.headers.authorization === 'Bearer t2') readyAt = Math.min(readyAt, performance.now() + 1000)
      json(response, {}, {}, performance.now() > readyAt ? 200 : 401)
    })
    const { source, asked } = minted(['fresh'])
    const fetch = egressFor().forConnection(targetOf(api.origin, { credential: source }))
    expect((await inCall(callOf(), fetch, api.origin + path)).status).toBe(200)
    expect(asked()).toBe(1)
    expect(api.seen.length).toBeLessThanOrEqual(5)
  })

  it('of a fresh credential is credentials_revoked, without a loop', async () => {
    const api = await vendor((_request, response) => json(response, {}, {}, 401))
    const { source } = minted(['fresh', 'final'])
    const fetch = egressFor().forConnection(targetOf(api.origin, { credential: source }))
    await failure(inCall(writeOf(), fetch, api.origin + path, { method: 'POST', body: '{}' }), 'credentials_revoked')
    expect(api.seen.map((request) => request.headers.authorization)).toEqual(['Bearer t1', 'Bearer t2'])
  })

  it('of the only credential is unauthorized, and holds no secret', async () => {
    const api = await vendor((_request, response) => json(response, { message: 'Bad credentials' }, {}, 401))
    const fetch = egressFor().forConnection(targetOf(api.origin))
    const error = await failure(inCall(callOf(), fetch, api.origin + path), 'unauthorized')
    expect(api.seen).toHaveLength(1)
    expect(`${error.stack}${JSON.stringify(error)}`).not.toContain(secret)
  })
})

describe('quota', () => {
  it('every try is reserved, and what was not sent is given back', async () => {
    const api = await vendor((_request, response) => json(response, {}, {}, 502))
    const quota = countingQuota()
    const egress = egressFor({ quota })
    await failure(inCall(callOf(), egress.forConnection(targetOf(api.origin)), api.origin + path), 'vendor_unavailable')
    expect(quota.counts).toEqual({ reserved: 3, spent: 3, refunded: 0 })
    const closed = 'http://127.0.0.1:1'
    await failure(inCall(callOf(), egress.forConnection(targetOf(closed)), closed + path), 'vendor_unavailable')
    expect(quota.counts).toEqual({ reserved: 6, spent: 3, refunded: 3 })
  })

  it('T52: broken limit headers on a successful write do not fail it', async () => {
    const headers = {
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '-3',
      'x-ratelimit-used': 'oops',
      'x-ratelimit-reset': 'soon',
    }
    const api = await vendor((_request, response) => json(response, { id: 1 }, headers, 201))
    const quota = countingQuota()
    const fetch = egressFor({ quota }).forConnection(
      targetOf(api.origin, {
        rateLimit: () => {
          throw new Error('broken provider')
        },
      }),
    )
    const response = await inCall(writeOf(), fetch, api.origin + path, { method: 'POST', body: '{}' })
    expect(await response.json()).toEqual({ id: 1 })
    expect(api.seen).toHaveLength(1)
    expect(quota.limits).toEqual([])
  })
})
