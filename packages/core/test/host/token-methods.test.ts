import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Type } from 'typebox'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createHost } from '../../src/host/create-host.ts'
import { inMemoryDirectory } from '../../src/host/directory-memory.ts'
import { defineProvider } from '../../src/provider/define-provider.ts'

interface TokenRequest {
  readonly form: Readonly<Record<string, string>>
  readonly authorization: string | undefined
}

/** A vendor with an OAuth server: `token-<n>` for whoever asks; the account's name is the credential it saw. */
let tokenRequests: TokenRequest[] = []
const vendor = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    response.setHeader('content-type', 'application/json')
    const { authorization } = request.headers
    if (request.url !== '/oauth/token') return void response.end(JSON.stringify({ seen: authorization }))
    const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()))
    tokenRequests.push({ form, authorization })
    const answer = { access_token: `token-${tokenRequests.length}`, refresh_token: 'again', expires_in: 7200 }
    return void response.end(JSON.stringify(answer))
  })
})

beforeAll(() => new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve)))
afterAll(() => new Promise((resolve) => vendor.close(resolve)))
beforeEach(() => {
  tokenRequests = []
})

const baseUrl = () => `http://127.0.0.1:${(vendor.address() as AddressInfo).port}`
const oauth = (id: string, clientAuthentication: 'body' | 'header') =>
  defineProvider({
    id,
    title: id,
    icon: new URL('./icon.svg', import.meta.url),
    contract: '^1.0.0',
    settings: Type.Object({ baseUrl: Type.String() }),
    baseUrls: (settings) => [`${settings.baseUrl}/api`],
    repositoryPaths: () => ['/none'],
    extraPaths: { 'users.getCurrent': ['/user'] },
    auth: [
      { kind: 'token', title: 'Of a user', header: { name: 'authorization', scheme: 'basic' }, username: true },
      { kind: 'token', title: 'Of nobody', header: { name: 'authorization', scheme: 'bearer' } },
      {
        kind: 'oauth2',
        title: 'Consumer',
        header: { name: 'authorization', scheme: 'bearer' },
        endpoints: (settings) => ({
          authorize: `${settings.baseUrl}/oauth/authorize`,
          token: `${settings.baseUrl}/oauth/token`,
        }),
        scopes: [],
        pkce: false,
        refresh: 'reusable',
        clientCredentials: true,
        clientAuthentication,
      },
    ],
    connect: ({ settings, fetch }) => ({
      repository: () => ({}),
      connection: {
        users: {
          async getCurrent() {
            const { seen } = (await (await fetch(`${settings.baseUrl}/api/user`)).json()) as { seen: string }
            const nothing = { displayName: null, isBot: false, avatarUrl: null, htmlUrl: null, email: null }
            return { data: { id: '1', username: seen, ...nothing } }
          },
        },
      },
    }),
  })

/** The credential the vendor saw, call after call. */
async function seen(
  auth: { readonly kind: string; readonly secret: Record<string, string> },
  { calls = 1, clientAuthentication = 'header' as 'body' | 'header' } = {},
): Promise<readonly string[]> {
  const provider = oauth('vendor', clientAuthentication)
  const connection = { id: 'c', organizationId: 'o', provider: 'vendor', auth, state: 'active' } as const
  const host = createHost({
    providers: [provider],
    directory: inMemoryDirectory({
      connections: [{ ...connection, settings: { baseUrl: baseUrl() } }],
      repositories: [],
    }),
    network: { allow: ['127.0.0.1'] },
  })
  try {
    const handle = await host.connection({ organization: 'o', connection: 'c' })
    const ask = async () => (await handle.users.getCurrent?.())?.data.username ?? ''
    return await Promise.all(Array.from({ length: calls }, ask))
  } finally {
    await host.close()
  }
}

const basic = (user: string, word: string) => `Basic ${Buffer.from(`${user}:${word}`).toString('base64')}`

it('chooses between two token methods by whether the connection has a user name', async () => {
  expect(await seen({ kind: 'token', secret: { token: 't' } })).toEqual(['Bearer t'])
  expect(await seen({ kind: 'token', secret: { token: 't', username: 'me@example.com' } })).toEqual([
    basic('me@example.com', 't'),
  ])
})

it('gets one token in the client’s own name for calls at the same time', async () => {
  const auth = { kind: 'oauth2', secret: { clientId: 'key', clientSecret: 'a:b&c' } }
  expect(await seen(auth, { calls: 3 })).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-1'])
  expect(tokenRequests).toEqual([
    { form: { grant_type: 'client_credentials' }, authorization: basic('key', 'a%3Ab%26c') },
  ])
})

it('sends id and secret in the body where the vendor wants them there', async () => {
  const auth = { kind: 'oauth2', secret: { clientId: 'key', clientSecret: 's' } }
  await seen(auth, { clientAuthentication: 'body' })
  const form = { grant_type: 'client_credentials', client_id: 'key', client_secret: 's' }
  expect(tokenRequests).toEqual([{ form, authorization: undefined }])
})

it('prefers a refresh token to the client’s own name', async () => {
  const secret = { clientId: 'key', clientSecret: 's', refreshToken: 'r', expiresAt: '2020-01-01T00:00:00Z' }
  expect(await seen({ kind: 'oauth2', secret })).toEqual(['Bearer token-1'])
  expect(tokenRequests[0]?.form).toEqual({ grant_type: 'refresh_token', refresh_token: 'r' })
})

it('does not ask for a token without a client', async () => {
  expect(await seen({ kind: 'oauth2', secret: { accessToken: 'given' } })).toEqual(['Bearer given'])
  expect(tokenRequests).toEqual([])
})
