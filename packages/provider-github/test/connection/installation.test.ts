import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { mapAccess, mapScopes } from '../../src/map/installation.ts'
import { askAt, type Ask } from '../ask.ts'
import { expectNoFaults, lastRequest, linkTo } from '../bed/expect.ts'
import { startSpecBed, type SpecBed } from '../bed/spec-bed.ts'

const routes = {
  repository: 'GET /repos/{owner}/{repo}',
  user: 'GET /user',
  userRepositories: 'GET /user/repos',
  appRepositories: 'GET /installation/repositories',
  search: 'GET /search/repositories',
  limit: 'GET /rate_limit',
}

describe('installation', () => {
  let bed: SpecBed
  let bound: Ask
  let asUser: Ask
  let asApp: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    bound = askAt(bed.url)
    asUser = askAt(bed.url, { onConnection: true })
    asApp = askAt(bed.url, { onConnection: true, settings: { appId: '1', installationId: '2' } })
    const {
      repositories: [one],
    } = bed.example<{ readonly repositories: readonly object[] }>(routes.appRepositories)
    const mine = { ...one, id: 1, full_name: 'octocat/alpha', name: 'alpha' }
    const other = { ...one, id: 2, full_name: 'octocat/beta', name: 'beta' }
    bed.answer(routes.appRepositories, { total_count: 2, repositories: [mine, other] }, { headers: linkTo(bed, 2) })
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('tells what may be done with the bound repository', async () => {
    const permissions = { pull: true, triage: true, push: false, maintain: false, admin: false }
    bed.answer(routes.repository, bed.example(routes.repository, { permissions }))
    expect((await bound('installation.get', {})).data).toEqual({
      canRead: true,
      canWrite: false,
      account: { id: '1', name: 'octocat', kind: 'user' },
      permissions: { pull: 'granted', triage: 'granted' },
      suspendedAt: null,
    })
  })

  it('tells the account and scopes of a user, the account of an app', async () => {
    const headers = { 'x-oauth-scopes': 'public_repo, read:org' }
    bed.answer(routes.user, bed.example(routes.user), { headers })
    expect((await asUser('installation.get', {})).data).toMatchObject({
      canWrite: true,
      account: { name: 'octocat', kind: 'user' },
      permissions: { public_repo: 'granted', 'read:org': 'granted' },
    })
    expect((await asApp('installation.get', {})).data).toMatchObject({ canRead: true, account: { name: 'octocat' } })
    expect(lastRequest(bed)).toMatchObject({ route: routes.appRepositories, query: { per_page: '1' } })
  })

  it('lists what each kind of credential reaches, and filters by name', async () => {
    const page = await asApp('installation.listRepositories', { query: 'BETA' }, { perPage: 5 })
    expect(page.data.map((one) => one.fullName)).toEqual(['octocat/beta'])
    expect(page.nextCursor).toBe('2')
    expect(lastRequest(bed).query).toEqual({ page: '1', per_page: '5' })
    bed.answer(routes.userRepositories, bed.example(routes.userRepositories))
    const mine = await asUser('installation.listRepositories', {})
    expect(mine.data.map((one) => one.fullName)).toEqual(['octocat/Hello-World'])
    expect(mine.nextCursor).toBeNull()
  })

  it('searches by name; an app finds nothing outside of its account', async () => {
    const found = bed.example<{ readonly items: readonly { readonly owner: object }[] }>(routes.search)
    const [item] = found.items
    const items = [
      { ...item, full_name: 'octocat/a', owner: { ...item?.owner, id: 1 } },
      { ...item, full_name: 'stranger/a', owner: { ...item?.owner, id: 99 } },
    ]
    bed.answer(routes.search, { total_count: 2, incomplete_results: false, items })
    expect((await asUser('installation.searchRepositories', { query: 'tetris' })).data).toHaveLength(2)
    expect(lastRequest(bed).query['q']).toBe('tetris in:name fork:true')
    const own = await asApp('installation.searchRepositories', { query: 'tetris' })
    expect(own.data.map((one) => one.fullName)).toEqual(['octocat/a'])
    expect(lastRequest(bed).query['q']).toBe('tetris in:name fork:true user:octocat')
  })

  it('tells every limit, on both handles', async () => {
    bed.answer(routes.limit, bed.example(routes.limit))
    for (const ask of [bound, asUser]) {
      const { data } = await ask('installation.getRateLimit', {})
      expect(data).toContainEqual({
        resource: 'core',
        limit: 5000,
        remaining: 4999,
        resetsAt: '2023-08-09T14:29:23.000Z',
      })
      expect(data.map((limit) => limit.resource)).toContain('graphql')
    }
  })

  it('maps access and scopes', () => {
    const owner = { id: 1, login: 'github', type: 'Organization' }
    const none = { pull: false, triage: false, push: false, maintain: false, admin: false }
    expect(mapAccess({ owner, permissions: none })).toMatchObject({
      canWrite: true,
      permissions: {},
      account: { kind: 'organization' },
    })
    expect(mapAccess({ owner, permissions: none, archived: true }).canWrite).toBe(false)
    expect(mapAccess({ owner, permissions: { ...none, pull: true, push: true }, disabled: true }).canWrite).toBe(false)
    expect(mapAccess({ owner: null, permissions: { ...none, pull: true, push: true } })).toMatchObject({
      canWrite: true,
      account: null,
    })
    expect(mapScopes(undefined)).toMatchObject({ canWrite: true, permissions: {} })
    expect(mapScopes('read:org')).toMatchObject({ canWrite: false })
    expect(mapScopes('')).toMatchObject({ canWrite: false, permissions: {} })
  })
})
