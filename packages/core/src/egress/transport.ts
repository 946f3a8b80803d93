import { X509Certificate } from 'node:crypto'
import * as tls from 'node:tls'
import type { Dispatcher } from 'undici'
import { ScmError } from '../errors/scm-error.ts'
import { addressRules, type AddressRules } from './network/address.ts'
import type { Answer, Exchange, WireRequest } from './network/answer.ts'
import { exchange } from './network/exchange.ts'
import { proxyFor } from './network/proxy.ts'
import { fetchBody } from './network/fetch-body.ts'
import { streamResponse } from './network/response.ts'
import { outgoing } from './outgoing.ts'

/** Where connections may go. Public addresses by default; metadata addresses never. */
export interface NetworkOptions {
  /** Host names, addresses or CIDR ranges that are allowed although they are private: `git.corp.example`, `10.2.0.0/16`. */
  readonly allow?: readonly string[]
  /** PEM certificates that are trusted beside the system's, by origin or for all (`*`). */
  readonly ca?: Readonly<Record<string, string>>
  /** Proxy for https and http; `false` ignores the environment. @default HTTPS_PROXY, HTTP_PROXY and NO_PROXY */
  readonly proxy?: string | false
}

/** A fetch with our agents below it. `exchange` is the same without the cost of a Response, for the egress pipeline. */
export type Transport = typeof globalThis.fetch & { close(): Promise<void>; readonly exchange: Exchange }

const connectTimeoutMs = 5_000
const answerTimeoutMs = 30_000

/**
 * The default transport: an agent for each origin with keep-alive, time limits, extra certificates and proxy; the address
 * of every socket is checked. Redirects are never followed. No option turns the verification of certificates off.
 * @throws ScmError `config_invalid` from `createTransport` for a bad option, from a fetch for an address or a plain http
 * origin that is not allowed
 */
export function createTransport(
  options: { readonly network?: NetworkOptions | undefined; readonly env?: NodeJS.ProcessEnv } = {},
): Transport {
  const { network = {}, env = process.env } = options
  const rules = addressRules(network.allow ?? [])
  checkCertificates(network.ca)
  const dispatchers = new Map<string, Dispatcher>()
  const dispatcherOf = (url: URL, undici: Undici): Dispatcher => {
    const known = dispatchers.get(url.origin)
    if (known !== undefined) return known
    const made = createDispatcher(undici, url, network, rules, env)
    dispatchers.set(url.origin, made)
    return made
  }
  const send: Exchange = async (request) => {
    const dispatcher = dispatchers.get(request.url.origin) ?? dispatcherOf(request.url, await loadUndici())
    return exchange(dispatcher, request)
  }
  const close = async () => {
    const all = [...dispatchers.values()]
    dispatchers.clear()
    await Promise.all(all.map((dispatcher) => dispatcher.destroy()))
  }
  return Object.assign(asFetch(send), { close, exchange: send })
}

/** Any fetch as an exchange; our own transport gives the faster one it has. */
export function exchangeOf(transport: typeof globalThis.fetch): Exchange {
  if ('exchange' in transport) return (transport as Transport).exchange
  return async ({ url, method, headers, body, signal }) => {
    const stream = body instanceof ReadableStream ? { duplex: 'half' as const } : {}
    const sent = body instanceof Uint8Array ? Uint8Array.from(body) : body
    const init = { method, headers, body: sent, signal, redirect: 'manual' as const, ...stream }
    return answerOf(await transport(url.href, init))
  }
}

type Undici = Pick<typeof import('undici'), 'Agent' | 'ProxyAgent'>

/** Loaded for the first request: it is most of what importing core would take in time and memory. */
function loadUndici(): Promise<Undici> {
  return import('undici')
}

function createDispatcher(
  { Agent, ProxyAgent }: Undici,
  url: URL,
  network: NetworkOptions,
  rules: AddressRules,
  env: NodeJS.ProcessEnv,
): Dispatcher {
  if (url.protocol === 'http:' && !rules.mayBePlain(url.hostname)) throw plainRefused(url)
  rules.checkHost(url.hostname)
  const secureContext = contextFor(url.origin, network.ca)
  const tlsOptions = { rejectUnauthorized: true, ...(secureContext === null ? {} : { secureContext }) }
  const options = {
    headersTimeout: answerTimeoutMs,
    bodyTimeout: answerTimeoutMs,
    keepAliveTimeout: 10_000,
    allowH2: false,
    pipelining: 1,
  }
  const proxy = proxyFor(url, network.proxy, env)
  if (proxy !== null) {
    const common = { timeout: connectTimeoutMs, allowH2: false, rejectUnauthorized: true }
    const requestTls = { ...tlsOptions, timeout: connectTimeoutMs, allowH2: false }
    return new ProxyAgent({ ...options, uri: proxy.href, requestTls, proxyTls: common })
  }
  return new Agent({ ...options, connect: { ...tlsOptions, timeout: connectTimeoutMs, lookup: rules.lookup() } })
}

/** Our certificates and Node's own (NODE_EXTRA_CA_CERTS included); null leaves it all to Node. */
function contextFor(origin: string, ca: NetworkOptions['ca']): tls.SecureContext | null {
  const extra = Object.entries(ca ?? {}).filter(([at]) => at === '*' || URL.parse(at)?.origin === origin)
  if (extra.length === 0) return null
  return tls.createSecureContext({ ca: [...tls.getCACertificates('default'), ...extra.map(([, pem]) => pem)] })
}

/** What is not a certificate would be left out in silence by TLS. */
function checkCertificates(ca: NetworkOptions['ca'] = {}): void {
  for (const [at, pem] of Object.entries(ca)) {
    try {
      if (at !== '*') new URL(at)
      new X509Certificate(pem)
    } catch (cause) {
      const rule = 'PEM certificates by origin (https://git.corp.example), or by * for all'
      throw new ScmError(
        'config_invalid',
        `network.ca: the entry "${at}" breaks the rule: ${rule}.`,
        { path: 'network.ca', rule },
        { cause },
      )
    }
  }
}

function plainRefused(url: URL): ScmError<'config_invalid'> {
  const message = `${url.origin} is plain http, which is for loopback and for hosts in network.allow. Use https.`
  return new ScmError('config_invalid', message, { path: 'baseUrl', rule: 'https' })
}

function asFetch(send: Exchange): typeof globalThis.fetch {
  return async (input, init) => {
    const { method, headers, body, raw, signal } = await outgoing(input, init)
    const url = URL.parse(raw)
    if (url === null) throw new TypeError('The URL is not absolute.')
    const request: WireRequest = { url, method, headers, body, signal }
    const answer = await send(request)
    return streamResponse(answer.status, answer.headers, answer.body.stream(), raw)
  }
}

function answerOf(response: Response): Answer {
  const { status, headers } = response
  return { status, headers: new Headers(headers), body: fetchBody(response) }
}
