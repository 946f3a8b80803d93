import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ScmError, type Host, type RawDelivery, type Receipt } from '@scm-host/core'

const largestBody = 25 * 1024 * 1024

export interface WebhookServer {
  readonly url: string
  /** Set once the host is there; until then deliveries get 503. */
  host: Host | null
  /** Told of every answer. */
  onReceipt: ((receipt: Receipt) => void) | null
  close(): Promise<void>
}

/**
 * `POST /webhooks/:hookId` on this machine, for trying: it is not made for the open network.
 * @throws ScmError `config_invalid` when the port cannot be used
 */
export async function startWebhookServer(options: {
  readonly host: string
  readonly port: number
}): Promise<WebhookServer> {
  const server = createServer({ headersTimeout: 5_000, requestTimeout: 15_000 }, (request, response) => {
    answer(request, response, self).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(unusable(options.port, cause)))
    server.listen(options.port, options.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  const self: WebhookServer = {
    url: `http://${options.host}:${port}`,
    host: null,
    onReceipt: null,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  return self
}

function unusable(port: number, cause: NodeJS.ErrnoException): ScmError {
  const why = cause.code === 'EADDRINUSE' ? 'is in use' : `cannot be used (${cause.code ?? cause.message})`
  const detail = { path: 'server.port', rule: 'a free port' }
  return new ScmError('config_invalid', `Port ${port} ${why}. Choose another: --port <n>`, detail, { cause })
}

async function answer(request: IncomingMessage, response: ServerResponse, server: WebhookServer): Promise<void> {
  const { host } = server
  const [, area, hookId, ...more] = (request.url ?? '').split('?', 1)[0]?.split('/') ?? []
  if (request.method === 'GET' && area === '')
    return send(response, 200, { name: 'scm-host dev', webhooks: '/webhooks/<hook id>' })
  if (area !== 'webhooks' || hookId === undefined || more.length > 0) return send(response, 404, { error: 'not_found' })
  if (request.method !== 'POST') return send(response, 405, { error: 'method_not_allowed' })
  if (host === null) return send(response, 503, { error: 'starting' })
  const body = await readBody(request)
  if (body === null) {
    response.setHeader('connection', 'close')
    return send(response, 413, { error: 'payload_too_large' })
  }
  const receipt = await host.receive({ hookId, rawHeaders: pairs(request.rawHeaders), body })
  if (receipt.status !== 202 && receipt.retryAfterS !== undefined)
    response.setHeader('retry-after', receipt.retryAfterS)
  send(response, receipt.status, { result: receipt.result })
  server.onReceipt?.(receipt)
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`)
}

async function readBody(request: IncomingMessage): Promise<Uint8Array | null> {
  if (Number(request.headers['content-length'] ?? 0) > largestBody) return null
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > largestBody) return null
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}

function pairs(rawHeaders: readonly string[]): RawDelivery['rawHeaders'] {
  const result: [string, string][] = []
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    result.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? ''])
  }
  return result
}
