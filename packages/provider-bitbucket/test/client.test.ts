import { ScmError } from '@scm-host/core/provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen } from '../../provider-github/test/bed/http.ts'
import { createClient, read, type Client } from '../src/client.ts'

const at = { workspace: 'acme', repo_slug: 'web' }
let answer: { status?: number; headers?: Record<string, string>; body?: unknown } = {}
let server: Awaited<ReturnType<typeof listen>>
const seen: { url: string; init: RequestInit | undefined }[] = []
let client: Client
let thrown: unknown = null

/** A host's fetch that refuses everything. */
const refusing = (error: unknown) => async (): Promise<never> => {
  throw error
}

beforeAll(async () => {
  server = await listen(() => answer)
  client = createClient({
    settings: { baseUrl: server.url },
    log: () => undefined,
    fetch: async (url, init) => {
      seen.push({ url: url instanceof Request ? url.url : url.toString(), init })
      if (thrown !== null) throw thrown
      return fetch(url, init)
    },
  })
})
afterAll(() => server.close())

describe('the client', () => {
  it('goes to /2.0, without a credential and without keys of its own in init', async () => {
    answer = { body: { ok: true } }
    expect((await read<{ ok: boolean }>(client.api.repositories.get(at))).data).toEqual({ ok: true })
    const { url, init } = seen.at(-1) ?? {}
    expect(url).toBe(`${server.url}/2.0/repositories/acme/web`)
    expect(Object.keys(init ?? {}).toSorted()).toEqual(['headers', 'method'])
    expect(Object.keys(init?.headers ?? {})).not.toContain('authorization')
  })

  it('takes answers without a content type, empty or not', async () => {
    answer = { status: 204 }
    expect((await read(client.api.repositories.deleteWebhook({ ...at, uid: '{u}' }))).status).toBe(204)
    answer = { body: '{"ok":true}', headers: { 'content-type': '' } }
    expect((await read(client.api.repositories.get(at))).status).toBe(200)
  })

  it('gives back the very error the host threw', async () => {
    thrown = new ScmError('rate_limited', 'Wait.', { retryAfterMs: 1, by: 'vendor' })
    const error = await read(client.api.repositories.get(at)).catch((caught: unknown) => caught)
    expect(error).toBe(thrown)
    expect(await client.send('GET', '/user').catch((caught: unknown) => caught)).toBe(thrown)
    thrown = null
  })

  it('calls an answer it cannot read bad_response', async () => {
    answer = { body: '{"a":', headers: { 'content-type': 'application/json' } }
    const error = await read(client.api.repositories.get(at)).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'bad_response' })
  })

  it('keeps errors of calls at the same time apart', async () => {
    answer = { body: { ok: true } }
    const errors = [1, 2, 3].map((n) => new ScmError('aborted', `Call ${n}.`, {}))
    const clients = errors.map((error) =>
      createClient({ settings: { baseUrl: server.url }, log: () => undefined, fetch: refusing(error) }),
    )
    const all = await Promise.all(
      clients.map((one) => read(one.api.repositories.get(at)).catch((caught: unknown) => caught)),
    )
    expect(all).toEqual(errors)
  })

  it('has every endpoint it is said to have', () => {
    const { api } = client
    const used = {
      branching_model: ['get'],
      branchrestrictions: ['list'],
      commits: ['get', 'bulkCreateOrUpdateAnnotations', 'createOrUpdateReport', 'list'],
      commitstatuses: ['createBuildStatus', 'getBuildStatus', 'list', 'updateBuildStatus'],
      deployments: ['list', 'listEnvironments'],
      pullrequests: ['create', 'get', 'list', 'listForCommit', 'merge', 'resolveComment', 'reopenComment'],
      refs: ['createBranch', 'createTag', 'listBranches', 'listTags'],
      repositories: ['createFork', 'get', 'getMergeBase', 'list', 'createWebhook', 'updateWebhook', 'listWebhooks'],
      users: ['get', 'getAuthedUser', 'listEmailsForAuthedUser'],
      workspaces: ['getMembersForWorkspace', 'getProjects', 'getWorkspace', 'listPermissionsForRepository'],
    } as const
    for (const [area, names] of Object.entries(used)) {
      const endpoints: Readonly<Record<string, unknown>> = api[area as keyof typeof used]
      for (const name of names) expect(typeof endpoints[name], `${area}.${name}`).toBe('function')
    }
  })
})
