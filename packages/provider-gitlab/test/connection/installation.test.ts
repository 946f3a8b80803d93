import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectNoFaults, failure, lastRequest, nextKeyset } from '../bed/expect.ts'
import { hasDocument, startSpecBed, without, type Ask, type SpecBed } from '../bed/spec-bed.ts'

const routes = {
  project: 'GET /projects/{id}',
  projects: 'GET /projects',
  user: 'GET /user',
  token: 'GET /personal_access_tokens/self',
}
const account = { id: 7, username: 'zoe', name: 'Zoe', state: 'active', web_url: 'https://x.example/zoe' }
const limits = {
  'ratelimit-limit': '2000',
  'ratelimit-remaining': '1999',
  'ratelimit-reset': '1790000000',
  'ratelimit-name': 'throttle_authenticated_api',
}

describe.skipIf(!hasDocument)(`installation${without}`, () => {
  let bed: SpecBed
  let ask: Ask
  let askBound: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = bed.ask({ onConnection: true })
    askBound = bed.ask()
    bed.answer(routes.user, account)
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  const namespace = { id: 3, kind: 'group', full_path: 'diaspora/apps' }
  const project = (change: object = {}) =>
    bed.example(routes.project, { namespace, path_with_namespace: 'diaspora/apps/client', archived: false, ...change })
  const scopes = (...names: readonly string[]) => bed.answer(routes.token, { id: 1, scopes: names })

  it('tells what role and token allow in the project', async () => {
    const permissions = { project_access: null, group_access: { access_level: 40, notification_level: 3 } }
    bed.answer(routes.project, project({ permissions }))
    scopes('api')
    expect((await askBound('installation.get', {})).data).toEqual({
      canRead: true,
      canWrite: true,
      account: { id: '3', name: 'diaspora/apps', kind: 'organization' },
      permissions: { group_access: 'maintain', 'scope:api': 'granted' },
      suspendedAt: null,
    })
    scopes('read_api')
    expect((await askBound('installation.get', {})).data).toMatchObject({ canRead: true, canWrite: false })
    bed.answer(routes.token, { message: '400 Bad request - requires a personal access token' }, { status: 400 })
    expect((await askBound('installation.get', {})).data.canWrite).toBe(true)
  })

  it('asks for no scopes where the role allows no writing', async () => {
    bed.answer(routes.project, project({ permissions: { project_access: { access_level: 20 }, group_access: null } }))
    expect((await askBound('installation.get', {})).data.canWrite).toBe(false)
    bed.answer(routes.project, project({ permissions: { project_access: { access_level: 50 } }, archived: true }))
    expect((await askBound('installation.get', {})).data.canWrite).toBe(false)
    expect(lastRequest(bed).route).toBe(routes.project)
  })

  it('tells whose connection it is', async () => {
    scopes('read_user')
    expect((await ask('installation.get', {})).data).toMatchObject({
      canRead: false,
      canWrite: false,
      account: { id: '7', name: 'zoe', kind: 'user' },
    })
  })

  it('lists the projects it is a member of by keyset', async () => {
    const next = nextKeyset(bed, '/projects', { pagination: 'keyset', id_after: '42', membership: 'true' })
    bed.answer(routes.projects, [project()], { headers: next })
    const page = await ask('installation.listRepositories', { query: 'client' }, { perPage: 1 })
    expect(page.data.map(({ fullName }) => fullName)).toEqual(['diaspora/apps/client'])
    expect(page.nextCursor).toBe('id_after=42')
    await ask('installation.listRepositories', {}, { cursor: 'id_after=42', perPage: 1 })
    expect(lastRequest(bed).query).toEqual({
      membership: 'true',
      order_by: 'id',
      sort: 'asc',
      pagination: 'keyset',
      per_page: '1',
      id_after: '42',
    })
  })

  it('finds projects by name', async () => {
    bed.answer(routes.projects, [project()], { headers: { 'x-next-page': '2' } })
    const page = await ask('installation.searchRepositories', { query: 'a b&c' })
    expect(page.nextCursor).toBe('2')
    expect(lastRequest(bed).query).toEqual({ membership: 'true', search: 'a b&c', page: '1', per_page: '30' })
  })

  it('refuses a page whose next one is elsewhere', async () => {
    bed.answer(routes.projects, [project()], {
      headers: { link: '<https://evil.example/projects?page=2>; rel="next"' },
    })
    const run = ask('installation.searchRepositories', { query: 'x' })
    expect(await failure(run)).toMatchObject({ code: 'pagination_refused' })
  })

  it('reads the limit of any answer, and none where the instance tells none', async () => {
    const limit = {
      resource: 'throttle_authenticated_api',
      limit: 2000,
      remaining: 1999,
      resetsAt: new Date(1790000000_000).toISOString(),
    }
    bed.answer(routes.projects, [], { headers: limits })
    expect((await ask('installation.getRateLimit', {})).data).toEqual([limit])
    bed.answer(routes.project, project(), { headers: limits })
    expect((await askBound('installation.getRateLimit', {})).data).toEqual([limit])
    bed.answer(routes.projects, [], { headers: { ...limits, 'ratelimit-reset': 'soon' } })
    expect((await ask('installation.getRateLimit', {})).data).toEqual([])
  })
})
