import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { runCall, type RunningCall } from '../../src/egress/call.ts'
import { createEgress, type EgressOptions, type EgressTarget } from '../../src/egress/egress.ts'
import { createTransport } from '../../src/egress/transport.ts'
import type { ErrorCode } from '../../src/errors/codes.ts'
import { ScmError } from '../../src/errors/scm-error.ts'
import type { Quota } from '../../src/policy/quota.ts'

/** A request as the server saw it. */
export interface Seen {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface Vendor {
  readonly origin: string
  readonly seen: Seen[]
  readonly server: Server
}

/** A real server on loopback that remembers what it was asked; closed when the test ends. */
export async function vendor(
  answer: (request: Seen, response: ServerResponse, raw: IncomingMessage) => void | Promise<void>,
  make: (listener: RequestListener) => Server = createServer,
  scheme = 'http',
): Promise<Vendor> {
  const seen: Seen[] = []
  const server = make(async (raw, response) => {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of raw) chunks.push(chunk as Buffer)
    } catch {
      return
    }
    const request = {
      method: raw.method ?? '',
      url: raw.url ?? '',
      headers: raw.headers,
      body: Buffer.concat(chunks).toString(),
    }
    seen.push(request)
    await answer(request, response, raw)
  })
  server.on('clientError', (_error, socket) => socket.destroy())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { origin: `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, server }
}

/** Answers JSON. */
export function json(
  response: ServerResponse,
  body: unknown,
  headers: Record<string, string> = {},
  status = 200,
): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    ...headers,
  })
  response.end(text)
}

export const secret = 'canary-2f6c-token'

export function targetOf(origin: string, over: Partial<EgressTarget> = {}): EgressTarget {
  return {
    connectionId: 'c1',
    organizationId: 'org1',
    provider: 'acme',
    baseUrls: [origin],
    pathsFor: (call) => ({
      prefixes: call.repository === null ? [] : ['/repos/o/r', '/repositories/7'],
      templates: ['/search/issues', '/users/{user}', '/graphql'],
    }),
    downloadOrigins: [],
    credential: {
      get: async () => ({ header: { name: 'Authorization', value: `Bearer ${secret}` }, identity: 'token:1' }),
      refused: async () => 'final',
    },
    quotaResource: () => 'core',
    rateLimit: () => null,
    vendorError: () => null,
    ...over,
  }
}

/** A running call; `timeoutMs` aborts its signal as the host does. */
export function callOf(over: Partial<RunningCall> & { readonly timeoutMs?: number } = {}): RunningCall {
  const { timeoutMs = 20_000, ...rest } = over
  const controller = new AbortController()
  const timer = setTimeout(() => {
    controller.abort(new ScmError('timeout', `No answer within ${timeoutMs} ms.`, { timeoutMs }))
  }, timeoutMs)
  timer.unref()
  onTestFinished(() => clearTimeout(timer))
  return {
    operation: 'issues.get',
    area: 'issues',
    effect: 'read',
    idempotency: 'safe',
    repository: { externalId: '7', fullName: 'o/r', defaultBranch: 'main' },
    referrer: 'test',
    signal: controller.signal,
    deadlineAt: performance.now() + timeoutMs,
    conditions: null,
    observed: { requests: 0, writes: 0, meta: {}, failure: null },
    ...rest,
  }
}

/** A call that writes and must not be repeated. */
export function writeOf(over: Parameters<typeof callOf>[0] = {}): RunningCall {
  return callOf({ operation: 'issues.createComment', effect: 'write', idempotency: 'marker', ...over })
}

/** What became of reserved quota. */
export function countingQuota(): Quota & {
  readonly counts: { reserved: number; spent: number; refunded: number }
  readonly limits: unknown[]
} {
  const counts = { reserved: 0, spent: 0, refunded: 0 }
  const limits: unknown[] = []
  return {
    counts,
    limits,
    reserve() {
      counts.reserved += 1
      return { spend: () => void (counts.spent += 1), refund: () => void (counts.refunded += 1) }
    },
    observe: (_connection, limit) => void limits.push(limit),
  }
}

export type Fetch = typeof globalThis.fetch

/** An egress over the real transport, closed when the test ends. */
export function egressFor(options: Partial<EgressOptions> = {}) {
  const transport = createTransport({ network: { allow: ['127.0.0.1'], proxy: false } })
  const egress = createEgress({ transport, quota: countingQuota(), random: () => 0.2, ...options })
  onTestFinished(async () => {
    await egress.close()
    await transport.close()
  })
  return egress
}

/** Runs a fetch inside a call. */
export function inCall(call: RunningCall, fetch: Fetch, url: string, init?: RequestInit): Promise<Response> {
  return runCall(call, () => fetch(url, init))
}

/** The `ScmError` a promise rejects with; fails when it resolves or rejects with something else. */
export async function failure<C extends ErrorCode>(promise: Promise<unknown>, code: C): Promise<ScmError<C>> {
  const error: unknown = await promise.then(
    (value) => new Error(`resolved with ${String(value)} instead of ${code}`),
    (thrown: unknown) => thrown,
  )
  if (ScmError.is(error, code)) return error
  throw error
}

/** Everything of requests in one text, to look for secrets. */
export function wire(seen: readonly Seen[]): string {
  return JSON.stringify(seen)
}
