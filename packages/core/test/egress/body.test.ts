import { createServer as createTcp, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { brotliCompressSync, constants, createGzip, deflateSync, gzipSync } from 'node:zlib'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { exchangeOf } from '../../src/egress/transport.ts'
import { bytesResponse } from '../../src/egress/network/response.ts'
import { readReply } from '../../src/egress/reply.ts'
import { ScmError } from '../../src/errors/scm-error.ts'
import { gate } from './gate-of.ts'
import { callOf, egressFor, failure, inCall, json, targetOf, vendor } from './bed.ts'
import type { ServerResponse } from 'node:http'

const path = '/repos/o/r/x'
const headers = { accept: 'application/json' }
const megabyte = 1024 * 1024

async function answering(answer: (response: ServerResponse) => void) {
  const api = await vendor((_request, response) => answer(response))
  const fetch = egressFor({ random: () => 0 }).forConnection(targetOf(api.origin))
  return { api, get: (init: RequestInit = { headers }) => inCall(callOf(), fetch, api.origin + path, init) }
}

function send(
  response: ServerResponse,
  type: string,
  body: string | Buffer,
  more: Record<string, string> = {},
  status = 200,
) {
  response.writeHead(status, { 'content-type': type, ...more }).end(body)
}

describe('T52: what is not what was asked for', () => {
  it.each([
    ['an HTML page', 'text/html; charset=utf-8', '<html>login</html>', 'it is an HTML page'],
    ['an empty body', 'application/json', '', 'the body is empty'],
    ['half of a JSON text', 'application/json', '{"a":{"b":1}', 'the body is not JSON'],
    ['text called JSON', 'application/vnd.acme+json', 'hello', 'the body is not JSON'],
  ])('%s is bad_response', async (_what, type, body, reason) => {
    const { get, api } = await answering((response) => send(response, type, body))
    expect((await failure(get(), 'bad_response')).detail.reason).toBe(reason)
    expect(api.seen).toHaveLength(1)
  })

  it('an HTML page with 502 is vendor_unavailable, and its text is not in the error', async () => {
    const { get } = await answering((response) => send(response, 'text/html', '<h1>secret stack</h1>', {}, 502))
    expect((await failure(get(), 'vendor_unavailable')).message).toBe('acme answered 502 to issues.get')
  })

  it.each([204, 205])('%i has no body and passes', async (status) => {
    const { get } = await answering((response) => void response.writeHead(status).end())
    const response = await get()
    expect([response.status, response.body, await response.text()]).toEqual([status, null, ''])
  })

  it('raw files, patches and archives pass as they are', async () => {
    const { get } = await answering((response) =>
      send(response, 'application/vnd.github.raw+json; charset=utf-8', 'not {json'),
    )
    expect(await (await get({ headers: { accept: 'application/vnd.github.raw+json' } })).text()).toBe('not {json')
    const html = await answering((response) => send(response, 'text/html', '<p>'))
    expect(await (await html.get({ headers: { accept: 'application/vnd.github.html' } })).text()).toBe('<p>')
  })

  it('bytes that are no UTF-8 are replaced, as fetch does', async () => {
    const { get } = await answering((response) => send(response, 'application/json', Buffer.from([0x22, 0xff, 0x22])))
    expect(await (await get()).json()).toBe('�')
  })
})

describe('bodies that end early', () => {
  it.each([
    [
      'fewer bytes than announced',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' }).write('{"a":1')
        setTimeout(() => response.socket?.end(), 10)
      },
    ],
    [
      'a reset',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-type': 'application/json' }).write('{"a":1')
        setTimeout(() => response.socket?.resetAndDestroy(), 10)
      },
    ],
    [
      'half of a gzip',
      (response: ServerResponse) => {
        const packed = gzipSync('{"a":1}'.repeat(100))
        send(response, 'application/json', packed.subarray(0, packed.length / 2), { 'content-encoding': 'gzip' })
      },
    ],
  ])('%s: truncated_response after three tries', async (_what, answer) => {
    const { get, api } = await answering(answer)
    expect((await failure(get(), 'truncated_response')).retryable).toBe(true)
    expect(api.seen).toHaveLength(3)
  })

  it('chunks without an end', async () => {
    let connections = 0
    const server = createTcp((socket) => {
      connections += 1
      socket.on('error', () => undefined)
      socket.once('data', () =>
        socket.end(
          'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n',
        ),
      )
    }).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await once(server, 'listening')
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const fetch = egressFor({ random: () => 0 }).forConnection(targetOf(origin))
    await failure(inCall(callOf(), fetch, origin + path, { headers }), 'truncated_response')
    expect(connections).toBe(3)
  })
})

describe('T53: size', () => {
  it.each([
    ['gzip', (text: string) => gzipSync(text)],
    ['deflate', (text: string) => deflateSync(text)],
    ['br', (text: string) => brotliCompressSync(text)],
  ])('%s is asked for and undone', async (encoding, pack) => {
    const text = JSON.stringify(Array.from({ length: 1000 }, (_one, index) => `item ${index}`))
    const { get, api } = await answering((response) =>
      send(response, 'application/json', pack(text), { 'content-encoding': encoding }),
    )
    const response = await get()
    expect(await response.text()).toBe(text)
    expect(response.headers.has('content-encoding')).toBe(false)
    expect(api.seen[0]?.headers['accept-encoding']).toContain(encoding)
  })

  it('an endless answer ends at the cap, and the connection with it', async () => {
    let isClosed = false
    const { get } = await answering((response) => {
      response.on('close', () => (isClosed = true))
      response.writeHead(200, { 'content-type': 'application/json' })
      const chunk = Buffer.alloc(megabyte, 0x20)
      const more = () => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', more)
      }
      more()
    })
    expect((await failure(get(), 'payload_too_large')).detail.limitBytes).toBe(50 * megabyte)
    await expect.poll(() => isClosed).toBe(true)
  })

  it('10 MB that unpack to 10 GB end at the cap, within little memory', async () => {
    const before = process.memoryUsage().rss
    const zeros = Buffer.alloc(megabyte)
    const { get } = await answering((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
      const gzip = createGzip({ level: constants.Z_BEST_SPEED })
      const source = Readable.from(
        (function* () {
          for (let n = 0; n < 1200; n++) yield zeros
        })(),
      )
      pipeline(source, gzip, response).catch(() => undefined)
    })
    await failure(get(), 'payload_too_large')
    expect((process.memoryUsage().rss - before) / megabyte).toBeLessThan(250)
  }, 30_000)

  it('a little that unpacks to very much is refused by its ratio', async () => {
    const { get } = await answering((response) =>
      send(response, 'application/json', gzipSync(Buffer.alloc(20 * megabyte, 0x20)), { 'content-encoding': 'gzip' }),
    )
    expect((await failure(get(), 'payload_too_large')).detail.limitBytes).toBeLessThan(20 * megabyte)
  })

  it('archives are passed on as a stream, larger than the cap and not held', async () => {
    const { get } = await answering((response) => {
      response.writeHead(200, { 'content-type': 'application/zip' })
      const source = Readable.from(
        (function* () {
          for (let n = 0; n < 60; n++) yield Buffer.alloc(megabyte, n)
        })(),
      )
      pipeline(source, response).catch(() => undefined)
    })
    const response = await get()
    let total = 0
    for await (const chunk of response.body ?? []) total += chunk.length
    expect(total).toBe(60 * megabyte)
  }, 30_000)

  it('a stream nobody reads to its end frees the connection', async () => {
    let isClosed = false
    const { get } = await answering((response) => {
      response.on('close', () => (isClosed = true))
      response.writeHead(200, { 'content-type': 'application/zip' }).write(Buffer.alloc(megabyte))
    })
    const response = await get()
    await response.body?.cancel()
    await expect.poll(() => isClosed).toBe(true)
  })

  it('a stream ends with its call', async () => {
    const api = await vendor((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/zip' }).write(Buffer.alloc(10))
    })
    const controller = new AbortController()
    const fetch = egressFor().forConnection(targetOf(api.origin))
    const response = await inCall(callOf({ signal: controller.signal }), fetch, api.origin + path)
    const read = response.arrayBuffer()
    controller.abort(new ScmError('aborted', 'enough', {}))
    await failure(read, 'aborted')
  })

  it('two who ask for one archive get a stream each', async () => {
    const open = gate()
    const api = await vendor(async (_request, response) => {
      await open.wait
      response.writeHead(200, { 'content-type': 'application/zip' }).end('archive')
    })
    const fetch = egressFor().forConnection(targetOf(api.origin))
    const both = [callOf(), callOf()].map(async (call) => (await inCall(call, fetch, api.origin + path)).text())
    await expect.poll(() => api.seen.length).toBe(1)
    open.open()
    expect(await Promise.all(both)).toEqual(['archive', 'archive'])
  })

  it('counts with a transport that is not ours, too', async () => {
    const api = await vendor((_request, response) => json(response, 'x'.repeat(1000)))
    const answer = await exchangeOf(globalThis.fetch)({
      url: new URL(api.origin),
      method: 'GET',
      headers: {},
      body: null,
      signal: null,
    })
    await failure(readReply(answer, { accept: undefined, method: 'GET', url: api.origin }, 100), 'payload_too_large')
  })
})

describe('the Response a client gets', () => {
  const make = (text: string) =>
    bytesResponse(200, new Headers({ 'content-type': 'application/json' }), Buffer.from(text), 'https://x/y')

  it('behaves as one', async () => {
    const response = make('\uFEFF{"a":1}')
    expect(response).toBeInstanceOf(Response)
    expect([response.ok, response.status, response.url, response.bodyUsed, response.redirected]).toEqual([
      true,
      200,
      'https://x/y',
      false,
      false,
    ])
    expect(await response.clone().json()).toEqual({ a: 1 })
    expect(await response.clone().text()).toBe('{"a":1}')
    expect((await response.clone().arrayBuffer()).byteLength).toBe(10)
    expect((await response.clone().blob()).type).toBe('application/json')
    const chunks: Uint8Array[] = []
    for await (const chunk of response.clone().body ?? []) chunks.push(chunk)
    expect(Buffer.concat(chunks).length).toBe(10)
    await response.text()
    expect(response.bodyUsed).toBe(true)
    await expect(response.text()).rejects.toThrow('has been read')
    expect(() => response.clone()).toThrow('has been read')
  })

  it('gives each reader bytes of its own', async () => {
    const shared = Buffer.from('{}')
    const one = bytesResponse(200, new Headers(), shared, '')
    new Uint8Array(await one.arrayBuffer()).fill(0)
    expect(shared.toString()).toBe('{}')
  })
})
