import { inspect } from 'node:util'
import { ScmError, type OperationId } from '@scm-host/core/provider'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { operationTable } from '../../packages/core/src/contract/generated/operations.ts'
import { hostFor, json, recorder, vendors, type Called, type Recorder, type Seen, type Vendor } from './bed.ts'

const codes = [301, 302, 303, 307, 308]

/** What the vendor is sent. */
function sentAs({ secret: { token = '', username } }: Vendor): string {
  return username === undefined ? token : Buffer.from(`${username}:${token}`).toString('base64')
}

/** Every spelling of what must stay with the vendor. */
function spellings(vendor: Vendor): readonly string[] {
  const { token = '' } = vendor.secret
  const bytes = Buffer.from(token)
  return [token, sentAs(vendor), bytes.toString('base64'), bytes.toString('hex'), encodeURIComponent(token)]
}

const wire = (seen: readonly Seen[]) => JSON.stringify(seen)

describe.each(vendors)('the credential of $name', (vendor) => {
  let server: Recorder
  let other: Recorder
  let called: Called
  const told: string[] = []
  beforeAll(async () => {
    server = await recorder()
    other = await recorder()
    other.answer = (_request, response) => json(response, {})
  })
  beforeEach(async () => {
    server.seen.splice(0)
    told.splice(0)
    const log = (...line: readonly unknown[]) => void told.push(inspect(line, { depth: 10 }))
    called = await hostFor(vendor, server.url, { log, onError: (error, about) => log(error, about) })
  })
  afterEach(() => called.host.close())
  afterAll(async () => {
    await server.close()
    await other.close()
  })

  it('is sent, in the header the vendor takes it in', async () => {
    await called.call('repository.get')
    expect(wire(server.seen)).toContain(sentAs(vendor))
  })

  it.each([
    ['another host', (to: string) => to.replace('127.0.0.1', 'localhost')],
    ['another port', (to: string) => to],
    ['no scheme', (to: string) => to.slice('http:'.length)],
    ['user information', (to: string) => to.replace('http://', 'http://user:pass@')],
  ])('T38: a redirect of any operation to %s brings nothing there', async (_what, spelt) => {
    let code = 0
    const prefix = vendor.prefixes[0] ?? ''
    server.answer = (_request, response) => {
      const location = `${spelt(other.url)}${prefix}`
      response.writeHead(codes[code++ % codes.length] ?? 302, { location }).end()
    }
    for (const id of called.operations) {
      const error = await called.call(id)
      expect(ScmError.is(error, 'internal'), `${id}: ${String(error)}`).toBe(false)
    }
    expect(server.seen.length).toBeGreaterThan(50)
    expect(other.seen).toEqual([])
  })

  it.each([
    ['another host', (to: string, path: string) => `${to.replace('127.0.0.1', 'localhost')}${path}?page=2`],
    ['another port', (to: string, path: string) => `${to}${path}?page=2`],
    ['no scheme', (to: string, path: string) => `${to.slice('http:'.length)}${path}?page=2`],
    ['user information', (to: string, path: string) => `${to.replace('http://', 'http://user@')}${path}?page=2`],
  ])('T39: a next page at %s is refused, or asked for at the vendor', async (_what, spelt) => {
    server.answer = ({ url }, response) => {
      const next = spelt(other.url, url.split('?')[0] ?? '')
      const isAgain = /[?&]page=2/.test(url)
      json(response, vendor.emptyPage(isAgain ? null : next), 200, isAgain ? {} : { link: `<${next}>; rel="next"` })
    }
    const paged = called.operations.filter((id) => operationTable[id].paged)
    for (const id of paged) await called.call(id, undefined, { cursor: 'page=2' }).then(() => called.call(id))
    expect(server.seen.length).toBeGreaterThan(10)
    expect(other.seen).toEqual([])
  })

  it('T46: is in no error, log line or report, whatever the vendor answers, even when it answers the credential', async () => {
    const message = `Bad: ${vendor.secret['token'] ?? ''} ${sentAs(vendor)}`
    const answers: readonly Recorder['answer'][] = [
      (_request, response) => json(response, { message, error: { message } }, 401),
      (_request, response) => json(response, { message, error: { message } }, 403),
      (_request, response) => json(response, { message, error: { message } }, 422),
      (_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>'),
      (_request, response) => json(response, 'a text'),
    ]
    for (const answer of answers) {
      server.answer = answer
      for (const id of called.operations) {
        const error = await called.call(id)
        told.push(inspect(error, { depth: 20, showHidden: true }), JSON.stringify(error) ?? '')
        if (ScmError.is(error)) told.push(error.stack ?? '')
      }
    }
    told.push(inspect(called.host, { depth: 10, showHidden: true }))
    expect(told.length).toBeGreaterThan(called.operations.length * answers.length * 2)
    const text = told.join('\n')
    expect(spellings(vendor).filter((spelling) => text.includes(spelling))).toEqual([])
  }, 60_000)

  it('T74: a write that answers 502 is one request, and its outcome unknown', async () => {
    // Reads before a write get something to go on with, where any object will do.
    server.answer = ({ method }, response) => {
      if (method === 'GET') json(response, vendor.emptyPage(null))
      else response.writeHead(502, { 'content-type': 'text/plain' }).end('Bad gateway')
    }
    const once: OperationId[] = []
    for (const id of called.operations.filter((one) => operationTable[one].effect === 'write')) {
      if (!['marker', 'none'].includes(operationTable[id].idempotency)) continue
      const fresh = await hostFor(vendor, server.url)
      server.seen.splice(0)
      const error = await fresh.call(id)
      await fresh.host.close()
      const posts = server.seen.filter(({ method }) => method === 'POST')
      if (posts.length === 0) continue
      expect([id, posts.length, ScmError.is(error) ? error.code : error]).toEqual([id, 1, 'outcome_unknown'])
      once.push(id)
    }
    expect(once).toContain('branches.create')
    expect(once.length).toBeGreaterThanOrEqual(5)
  })
})
