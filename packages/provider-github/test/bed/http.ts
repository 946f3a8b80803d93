import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Answer } from './check-answer.ts'

/** A request as it came over the wire. */
export interface WireRequest {
  readonly method: string
  /** Still percent-encoded. */
  readonly path: string
  readonly search: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

async function read(request: IncomingMessage): Promise<WireRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const target = request.url ?? '/'
  const mark = target.indexOf('?')
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as const)
  return {
    method: request.method ?? 'GET',
    path: mark < 0 ? target : target.slice(0, mark),
    search: new URLSearchParams(mark < 0 ? '' : target.slice(mark)),
    headers: Object.fromEntries(headers),
    text: Buffer.concat(chunks).toString('utf8'),
  }
}

function write(response: ServerResponse, answer: Answer): void {
  const { body } = answer
  const type =
    body === undefined ? {} : { 'content-type': typeof body === 'string' ? 'text/plain' : 'application/json' }
  response.writeHead(answer.status ?? 200, { ...type, ...answer.headers })
  response.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body))
}

/** A server on a free port of 127.0.0.1. A throwing handler answers 500 with its message. */
export async function listen(
  handle: (request: WireRequest) => Answer | Promise<Answer>,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    read(request)
      .then(handle)
      .catch((error: unknown) => ({ status: 500, body: { message: String(error) } }))
      .then((answer) => write(response, answer))
      .catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
