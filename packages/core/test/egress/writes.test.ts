import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTcp, type AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { callOf, egressFor, failure, inCall, json, targetOf, vendor, writeOf } from './bed.ts'

const path = '/repos/o/r/issues/1/comments'
const post = {
  method: 'POST',
  body: '{"body":"x"}',
  headers: { 'content-type': 'application/json', accept: 'application/json' },
}

/** Counts what a server has committed, then fails as told. */
async function committing(fail: (response: ServerResponse, raw: IncomingMessage) => void, isCommitting = true) {
  const commits = { count: 0 }
  const api = await vendor((_request, response, raw) => {
    if (isCommitting) commits.count += 1
    fail(response, raw)
  })
  return { commits, fetch: egressFor().forConnection(targetOf(api.origin)), url: api.origin + path, api }
}

describe('T74: a write that is not idempotent', () => {
  it.each([
    ['500', (response: ServerResponse) => json(response, {}, {}, 500)],
    ['502', (response: ServerResponse) => json(response, {}, {}, 502)],
    ['503 with Retry-After', (response: ServerResponse) => json(response, {}, { 'retry-after': '0' }, 503)],
    ['reset after the request', (_: unknown, raw: IncomingMessage) => raw.socket.resetAndDestroy()],
    ['end without an answer', (_: unknown, raw: IncomingMessage) => raw.socket.destroy()],
    [
      'reset in mid reply',
      (response: ServerResponse, raw: IncomingMessage) => {
        response.writeHead(201, { 'content-type': 'application/json', 'content-length': '100' }).write('{"id":')
        setTimeout(() => raw.socket.resetAndDestroy(), 20)
      },
    ],
    [
      'end in mid reply, chunked',
      (response: ServerResponse, raw: IncomingMessage) => {
        response.writeHead(201, { 'content-type': 'application/json' }).write('{"id":')
        setTimeout(() => raw.socket.destroy(), 20)
      },
    ],
  ])('with %s is sent once and its outcome is unknown', async (_what, fail) => {
    const { commits, fetch, url } = await committing(fail as never)
    const call = writeOf()
    const error = await failure(inCall(call, fetch, url, post), 'outcome_unknown')
    expect(error.detail).toEqual({ operation: 'issues.createComment' })
    expect(error.retryable).toBe(false)
    expect(commits.count).toBe(1)
  })

  it('that times out or is aborted after it was sent has an unknown outcome', async () => {
    const { commits, fetch, url } = await committing(() => undefined)
    const error = await failure(inCall(writeOf({ timeoutMs: 200 }), fetch, url, post), 'outcome_unknown')
    expect(error.cause).toMatchObject({ code: 'timeout' })
    const controller = new AbortController()
    const aborted = inCall(writeOf({ signal: controller.signal }), fetch, url, post)
    await expect.poll(() => commits.count).toBe(2)
    controller.abort()
    expect((await failure(aborted, 'outcome_unknown')).cause).toMatchObject({ code: 'aborted' })
  })

  it.each([
    [429, {}, 'rate_limited'],
    [403, { 'retry-after': '30' }, 'rate_limited'],
    [403, {}, 'forbidden'],
    [404, {}, 'not_found'],
    [409, {}, 'conflict'],
    [422, {}, 'validation_failed'],
  ] as const)('answered %i was not done', async (status, headers, code) => {
    const { fetch, url, api } = await committing((response) => json(response, {}, headers, status), false)
    await failure(inCall(writeOf(), fetch, url, post), code)
    expect(api.seen).toHaveLength(1)
  })

  it('that found no connection is tried again, and was not done', async () => {
    const probe = createTcp().listen(0, '127.0.0.1')
    await once(probe, 'listening')
    const { port } = probe.address() as AddressInfo
    await new Promise((resolve) => probe.close(resolve))
    const origin = `http://127.0.0.1:${port}`
    const fetch = egressFor({ random: () => 0.9 }).forConnection(targetOf(origin))
    await failure(inCall(writeOf(), fetch, origin + path, post), 'vendor_unavailable')
    const late = inCall(writeOf(), fetch, origin + path, post)
    let commits = 0
    const server = createServer((_raw, response) => {
      commits += 1
      json(response, { id: 1 }, {}, 201)
    })
    onTestFinished(() => void server.close())
    onTestFinished(() => server.closeAllConnections())
    server.listen(port, '127.0.0.1')
    expect((await late).status).toBe(201)
    expect(commits).toBe(1)
  })

  it('refused before headers could be sent twice: a connection reset at once counts as sent', async () => {
    let connections = 0
    const server = createTcp((socket) => {
      connections += 1
      socket.on('error', () => undefined)
      socket.once('data', () => socket.resetAndDestroy())
    }).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await once(server, 'listening')
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const fetch = egressFor().forConnection(targetOf(origin))
    await failure(inCall(writeOf(), fetch, origin + path, post), 'outcome_unknown')
    expect(connections).toBe(1)
  })

  it('200 times under every kind of failure is never committed twice', async () => {
    const seed = Number(process.env['SCM_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
    console.log(`SCM_SEED=${seed}`)
    let state = seed
    const random = () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31
    const commits = new Map<string, number>()
    const api = await vendor((request, response, raw) => {
      commits.set(request.url, (commits.get(request.url) ?? 0) + 1)
      const dice = random()
      if (dice < 0.4) return json(response, {}, {}, 201)
      if (dice < 0.6) return json(response, {}, {}, 502)
      if (dice < 0.8) return void raw.socket.resetAndDestroy()
      response.writeHead(201, { 'content-length': '10', 'content-type': 'application/json' }).write('{')
      setTimeout(() => raw.socket.destroy(), 2)
    })
    for (let write = 0; write < 200; write++) {
      const fetch = egressFor().forConnection(targetOf(api.origin))
      const result = await inCall(writeOf(), fetch, `${api.origin}${path}/${write}`, post).then(
        () => 'done',
        (error: { code: string }) => error.code,
      )
      const count = commits.get(`${path}/${write}`) ?? 0
      expect(count).toBeLessThanOrEqual(1)
      expect(result === 'done' || result === 'outcome_unknown' || count === 0, `${result} with ${count} commits`).toBe(
        true,
      )
    }
  }, 30_000)
})

describe('an idempotent write', () => {
  it.each([502, 503, 504])('is tried again after %i', async (status) => {
    const api = await vendor((_request, response) => json(response, {}, {}, api.seen.length < 2 ? status : 200))
    const fetch = egressFor().forConnection(targetOf(api.origin))
    const response = await inCall(writeOf({ idempotency: 'idempotent' }), fetch, api.origin + path, {
      ...post,
      method: 'PUT',
    })
    expect(response.status).toBe(200)
    expect(api.seen.map((request) => request.body)).toEqual([post.body, post.body])
  })

  it('with a body that cannot be sent twice is sent once', async () => {
    const api = await vendor((_request, response) => json(response, {}, {}, 503))
    const fetch = egressFor().forConnection(targetOf(api.origin))
    const body = new Blob(['stream']).stream()
    const init = { method: 'PUT', body, duplex: 'half' } as RequestInit
    await failure(inCall(writeOf({ idempotency: 'idempotent' }), fetch, api.origin + path, init), 'vendor_unavailable')
    expect(api.seen.map((request) => request.body)).toEqual(['stream'])
  })
})

describe('a read by POST', () => {
  it('is a read: tried again, and its failure no unknown outcome', async () => {
    const api = await vendor((_request, response) => json(response, {}, {}, 502))
    const fetch = egressFor().forConnection(targetOf(api.origin))
    await failure(
      inCall(callOf(), fetch, `${api.origin}/graphql`, { method: 'POST', body: '{}' }),
      'vendor_unavailable',
    )
    expect(api.seen).toHaveLength(3)
  })
})
