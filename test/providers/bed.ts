import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHost, inMemoryDirectory, type Host, type HostOptions } from '@scm-host/core'
import type { OperationId, Provider, RepositoryRef } from '@scm-host/core/provider'
import { bitbucket } from 'scm-provider-bitbucket'
import { github } from 'scm-provider-github'
import { gitlab } from 'scm-provider-gitlab'
import { valueOf } from '../../packages/core/test/contract/argument-places.ts'
import { operationTable } from '../../packages/core/src/contract/generated/operations.ts'
import { operationsOf } from '../../packages/core/src/host/describe.ts'

/** A provider with a credential of its own, in the header it takes it in. */
export interface Vendor {
  readonly name: string
  readonly provider: Provider
  readonly secret: Readonly<Record<string, string>>
  readonly repository: RepositoryRef
  /** How each path begins that belongs to the repository, below the origin. */
  readonly prefixes: readonly string[]
  /** What the API's paths begin with. */
  readonly root: string
  /** A list without items, with a link to the next page in its body where the vendor has it there. */
  emptyPage(next: string | null): unknown
}

const numbered = { externalId: '42', fullName: 'octo/web', defaultBranch: 'main' }
const uuid = '{11111111-2222-4333-8444-555555555555}'
const bitbucketPaths = [
  '/2.0/repositories/octo/web',
  `/2.0/repositories/octo/${encodeURIComponent(uuid)}`,
  `/2.0/repositories/%7B%7D/${encodeURIComponent(uuid)}`,
  '/2.0/workspaces/octo/permissions/repositories/web',
  '/octo/web/get',
]
const bitbucketPage = (next: string | null) => ({ values: [], ...(next === null ? {} : { next }) })
const atBitbucket = {
  provider: bitbucket,
  repository: { ...numbered, externalId: uuid },
  prefixes: bitbucketPaths,
  root: '/2.0',
  emptyPage: bitbucketPage,
}

export const vendors: readonly Vendor[] = [
  {
    name: 'github',
    provider: github,
    secret: { token: 'ghp_canary-token-0123456789' },
    repository: numbered,
    prefixes: ['/repos/octo/web', '/repositories/42'],
    root: '',
    emptyPage: () => [],
  },
  {
    name: 'gitlab, with PRIVATE-TOKEN',
    provider: gitlab,
    secret: { token: 'glpat-canary-token-0123456789' },
    repository: numbered,
    prefixes: ['/api/v4/projects/42', '/api/v4/projects/octo%2Fweb'],
    root: '/api/v4',
    emptyPage: () => [],
  },
  { ...atBitbucket, name: 'bitbucket, with bearer', secret: { token: 'bb-canary-token-0123456789' } },
  {
    ...atBitbucket,
    name: 'bitbucket, with basic',
    secret: { token: 'bb-canary-token-9876543210', username: 'canary@example.com' },
  },
]

/** A request as a server saw it. */
export interface Seen {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** A server on loopback that remembers what it was asked. */
export interface Recorder {
  readonly url: string
  readonly seen: Seen[]
  answer: (request: Seen, response: ServerResponse) => void
  close(): Promise<void>
}

/** Answers 404 until told otherwise; close it after. */
export async function recorder(): Promise<Recorder> {
  const seen: Seen[] = []
  const server = createServer((raw, response) => {
    const chunks: Buffer[] = []
    raw.on('data', (chunk: Buffer) => chunks.push(chunk))
    raw.on('end', () => {
      const { method = '', url = '', headers } = raw
      const request = { method, url, headers, body: Buffer.concat(chunks).toString() }
      seen.push(request)
      self.answer(request, response)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const self: Recorder = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    answer: (_request, response) => json(response, { message: 'Not Found' }, 404),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return self
}

export function json(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

type Method = (input: unknown, options?: object) => Promise<unknown>

/** Calls operations of a vendor through a host of its own; close it after. */
export interface Called {
  readonly host: Host
  readonly operations: readonly OperationId[]
  /** Runs an operation, with right values where no input is given. Answers what it throws, null for nothing. */
  call(id: OperationId, input?: unknown, options?: object): Promise<unknown>
}

export async function hostFor(vendor: Vendor, baseUrl: string, options: Partial<HostOptions> = {}): Promise<Called> {
  const { provider, repository, secret } = vendor
  const { name } = vendor
  const connection = { id: 'c', organizationId: 'o', provider: name.split(',')[0] ?? '', state: 'active' } as const
  const host = createHost({
    providers: [provider],
    directory: inMemoryDirectory({
      connections: [{ ...connection, settings: { baseUrl }, auth: { kind: 'token', secret } }],
      repositories: [{ id: 'r', organizationId: 'o', connectionId: 'c', ...repository, status: 'active' }],
    }),
    network: { allow: ['127.0.0.1'], proxy: false },
    timeoutMs: 5000,
    ...options,
  })
  const bound = await host.scm({ organization: 'o', repository: 'r' })
  const wide = await host.connection({ organization: 'o', connection: 'c' })
  const call = async (id: OperationId, input?: unknown, more?: object): Promise<unknown> => {
    const row = operationTable[id]
    const areas = (row.scope === 'connection' ? wide : bound) as unknown as Record<string, Record<string, Method>>
    try {
      await areas[row.area]?.[row.name]?.(input ?? valueOf(row.input), more)
      return null
    } catch (error) {
      return error
    }
  }
  return { host, operations: operationsOf(provider) as readonly OperationId[], call }
}
