import { describe, expect, it } from 'vitest'
import { callOf, egressFor, failure, inCall, json, secret, targetOf, vendor, wire } from './bed.ts'

const control = (code: number) => String.fromCharCode(code)
/** The strings of the URL specification by which a path becomes another host or another path. */
const tricks = [
  '//evil.com',
  '/\\evil.com/x',
  `/${control(9)}/evil.com`,
  `/${control(10)}/evil.com`,
  '/%2e%2e/%2e%2e/user',
  '/repos/a/b/contents/../../../../user',
  '/repos/a/b/contents/%2E%2E/x',
  '@evil.com/x',
  '.evil.com/x',
  `/x${control(13)}${control(10)}Host: evil`,
  `/a${control(0)}b`,
  '/repos/a/b#/x',
  '/%5c%5cevil.com',
  '/..//evil.com',
]

async function bed() {
  const api = await vendor((_request, response) => json(response, { ok: true }))
  const egress = egressFor()
  return { api, fetch: egress.forConnection(targetOf(api.origin)) }
}

describe('the path guard', () => {
  it('T25: none of the 14 URL tricks leaves, behind the origin or behind a path of the repository', async () => {
    const { api, fetch } = await bed()
    expect(tricks).toHaveLength(14)
    for (const start of [api.origin, `${api.origin}/repos/o/r`]) {
      for (const trick of tricks) await failure(inCall(callOf(), fetch, start + trick), 'internal')
    }
    expect(api.seen).toEqual([])
  })

  it.each([
    '/repos/o/r2',
    '/repos/o/rr/issues',
    '/repos/o',
    '/user',
    '/repos/O/r/issues',
    '/repos/o/r/../r2',
    '/repos/o/r/%2e%2e/r2',
    '/repos/o/r/a%2f..%2f..%2fr2',
    '/repos/o/r/a%0d%0ab',
    '/repos/o/r/a%zz',
    '/repos/o/r//issues',
    '/search/issues/x',
    '/users/',
    '/users/a/b',
    '/search',
  ])('T42: refuses %s without a request', async (path) => {
    const { api, fetch } = await bed()
    const call = callOf()
    const error = await failure(inCall(call, fetch, api.origin + path), 'internal')
    expect(error.message).toContain('was not sent')
    expect(call.observed.failure).toBe(error)
    expect(api.seen).toEqual([])
  })

  it('T14: refuses a URL longer than any server reads', async () => {
    const { api, fetch } = await bed()
    const start = `${api.origin}/repos/o/r/contents/`
    const error = await failure(inCall(callOf(), fetch, start.padEnd(16 * 1024 + 1, 'a')), 'internal')
    expect(error.message).toContain('longer than 16384')
    expect(api.seen).toEqual([])
  })

  it.each([
    '/repos/o/r',
    '/repos/o/r?page=2',
    '/repos/o/r/contents/a%2Fb%20c',
    '/repositories/7/issues',
    '/search/issues?q=a%0Ab',
    '/users/someone',
    '/repos/o/r/src/',
  ])('lets %s through as it is written', async (path) => {
    const { api, fetch } = await bed()
    const response = await inCall(callOf(), fetch, api.origin + path)
    expect(await response.json()).toEqual({ ok: true })
    expect(api.seen.map((request) => request.url)).toEqual([path])
    expect(api.seen[0]?.headers.authorization).toBe(`Bearer ${secret}`)
  })

  it('T41: on a connection handle the repository paths are closed', async () => {
    const { api, fetch } = await bed()
    await failure(inCall(callOf({ repository: null }), fetch, `${api.origin}/repos/o/r`), 'internal')
    expect((await inCall(callOf({ repository: null }), fetch, `${api.origin}/users/x`)).status).toBe(200)
    expect(api.seen).toHaveLength(1)
  })

  it('keeps the base path, at a segment boundary', async () => {
    const api = await vendor((_request, response) => json(response, {}))
    const fetch = egressFor().forConnection(targetOf(`${api.origin}/api/v3`))
    await failure(inCall(callOf(), fetch, `${api.origin}/api/v33/repos/o/r`), 'internal')
    await failure(inCall(callOf(), fetch, `${api.origin}/repos/o/r`), 'internal')
    expect((await inCall(callOf(), fetch, `${api.origin}/api/v3/repos/o/r/x`)).status).toBe(200)
    expect(api.seen.map((request) => request.url)).toEqual(['/api/v3/repos/o/r/x'])
  })

  it('refuses a fetch outside of a call, other methods and relative URLs', async () => {
    const { api, fetch } = await bed()
    expect((await failure(fetch(`${api.origin}/repos/o/r`), 'internal')).message).toContain('outside of a running call')
    for (const method of ['TRACE', 'CONNECT', 'OPTIONS', 'PURGE']) {
      await failure(inCall(callOf(), fetch, `${api.origin}/repos/o/r`, { method }), 'internal')
    }
    await failure(inCall(callOf(), fetch, '/repos/o/r'), 'internal')
    expect(api.seen).toEqual([])
  })

  it('T43: a client may set neither credentials nor broken headers', async () => {
    const { api, fetch } = await bed()
    const ask = (headers: Record<string, string>) => inCall(callOf(), fetch, `${api.origin}/repos/o/r`, { headers })
    for (const name of [
      'Authorization',
      'Cookie',
      'Private-Token',
      'JOB-TOKEN',
      'Host',
      'X-Auth-Key',
      'X-Forwarded-For',
      'Proxy-Authorization',
      'X-Gitlab-Token',
      'Sudo',
    ]) {
      await failure(ask({ [name]: 'x' }), 'internal')
    }
    for (const value of ['a\r\nX: y', 'a\nb', 'a\0', 'группа'])
      await failure(ask({ 'x-extra': value }), 'invalid_argument')
    expect(api.seen).toEqual([])
    await ask({ accept: 'application/json', 'X-GitHub-Api-Version': '2022-11-28', 'if-none-match': '"mine"' })
    expect(api.seen[0]?.headers).toMatchObject({ accept: 'application/json', 'x-github-api-version': '2022-11-28' })
    expect(api.seen[0]?.headers['if-none-match']).toBeUndefined()
  })

  it("T43: a caller's own condition cannot carry a header along", async () => {
    const { api, fetch } = await bed()
    const call = callOf({ conditions: { ifNoneMatch: 'x\r\nX: y' } })
    const error = await failure(inCall(call, fetch, `${api.origin}/repos/o/r`), 'invalid_argument')
    expect(error.detail.argument).toBe('ifNoneMatch')
    expect(wire(api.seen)).toBe('[]')
  })
})
