import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttp } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { createProxy } from 'proxy'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createEgress } from '../../src/egress/egress.ts'
import { createTransport, type NetworkOptions } from '../../src/egress/transport.ts'
import { callOf, countingQuota, failure, inCall, json, secret, targetOf, vendor, wire } from './bed.ts'

const hasOpenssl = spawnSync('openssl', ['version']).status === 0
if (!hasOpenssl) console.warn('skipped: the TLS tests make their certificates with openssl, which is not installed')

let folder = ''
const file = (name: string) => join(folder, name)
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })

function certificate(name: string, hosts: string, ...more: string[]): void {
  writeFileSync(file(`${name}.ext`), `subjectAltName=${hosts}\n`)
  openssl(
    'req',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-keyout',
    `${name}.key`,
    '-out',
    `${name}.csr`,
    '-subj',
    `/CN=${name}`,
  )
  openssl(
    'x509',
    '-req',
    '-in',
    `${name}.csr`,
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-out',
    `${name}.pem`,
    '-extfile',
    `${name}.ext`,
    ...more,
  )
}

beforeAll(() => {
  if (!hasOpenssl) return
  folder = mkdtempSync(join(tmpdir(), 'egress-tls-'))
  openssl(
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-subj',
    '/CN=test ca',
    '-days',
    '2',
  )
  certificate('good', 'IP:127.0.0.1,DNS:localhost', '-days', '2')
  certificate('other-host', 'DNS:other.example', '-days', '2')
  certificate('expired', 'IP:127.0.0.1,DNS:localhost', '-days', '-1')
  openssl(
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-keyout',
    'self.key',
    '-out',
    'self.pem',
    '-subj',
    '/CN=127.0.0.1',
    '-addext',
    'subjectAltName=IP:127.0.0.1',
    '-days',
    '2',
  )
})
afterAll(() => {
  if (folder !== '') rmSync(folder, { recursive: true, force: true })
})

async function secure(name: string) {
  const options = { key: readFileSync(file(`${name}.key`)), cert: readFileSync(file(`${name}.pem`)) }
  return vendor(
    (_request, response) => json(response, { over: 'tls' }),
    (listener) => createServer(options, listener),
    'https',
  )
}

function ask(origin: string, network: NetworkOptions, env: Record<string, string> = {}) {
  const transport = createTransport({ network: { allow: ['127.0.0.1', 'localhost'], ...network }, env })
  const egress = createEgress({ transport, quota: countingQuota(), random: () => 0 })
  onTestFinished(() => egress.close())
  return inCall(callOf(), egress.forConnection(targetOf(origin)), `${origin}/repos/o/r`)
}

describe.skipIf(!hasOpenssl)('T45: certificates', () => {
  const ca = () => readFileSync(file('ca.pem'), 'utf8')

  it('of a private CA are accepted when it is given, for its origin or for all', async () => {
    const api = await secure('good')
    for (const at of ['*', api.origin])
      expect(await (await ask(api.origin, { ca: { [at]: ca() } })).json()).toEqual({ over: 'tls' })
    expect(
      (await failure(ask(api.origin, { ca: { 'https://elsewhere.example': ca() } }), 'vendor_unavailable')).message,
    ).toContain('network.ca')
    expect(() => createTransport({ network: { ca: { '*': 'not a certificate' } } })).toThrow('network.ca')
    expect(() => createTransport({ network: { ca: { somewhere: ca() } } })).toThrow('somewhere')
  })

  it.each([
    ['self', {}, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['good', {}, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['other-host', { withCa: true }, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['expired', { withCa: true }, 'CERT_HAS_EXPIRED'],
  ])(
    'that are %s are refused once, and nothing is sent',
    async (name, { withCa = false }: { withCa?: boolean }, code) => {
      const api = await secure(name)
      let connections = 0
      api.server.on('connection', () => (connections += 1))
      const error = await failure(ask(api.origin, withCa ? { ca: { '*': ca() } } : {}), 'vendor_unavailable')
      expect(error.message).toContain(code)
      expect(error.retryable).toBe(false)
      expect([api.seen, connections]).toEqual([[], 1])
    },
  )

  it('are verified although the environment says otherwise', async () => {
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED']
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
    onTestFinished(() => {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before
    })
    const api = await secure('self')
    await failure(ask(api.origin, {}), 'vendor_unavailable')
    expect(api.seen).toEqual([])
  })

  describe('through a CONNECT proxy', () => {
    async function proxy(credentials: string | null = null) {
      const connects: { readonly to: string; readonly authorization: string | undefined }[] = []
      const server = createProxy(createHttp())
      server.prependListener('connect', (request) =>
        connects.push({ to: request.url ?? '', authorization: request.headers['proxy-authorization'] }),
      )
      server.authenticate = (request) =>
        credentials === null ||
        request.headers['proxy-authorization'] === `Basic ${Buffer.from(credentials).toString('base64')}`
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      onTestFinished(() => {
        server.closeAllConnections()
        server.close()
      })
      return { connects, at: `127.0.0.1:${(server.address() as AddressInfo).port}` }
    }

    it('the certificate is the vendor’s, and the proxy sees no credential', async () => {
      const api = await secure('good')
      const { connects, at } = await proxy()
      const response = await ask(api.origin, { ca: { '*': ca() } }, { HTTPS_PROXY: `http://${at}` })
      expect(await response.json()).toEqual({ over: 'tls' })
      expect(connects).toEqual([{ to: api.origin.slice('https://'.length), authorization: undefined }])
      expect(wire(api.seen)).toContain(secret)
    })

    it('its own credentials go to it alone', async () => {
      const api = await secure('good')
      const { connects, at } = await proxy('me:p ss')
      await ask(api.origin, { ca: { '*': ca() }, proxy: `http://me:p%20ss@${at}` })
      expect(connects.map((one) => one.authorization)).toEqual([`Basic ${Buffer.from('me:p ss').toString('base64')}`])
      expect(wire(api.seen)).not.toMatch(/proxy|bWU6/)
      await failure(ask(api.origin, { ca: { '*': ca() }, proxy: `http://me:wrong@${at}` }), 'vendor_unavailable')
      expect(api.seen).toHaveLength(1)
    })

    it('NO_PROXY goes around it', async () => {
      const api = await secure('good')
      const { connects, at } = await proxy()
      await ask(api.origin, { ca: { '*': ca() } }, { https_proxy: `http://${at}`, no_proxy: '127.0.0.1' })
      expect(connects).toEqual([])
      expect(api.seen).toHaveLength(1)
    })

    it('a vendor with a bad certificate is refused through it, too', async () => {
      const api = await secure('self')
      const { connects, at } = await proxy()
      await failure(ask(api.origin, {}, { HTTPS_PROXY: `http://${at}` }), 'vendor_unavailable')
      expect([connects.length > 0, api.seen]).toEqual([true, []])
    })
  })
})
