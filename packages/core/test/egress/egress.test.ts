import { describe, expect, it } from 'vitest'
import { createEgress } from '../../src/egress/egress.ts'
import type { EgressObserver } from '../../src/egress/egress.ts'
import { ScmError } from '../../src/errors/scm-error.ts'
import { callOf, countingQuota, egressFor, failure, inCall, json, secret, targetOf, vendor, writeOf } from './bed.ts'

const path = '/repos/o/r/issues/1'

describe('what the host learns', () => {
  it('meta of the first answer, and the number of requests', async () => {
    const reset = Math.floor(Date.now() / 1000) + 60
    const api = await vendor((_request, response) =>
      json(
        response,
        {},
        {
          etag: `"${api.seen.length}"`,
          'x-github-request-id': 'ABC',
          'x-ratelimit-limit': '60',
          'x-ratelimit-remaining': '59',
          'x-ratelimit-reset': String(reset),
        },
      ),
    )
    const quota = countingQuota()
    const fetch = egressFor({ quota }).forConnection(targetOf(api.origin))
    const call = callOf()
    await inCall(call, fetch, api.origin + path)
    await inCall(call, fetch, `${api.origin}/repos/o/r/other`)
    const rateLimit = { resource: 'core', limit: 60, remaining: 59, resetsAt: new Date(reset * 1000).toISOString() }
    expect(call.observed).toEqual({
      requests: 2,
      writes: 0,
      meta: { etag: '"1"', requestId: 'ABC', rateLimit },
      failure: null,
    })
    expect(quota.limits).toEqual([rateLimit, rateLimit])
  })

  it('each fetch is observed once', async () => {
    const api = await vendor((request, response) => {
      if (request.headers['if-none-match'] !== undefined) return void response.writeHead(304).end()
      json(response, {}, { etag: '"x"' }, request.url.endsWith('missing') ? 404 : api.seen.length === 1 ? 502 : 200)
    })
    const requests: Parameters<EgressObserver['onRequest']>[0][] = []
    const fetch = egressFor({ observe: { onRequest: (request) => requests.push(request) } }).forConnection(
      targetOf(api.origin),
    )
    await inCall(callOf(), fetch, api.origin + path)
    await inCall(callOf(), fetch, api.origin + path)
    await failure(inCall(callOf(), fetch, `${api.origin}/repos/o/r/missing`), 'not_found')
    await failure(inCall(callOf(), fetch, 'https://evil.example/x'), 'internal')
    const about = { provider: 'acme', origin: api.origin, ms: expect.any(Number) as number }
    expect(requests).toEqual([
      { ...about, status: 200, fromCache: false, retries: 1 },
      { ...about, status: 200, fromCache: true, retries: 0 },
      { ...about, status: 404, fromCache: false, retries: 0 },
      { ...about, status: null, fromCache: false, retries: 0 },
    ])
  })

  it("the provider's own reading of a refusal goes first, and cannot break the call", async () => {
    const api = await vendor((_request, response) =>
      json(
        response,
        { errors: [{ resource: 'Issue', field: 'title', code: 'missing' }, 'x'], message: 'Validation\u0007 Failed' },
        {},
        422,
      ),
    )
    const own = new ScmError('path_is_directory', 'It is a directory.', { path: 'a' })
    const egress = egressFor()
    const mapped = egress.forConnection(
      targetOf(api.origin, {
        vendorError: ({ status, body, operation }) =>
          status === 422 && body !== null && operation === 'issues.get' ? own : null,
      }),
    )
    expect(await failure(inCall(callOf(), mapped, api.origin + path), 'path_is_directory')).toBe(own)
    const broken = egress.forConnection(
      targetOf(api.origin, {
        vendorError: () => {
          throw new TypeError('oops')
        },
      }),
    )
    const general = await failure(inCall(callOf(), broken, api.origin + path), 'validation_failed')
    expect(general.message).toBe('acme answered 422 to issues.get: Validation  Failed')
    expect(general.detail.fields).toEqual(['Issue.title: missing', 'x'])
  })

  it('a limit only the provider can read closes the gate, too', async () => {
    const api = await vendor((_request, response) => json(response, { message: 'secondary rate limit' }, {}, 403))
    const limited = new ScmError('rate_limited', 'Secondary limit.', { retryAfterMs: 60_000, by: 'vendor' })
    const fetch = egressFor().forConnection(targetOf(api.origin, { vendorError: () => limited }))
    const call = callOf()
    await failure(inCall(call, fetch, api.origin + path), 'rate_limited')
    await failure(inCall(callOf(), fetch, `${api.origin}/users/x`), 'rate_limited')
    expect([api.seen.length, call.observed.requests]).toEqual([1, 1])
  })

  it('an abort and a deadline are told apart', async () => {
    const api = await vendor(() => undefined)
    const fetch = egressFor().forConnection(targetOf(api.origin))
    await failure(inCall(callOf({ timeoutMs: 100 }), fetch, api.origin + path), 'timeout')
    const own = new AbortController()
    const aborted = inCall(callOf(), fetch, api.origin + path, { signal: own.signal })
    await expect.poll(() => api.seen.length).toBe(2)
    own.abort()
    await failure(aborted, 'aborted')
    await failure(inCall(callOf({ signal: AbortSignal.abort() }), fetch, api.origin + path), 'aborted')
    expect(api.seen).toHaveLength(2)
  })

  it('works over any fetch, and sends every kind of body', async () => {
    const api = await vendor((request, response) =>
      json(response, { type: request.headers['content-type'], body: request.body }),
    )
    for (const egress of [egressFor(), createEgress({ transport: globalThis.fetch, quota: countingQuota() })]) {
      const fetch = egress.forConnection(targetOf(api.origin))
      const post = async (body: NonNullable<RequestInit['body']>) =>
        (await inCall(writeOf(), fetch, api.origin + path, { method: 'POST', body })).json()
      expect(await post('a')).toMatchObject({ body: 'a' })
      expect(await post(new Uint8Array([98]))).toMatchObject({ body: 'b' })
      expect(await post(new Uint8Array([99]).buffer)).toMatchObject({ body: 'c' })
      expect(await post(new URLSearchParams({ d: 'e f' }))).toEqual({
        type: 'application/x-www-form-urlencoded;charset=UTF-8',
        body: 'd=e+f',
      })
      expect(await post(new Blob(['g']))).toMatchObject({ body: 'g' })
      const form = new FormData()
      form.set('h', 'i')
      expect(await post(form)).toMatchObject({
        type: expect.stringContaining('multipart/form-data; boundary=') as string,
      })
      const request = new Request(api.origin + path, {
        method: 'PUT',
        body: 'j',
        headers: { 'content-type': 'text/plain' },
      })
      expect(await (await inCall(writeOf(), fetch, request as never)).json()).toEqual({ type: 'text/plain', body: 'j' })
    }
  })
})

describe('the bare fetch', () => {
  it('brings its own credential, goes to its base URLs only, and returns refusals', async () => {
    const api = await vendor((request, response) => {
      if (request.url === '/app/away') return void response.writeHead(302, { location: 'https://evil.example/' }).end()
      json(response, { token: 't' }, {}, request.url === '/app/no' ? 401 : 201)
    })
    const fetch = egressFor().bare({ provider: 'acme', baseUrls: [`${api.origin}/app`] })
    const response = await fetch(`${api.origin}/app/token`, {
      method: 'POST',
      headers: { Authorization: 'Bearer jwt' },
    })
    expect([response.status, await response.json()]).toEqual([201, { token: 't' }])
    expect(api.seen[0]?.headers.authorization).toBe('Bearer jwt')
    expect(JSON.stringify(api.seen)).not.toContain(secret)
    expect((await fetch(`${api.origin}/app/no`)).status).toBe(401)
    await failure(fetch(`${api.origin}/app/away`), 'redirect_refused')
    const asked = api.seen.length
    for (const url of [
      `${api.origin}/other`,
      `${api.origin}/app/../x`,
      'https://evil.example/app',
      `${api.origin}/apps`,
    ]) {
      await failure(fetch(url), 'internal')
    }
    expect(api.seen).toHaveLength(asked)
  })

  it('tries once and takes a megabyte at most', async () => {
    const api = await vendor((request, response, raw) => {
      if (request.url === '/cut') return void raw.socket.destroy()
      json(response, 'x'.repeat(1_100_000), {}, request.url === '/down' ? 503 : 200)
    })
    const fetch = egressFor().bare({ provider: 'acme', baseUrls: [api.origin] })
    expect((await fetch(`${api.origin}/down`)).status).toBe(503)
    await failure(fetch(`${api.origin}/cut`), 'vendor_unavailable')
    await failure(fetch(`${api.origin}/big`), 'payload_too_large')
    expect(api.seen).toHaveLength(3)
  })
})
