import { Type } from 'typebox'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHost } from '../../src/host/create-host.ts'
import { inMemoryDirectory } from '../../src/host/directory-memory.ts'
import { defineProvider, type Provider } from '../../src/provider/define-provider.ts'
import type { MintRequest } from '../../src/provider/auth.ts'
import { startFakeApi, type FakeApi } from '../../src/testing/fake-api.ts'

type Settings = { readonly baseUrl: string; readonly installation: string }

const minted: MintRequest<Settings>['narrowTo'][] = []
let mints = 0
const lifeMs = 3_600_000
const apis: FakeApi[] = []

/** Mints `<host port>-<installation>-<serial>`; its issues.get answers the token the vendor saw. */
const minting: Provider = defineProvider({
  id: 'minting',
  title: 'Minting',
  icon: new URL('./icon.svg', import.meta.url),
  contract: '^1.0.0',
  settings: Type.Object({ baseUrl: Type.String(), installation: Type.String() }),
  baseUrls: ({ baseUrl }) => [baseUrl],
  repositoryPaths: ({ fullName }) => [`/repos/${fullName}`],
  auth: [
    {
      kind: 'minted',
      title: 'App',
      header: { name: 'authorization', scheme: 'bearer' },
      secret: Type.Object({ privateKey: Type.String() }),
      async mint({ settings, narrowTo, now }) {
        const serial = ++mints
        minted.push(narrowTo)
        await new Promise((resolve) => setTimeout(resolve, 20))
        const token = `${new URL(settings.baseUrl).port}-${settings.installation}-${serial}`
        return { token, expiresAt: new Date(now.getTime() + lifeMs).toISOString() }
      },
    },
  ],
  connect: ({ settings, fetch }) => ({
    connection: {},
    repository: ({ fullName }) => ({
      issues: {
        async get({ issue }) {
          const response = await fetch(`${settings.baseUrl}/repos/${fullName}/issues/${issue}`)
          const { seen } = (await response.json()) as { seen: string }
          return { data: issueOf(issue, seen), raw: null }
        },
        /** A broken action: it asks for a sibling of the repository it is bound to. */
        async search() {
          await fetch(`${settings.baseUrl}/repos/o/sibling/issues`)
          return { data: [], nextCursor: null, raw: null }
        },
      },
      labels: {
        async list() {
          await fetch(`${settings.baseUrl}/repos/${fullName}/labels`)
          return { data: [], nextCursor: null, raw: null }
        },
      },
    }),
  }),
})

function issueOf(issue: string, title: string) {
  const none = { stateReason: null, author: null, assignees: [], labels: [], milestone: null, isLocked: false }
  const times = { createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z', closedAt: null }
  return {
    issue,
    externalId: issue,
    title,
    body: null,
    state: 'open' as const,
    ...none,
    commentCount: null,
    htmlUrl: 'https://x.invalid/',
    ...times,
  }
}

beforeAll(async () => {
  for (let index = 0; index < 2; index++) {
    const api = await startFakeApi()
    api.intercept = ({ headers }, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ seen: headers.authorization ?? '' }))
    }
    apis.push(api)
  }
})
afterAll(() => Promise.all(apis.map((api) => api.close())))

function hostOf(connections: readonly (readonly [id: string, api: number, installation: string])[]) {
  return createHost({
    providers: [minting],
    network: { allow: ['127.0.0.1'] },
    directory: inMemoryDirectory({
      connections: connections.map(([id, api, installation]) => ({
        id,
        organizationId: id,
        provider: 'minting',
        settings: { baseUrl: apis[api]?.url, installation },
        auth: { kind: 'minted', secret: { privateKey: 'key' } },
        state: 'active' as const,
      })),
      repositories: connections.flatMap(([id]) =>
        ['2', 'two'].map((externalId) => ({
          id: `${id}-${externalId}`,
          organizationId: id,
          connectionId: id,
          externalId,
          fullName: `o/r${externalId}`,
          defaultBranch: null,
          status: 'active' as const,
        })),
      ),
    }),
  })
}

it('T40: never mixes the tokens of two hosts, two installations or two repositories', async () => {
  const host = hostOf([
    ['a', 0, '7'],
    ['b', 1, '7'],
    ['c', 0, '8'],
  ])
  const calls = ['a', 'b', 'c'].flatMap((organization) =>
    [`${organization}-2`, `${organization}-two`].map(async (repository) => {
      const scm = await host.scm({ organization, repository })
      return (await scm.issues.get?.({ issue: '1' }))?.data.title
    }),
  )
  const tokens = await Promise.all(calls)
  expect(new Set(tokens).size).toBe(6)
  const port = (api: number) => new URL(apis[api]?.url ?? '').port
  const starts = [`${port(0)}-7-`, `${port(0)}-7-`, `${port(1)}-7-`, `${port(1)}-7-`, `${port(0)}-8-`, `${port(0)}-8-`]
  expect(tokens.every((token, index) => token?.startsWith(`Bearer ${starts[index]}`))).toBe(true)
  await host.close()
})

it('T40: a thousand callers of an ended token make one mint', async () => {
  const host = hostOf([['a', 0, '9']])
  const scm = await host.scm({ organization: 'a', repository: 'a-2' })
  const before = mints
  const numbers = Array.from({ length: 1000 }, (_none, index) => String(index + 1))
  await Promise.all(numbers.map(async (issue) => scm.issues.get?.({ issue })))
  expect(mints).toBe(before + 1)
  await host.close()
})

it('T41: mints for the one repository and what the action needs', async () => {
  const host = hostOf([['a', 0, '10']])
  minted.length = 0
  const scm = await host.scm({ organization: 'a', repository: 'a-two' })
  await scm.issues.get?.({ issue: '1' })
  await scm.labels.list?.()
  expect(minted).toEqual([
    { repository: { externalId: 'two', fullName: 'o/rtwo', defaultBranch: null }, effect: 'read', area: 'issues' },
    { repository: { externalId: 'two', fullName: 'o/rtwo', defaultBranch: null }, effect: 'read', area: 'labels' },
  ])
  await host.close()
})

it('T41: an action that asks for a sibling repository sends nothing', async () => {
  const host = hostOf([['a', 0, '11']])
  const scm = await host.scm({ organization: 'a', repository: 'a-2' })
  const before = apis[0]?.requests.length
  await expect(scm.issues.search?.({ query: 'x' })).rejects.toMatchObject({ name: 'ScmError' })
  expect(apis[0]?.requests.length).toBe(before)
  await host.close()
})

it('T49: a token that stays refused is minted anew once, then it is revoked', async () => {
  const host = hostOf([['a', 1, '12']])
  const api = apis[1] as FakeApi
  const { intercept } = api
  api.intercept = (_request, response) => {
    response.writeHead(401, { 'content-type': 'application/json' }).end('{"message":"Bad credentials"}')
  }
  const scm = await host.scm({ organization: 'a', repository: 'a-2' })
  const before = mints
  await expect(scm.issues.get?.({ issue: '1' })).rejects.toMatchObject({ code: 'credentials_revoked' })
  expect(mints - before).toBe(2)
  api.intercept = intercept
  await host.close()
})
