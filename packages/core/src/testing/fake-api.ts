import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createHash } from 'node:crypto'
import type { AddressInfo } from 'node:net'

/** An issue as the fake vendor stores it. */
export interface FakeIssue {
  readonly number: number
  title: string
  body: string | null
  state: 'open' | 'closed'
  readonly comments: { readonly id: number; readonly body: string }[]
}

/** A request as the fake vendor saw it. Credentials are there so that tests can look where they went. */
export interface SeenRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** Answers a request in place of the fake; returns false to let the fake answer. */
export type Intercept = (request: SeenRequest, response: ServerResponse) => boolean | void

export interface FakeApi {
  readonly url: string
  readonly requests: SeenRequest[]
  readonly issues: Map<string, FakeIssue[]>
  /** Units of its quota the vendor has counted: every answer but 304. */
  readonly counted: () => number
  intercept: Intercept | null
  close(): Promise<void>
}

/**
 * A small vendor on 127.0.0.1: repositories, issues, comments, pages by `Link`, ETags, a rate limit. It wants
 * `Authorization: Bearer <token>`.
 */
export async function startFakeApi(
  options: { readonly token?: string; readonly limit?: number } = {},
): Promise<FakeApi> {
  const { token = 'fake-token-0123456789', limit = 5000 } = options
  const issues = new Map<string, FakeIssue[]>()
  const requests: SeenRequest[] = []
  let counted = 0
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const seen = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body }
      requests.push(seen)
      if (api.intercept !== null && api.intercept(seen, response) !== false) return
      const resetsAt = Math.floor(Date.now() / 1000) + 3600
      const send = (status: number, data: unknown, headers: Record<string, string> = {}) => {
        const text = JSON.stringify(data)
        const etag = `"${createHash('sha256').update(text).digest('hex').slice(0, 16)}"`
        const isSame = seen.method === 'GET' && request.headers['if-none-match'] === etag
        if (!isSame) counted += 1
        response.writeHead(isSame ? 304 : status, {
          'content-type': 'application/json',
          etag,
          'x-ratelimit-limit': String(limit),
          'x-ratelimit-remaining': String(Math.max(0, limit - counted)),
          'x-ratelimit-reset': String(resetsAt),
          'x-ratelimit-resource': 'core',
          ...headers,
        })
        response.end(isSame ? undefined : text)
      }
      if (request.headers.authorization !== `Bearer ${token}`) return send(401, { message: 'Bad credentials' })
      return route(seen, api, send)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const api: FakeApi = {
    url,
    requests,
    issues,
    counted: () => counted,
    intercept: null,
    close: () => closeServer(server),
  }
  return api
}

type Send = (status: number, data: unknown, headers?: Record<string, string>) => void

function route({ method, url, body }: SeenRequest, api: FakeApi, send: Send): void {
  const { pathname, searchParams } = new URL(url, api.url)
  const [, area, owner, name, kind, number, sub] = pathname.split('/').map(decodeURIComponent)
  if (area === 'user') return send(200, { id: 1, login: 'fake-user', email: null })
  const repository = `${owner}/${name}`
  const issues = api.issues.get(repository)
  if (area !== 'repos' || issues === undefined) return send(404, { message: 'Not Found' })
  if (kind !== 'issues') return send(200, { full_name: repository })
  if (number === undefined && method === 'GET') return listIssues(issues, searchParams, api, pathname, send)
  if (number === undefined) {
    const { title, body: text = null } = JSON.parse(body) as { title: string; body?: string }
    const issue: FakeIssue = { number: issues.length + 1, title, body: text, state: 'open', comments: [] }
    issues.push(issue)
    return send(201, issue)
  }
  const issue = issues[Number(number) - 1]
  if (issue === undefined) return send(404, { message: 'Not Found' })
  if (sub !== 'comments') return send(200, issue)
  if (method === 'GET') return send(200, issue.comments)
  const comment = { id: issue.comments.length + 1, body: (JSON.parse(body) as { body: string }).body }
  issue.comments.push(comment)
  send(201, comment)
}

function listIssues(all: readonly FakeIssue[], query: URLSearchParams, api: FakeApi, path: string, send: Send): void {
  const perPage = Number(query.get('per_page') ?? 30)
  const page = Number(query.get('page') ?? 1)
  const items = all.slice((page - 1) * perPage, page * perPage)
  const next = `<${api.url}${path}?page=${page + 1}&per_page=${perPage}>; rel="next"`
  send(200, items, page * perPage < all.length ? { link: next } : {})
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
