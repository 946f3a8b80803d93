import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Seen {
  readonly method: string
  readonly url: string
  readonly authorization: string | undefined
  readonly body: string
}

export type Answer = (seen: Seen, response: ServerResponse, url: string) => void

/** A server on 127.0.0.1 that answers as a test says and remembers what it was asked; closed when the test ends. */
export async function serve(answer: Answer): Promise<{ readonly url: string; readonly seen: readonly Seen[] }> {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    void read(request).then((one) => {
      seen.push(one)
      answer(one, response, url)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  onTestFinished(() => {
    server.closeAllConnections()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  })
  return { url, seen }
}

async function read(request: IncomingMessage): Promise<Seen> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const { method = '', url = '', headers } = request
  return { method, url, authorization: headers.authorization, body: Buffer.concat(chunks).toString('utf8') }
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

/** An issue as GitHub's REST API answers it. */
export function vendorIssue(number: number, title = `Issue ${number}`): object {
  const at = '2026-01-02T03:04:05Z'
  return {
    id: number,
    number,
    title,
    body: null,
    state: 'open',
    state_reason: null,
    locked: false,
    comments: 0,
    user: {
      id: 1,
      login: 'octocat',
      type: 'User',
      avatar_url: 'https://a.example/1',
      html_url: 'https://github.com/octocat',
    },
    assignees: [],
    labels: [],
    milestone: null,
    html_url: `https://github.com/o/r/issues/${number}`,
    created_at: at,
    updated_at: at,
    closed_at: null,
  }
}

/** A repository as GitHub's REST API answers it. */
export const vendorRepository = {
  id: 1,
  name: 'r',
  full_name: 'o/r',
  owner: { id: 1, login: 'o', type: 'User', avatar_url: 'https://a.example/1', html_url: 'https://github.com/o' },
  description: null,
  default_branch: 'main',
  private: false,
  visibility: 'public',
  fork: false,
  archived: false,
  html_url: 'https://github.com/o/r',
  clone_url: 'https://github.com/o/r.git',
  ssh_url: 'git@github.com:o/r.git',
  created_at: '2026-01-02T03:04:05Z',
  updated_at: '2026-01-02T03:04:05Z',
  pushed_at: '2026-01-02T03:04:05Z',
}
