import { describe, expect, it } from 'vitest'
import { callOf, egressFor, failure, inCall, json, secret, targetOf, vendor, wire, writeOf } from './bed.ts'

const codes = [301, 302, 303, 307, 308]

describe('redirects', () => {
  for (const code of codes) {
    for (const [what, locationOf] of [
      ['another host', (other: string) => `${other.replace('127.0.0.1', 'localhost')}/repos/o/r`],
      ['another port', (other: string) => `${other}/repos/o/r`],
      ['a host without scheme', (other: string) => `${other.slice('http:'.length)}/repos/o/r`],
      ['user information', (other: string) => `${other.replace('http://', 'http://user:pass@')}/repos/o/r`],
      ['plain http elsewhere', () => 'http://example.com/repos/o/r'],
      ['nowhere', () => ''],
    ] as const) {
      it(`T38: ${code} to ${what} is refused, and no credential arrives`, async () => {
        const other = await vendor((_request, response) => json(response, {}))
        const api = await vendor((_request, response) => {
          const location = locationOf(other.origin)
          response.writeHead(code, location === '' ? {} : { location }).end()
        })
        const fetch = egressFor().forConnection(targetOf(api.origin))
        const error = await failure(inCall(callOf(), fetch, `${api.origin}/repos/o/r`), 'redirect_refused')
        await failure(
          inCall(writeOf(), fetch, `${api.origin}/repos/o/r`, { method: 'POST', body: '{}' }),
          'redirect_refused',
        )
        expect(other.seen).toEqual([])
        expect(error.message + JSON.stringify(error)).not.toMatch(/pass|repos|canary/)
      })
    }

    it(`T38: ${code} within the origin to another repository is refused`, async () => {
      const api = await vendor((request, response) => {
        if (request.url === '/repos/o/r') return void response.writeHead(code, { location: '/repos/o/other' }).end()
        json(response, {})
      })
      const fetch = egressFor().forConnection(targetOf(api.origin))
      await failure(inCall(callOf(), fetch, `${api.origin}/repos/o/r`), 'redirect_refused')
      expect(api.seen).toHaveLength(1)
    })
  }

  it('follows a renamed repository to its id, with the credential', async () => {
    const api = await vendor((request, response) => {
      if (request.url === '/repos/o/r/issues')
        return void response.writeHead(301, { location: '/repositories/7/issues' }).end()
      json(response, { id: 7 })
    })
    const fetch = egressFor().forConnection(targetOf(api.origin))
    const response = await inCall(callOf(), fetch, `${api.origin}/repos/o/r/issues`)
    expect(await response.json()).toEqual({ id: 7 })
    expect(response.url).toBe(`${api.origin}/repositories/7/issues`)
    expect(api.seen.map((request) => request.headers.authorization)).toEqual([`Bearer ${secret}`, `Bearer ${secret}`])
  })

  it.each([
    ['a%0Db', 200],
    ['a%0D%0Ab', 'redirect_refused'],
    ['a%00b', 'redirect_refused'],
    ['a%0D%2F..%2Fx', 'redirect_refused'],
  ])('follows to a vendor’s own %s, or not', async (last, expected) => {
    const api = await vendor((request, response) => {
      if (request.url === '/repos/o/r/diff')
        return void response.writeHead(302, { location: `/repos/o/r/diff/${last}` }).end()
      json(response, {})
    })
    const fetch = egressFor().forConnection(targetOf(api.origin))
    const run = inCall(callOf(), fetch, `${api.origin}/repos/o/r/diff`)
    if (typeof expected === 'string') await failure(run, 'redirect_refused')
    else expect((await run).status).toBe(expected)
    expect(api.seen.map((request) => request.url).slice(1)).toEqual(expected === 200 ? [`/repos/o/r/diff/${last}`] : [])
  })

  it('T38: follows to a download host without the credential, and not back', async () => {
    const back = { to: '' }
    const downloads = await vendor((request, response) => {
      if (request.url === '/back') return void response.writeHead(302, { location: `${back.to}/repos/o/r/x` }).end()
      response.writeHead(200, { 'content-type': 'application/x-gzip' }).end('archive')
    })
    const api = await vendor((request, response) => {
      response
        .writeHead(302, { location: `${downloads.origin}${request.url.endsWith('back') ? '/back' : '/a?token=t'}` })
        .end()
    })
    back.to = api.origin
    const fetch = egressFor().forConnection(targetOf(api.origin, { downloadOrigins: [downloads.origin] }))
    const headers = { accept: 'application/json', 'user-agent': 'acme', 'x-github-api-version': '1' }
    const response = await inCall(callOf(), fetch, `${api.origin}/repos/o/r/tarball`, { headers })
    expect(await response.text()).toBe('archive')
    expect(wire(downloads.seen)).not.toContain(secret)
    expect(downloads.seen[0]?.headers['x-github-api-version']).toBeUndefined()
    await failure(inCall(callOf(), fetch, `${api.origin}/repos/o/r/back`), 'redirect_refused')
    expect(wire(downloads.seen)).not.toContain(secret)
  })

  it('ends after three', async () => {
    const api = await vendor((request, response) => {
      const step = Number(request.url.split('/').at(-1))
      if (step === 3) return json(response, step)
      response.writeHead(302, { location: `/repos/o/r/${step + 1}` }).end()
    })
    const fetch = egressFor().forConnection(targetOf(api.origin))
    expect(await (await inCall(callOf(), fetch, `${api.origin}/repos/o/r/0`)).json()).toBe(3)
    expect(
      (await failure(inCall(callOf(), fetch, `${api.origin}/repos/o/r/-1`), 'redirect_refused')).detail.reason,
    ).toBe('too many redirects')
  })

  it('hands a 3xx to a client that asks for it', async () => {
    const api = await vendor(
      (_request, response) => void response.writeHead(302, { location: 'https://elsewhere.example/x' }).end(),
    )
    const fetch = egressFor().forConnection(targetOf(api.origin))
    const response = await inCall(callOf(), fetch, `${api.origin}/repos/o/r/tarball`, { redirect: 'manual' })
    expect([response.status, response.headers.get('location')]).toEqual([302, 'https://elsewhere.example/x'])
  })
})
