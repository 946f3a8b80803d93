import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Type } from 'typebox'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createHost } from '../../src/host/create-host.ts'
import { inMemoryDirectory } from '../../src/host/directory-memory.ts'
import { defineProvider } from '../../src/provider/define-provider.ts'

/** A vendor with OAuth: refresh tokens are good for one use, access tokens are `access-<n>`. */
let serial = 1
let refreshes: string[] = []
let refuse = false
const vendor = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    response.setHeader('content-type', 'application/json')
    if (request.url === '/oauth/token') {
      const form = new URLSearchParams(Buffer.concat(chunks).toString())
      refreshes.push(form.get('refresh_token') ?? '')
      if (refuse || form.get('refresh_token') !== `refresh-${serial}`)
        return void response.writeHead(400).end('{"error":"invalid_grant"}')
      serial += 1
      const answer = { access_token: `access-${serial}`, refresh_token: `refresh-${serial}`, expires_in: 7200 }
      return void setTimeout(() => response.end(JSON.stringify(answer)), 30)
    }
    const isRight = request.headers.authorization === `Bearer access-${serial}`
    response.writeHead(isRight ? 200 : 401).end(isRight ? '{"login":"me"}' : '{"message":"no"}')
  })
})

beforeAll(() => new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve)))
afterAll(() => new Promise((resolve) => vendor.close(resolve)))
beforeEach(() => {
  serial = 1
  refreshes = []
  refuse = false
})

const provider = defineProvider({
  id: 'oauth',
  title: 'OAuth',
  icon: new URL('./icon.svg', import.meta.url),
  contract: '^1.0.0',
  settings: Type.Object({ baseUrl: Type.String() }),
  baseUrls: ({ baseUrl }) => [`${baseUrl}/api`],
  repositoryPaths: () => ['/none'],
  extraPaths: { 'users.getCurrent': ['/user'] },
  auth: [
    {
      kind: 'oauth2',
      title: 'OAuth',
      header: { name: 'authorization', scheme: 'bearer' },
      endpoints: ({ baseUrl }) => ({ authorize: `${baseUrl}/oauth/authorize`, token: `${baseUrl}/oauth/token` }),
      scopes: [],
      pkce: true,
      refresh: 'single_use',
    },
  ],
  connect: ({ settings, fetch }) => ({
    repository: () => ({}),
    connection: {
      users: {
        async getCurrent() {
          const user = (await (await fetch(`${settings.baseUrl}/api/user`)).json()) as {
            login: string
          }
          return {
            data: {
              id: '1',
              username: user.login,
              displayName: null,
              isBot: false,
              avatarUrl: null,
              htmlUrl: null,
              email: null,
            },
          }
        },
      },
    },
  }),
})

function hostWith(secret: Record<string, string>) {
  const saved: Readonly<Record<string, string>>[] = []
  const baseUrl = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}`
  const directory = inMemoryDirectory({
    connections: [
      {
        id: 'c',
        organizationId: 'o',
        provider: 'oauth',
        settings: { baseUrl },
        auth: { kind: 'oauth2', secret },
        state: 'active',
      },
    ],
    repositories: [],
  })
  const host = createHost({
    providers: [provider],
    network: { allow: ['127.0.0.1'] },
    directory: { ...directory, saveSecret: async (_organization, _connection, next) => void saved.push(next) },
  })
  return { host, saved, handle: () => host.connection({ organization: 'o', connection: 'c' }) }
}

const secrets = { clientId: 'id', clientSecret: 'secret', refreshToken: 'refresh-1' }

it('T40: many callers of an ended token make one refresh, which is kept', async () => {
  const { host, saved, handle } = hostWith({ ...secrets, accessToken: 'access-0', expiresAt: '2020-01-01T00:00:00Z' })
  const connection = await handle()
  const users = await Promise.all(Array.from({ length: 50 }, async () => connection.users.getCurrent?.()))
  expect(new Set(users.map((user) => user?.data.username))).toEqual(new Set(['me']))
  expect(refreshes).toEqual(['refresh-1'])
  expect(saved).toEqual([
    expect.objectContaining({ accessToken: 'access-2', refreshToken: 'refresh-2', clientId: 'id' }),
  ])
  await host.close()
})

it('T49: a refused token is refreshed once and the call repeated', async () => {
  const { host, handle } = hostWith({ ...secrets, accessToken: 'access-0' })
  const connection = await handle()
  expect((await connection.users.getCurrent?.())?.data.username).toBe('me')
  expect(refreshes).toEqual(['refresh-1'])
  await host.close()
})

it('T50: a refresh that is refused says to connect again', async () => {
  refuse = true
  const { host, handle } = hostWith({ ...secrets, accessToken: 'access-0', expiresAt: '2020-01-01T00:00:00Z' })
  const connection = await handle()
  await expect(connection.users.getCurrent?.()).rejects.toMatchObject({ code: 'credentials_revoked' })
  await host.close()
})

it('a token without a refresh token is used as it is', async () => {
  const { host, handle } = hostWith({ accessToken: 'access-1' })
  expect((await (await handle()).users.getCurrent?.())?.data.username).toBe('me')
  const other = hostWith({ accessToken: 'access-9' })
  await expect((await other.handle()).users.getCurrent?.()).rejects.toMatchObject({ code: 'unauthorized' })
  expect(refreshes).toEqual([])
  await Promise.all([host.close(), other.host.close()])
})
