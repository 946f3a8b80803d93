import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectNoFaults, failure, lastRequest, pageWith } from '../bed/expect.ts'
import { emma, emmaAuthor, repositoryOf } from '../bed/samples.ts'
import { atWeb, hasDocument, startSpecBed, without, type Ask, type SpecBed } from '../bed/spec-bed.ts'

const routes = {
  me: 'GET /user',
  user: 'GET /users/{selected_user}',
  emails: 'GET /user/emails',
  workspace: 'GET /workspaces/{workspace}',
  workspaces: 'GET /user/workspaces',
  members: 'GET /workspaces/{workspace}/members',
  projects: 'GET /workspaces/{workspace}/projects',
  repositories: 'GET /repositories/{workspace}',
  repository: `GET ${atWeb}`,
  own: 'GET /user/workspaces/{workspace}/permissions/repositories',
}
const acme = {
  type: 'workspace',
  uuid: '{99999999-2222-4333-8444-555555555555}',
  slug: 'acme',
  name: 'Acme',
  links: { html: { href: 'https://bitbucket.org/acme/' } },
}
const access = (slug: string) => ({
  type: 'workspace_access',
  administrator: false,
  workspace: { type: 'workspace_base', uuid: `{${slug}}`, slug },
})

describe.skipIf(!hasDocument)(`users, organizations, installation${without}`, () => {
  let bed: SpecBed
  let ask: Ask
  let ofWorkspace: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = bed.ask({ onConnection: true })
    ofWorkspace = bed.ask({ onConnection: true, settings: { workspace: 'acme' } })
    bed.answer(routes.me, emma, { headers: { 'x-oauth-scopes': 'account, repository:write' } })
    bed.answer(routes.workspace, acme)
    bed.answer(routes.workspaces, pageWith([access('acme'), access('other')]))
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('tells who the credential is, and others by UUID or account id', async () => {
    expect((await ask('users.getCurrent', {})).data).toEqual({ ...emmaAuthor, email: null })
    bed.answer(routes.user, { ...emma, type: 'app_user' })
    expect((await ask('users.get', { user: emma.uuid })).data.isBot).toBe(true)
    expect(lastRequest(bed).path).toBe(`/users/${encodeURIComponent(emma.uuid)}`)
    bed.answer(
      routes.emails,
      pageWith([{ type: 'email', email: 'e@example.com', is_primary: true, is_confirmed: false }]),
    )
    const { data } = await ask('users.listEmails', {})
    expect(data).toEqual([{ email: 'e@example.com', isPrimary: true, isVerified: false }])
  })

  it('takes workspaces for organizations, and their projects for teams', async () => {
    const expected = { id: acme.uuid, name: 'acme', kind: 'organization', htmlUrl: 'https://bitbucket.org/acme/' }
    expect((await ask('organizations.get', { organization: 'acme' })).data).toEqual(expected)
    expect((await ask('organizations.list', {})).data.map((one) => one.name)).toEqual(['acme', 'other'])
    expect((await ofWorkspace('organizations.list', {})).data).toEqual([expected])
    bed.answer(
      routes.members,
      pageWith([
        { type: 'workspace_membership', user: emma },
        { type: 'workspace_membership', user: null },
      ]),
    )
    expect((await ask('organizations.listMembers', { organization: 'acme' })).data).toEqual([emmaAuthor])
    bed.answer(routes.projects, pageWith([{ type: 'project', uuid: '{p}', key: 'WEB', name: 'Web' }], { page: '2' }))
    const teams = await ask('organizations.listTeams', { organization: 'acme' })
    expect(teams).toMatchObject({ data: [{ id: '{p}', name: 'Web' }], nextCursor: 'page=2' })
  })

  it('lists repositories of one workspace after the other', async () => {
    bed.answer(routes.repositories, ({ params, query }) => {
      const more = params['workspace'] === 'acme' && query['page'] === undefined ? { page: '2' } : undefined
      const name = `${params['workspace']}/${query['page'] === '2' ? '2' : '1'}`
      return { body: pageWith([repositoryOf({ full_name: name })], more) }
    })
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await ask('installation.listRepositories', {}, cursor === undefined ? {} : { cursor })
      seen.push(...page.data.map((one) => one.fullName))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(['acme/1', 'acme/2', 'other/1'])
    for (const bad of ['foreign?', 'x', '?page=2', 'acme?evil=1'])
      expect(await failure(ask('installation.listRepositories', {}, { cursor: bad }))).toMatchObject({
        code: 'invalid_argument',
      })
  })

  it('searches a workspace by name', async () => {
    bed.answer(routes.repositories, pageWith([repositoryOf()]))
    const page = await ofWorkspace('installation.searchRepositories', { query: 'we "b' })
    expect(page).toMatchObject({ data: [{ fullName: 'acme/web' }], nextCursor: null })
    expect(lastRequest(bed).query['q']).toBe('name ~ "we \\"b"')
  })

  it('tells what the credential may do', async () => {
    expect((await ask('installation.get', {})).data).toEqual({
      canRead: true,
      canWrite: true,
      account: { id: emma.uuid, name: 'emma', kind: 'user' },
      permissions: { account: 'granted', 'repository:write': 'granted' },
      suspendedAt: null,
    })
    expect((await ofWorkspace('installation.get', {})).data.account).toEqual({
      id: acme.uuid,
      name: 'acme',
      kind: 'organization',
    })
  })

  it('tells what it may do with the bound repository: by its scopes and by its user’s permission', async () => {
    const bound = bed.ask()
    const read = async (scopes: string | null, permission: string | null) => {
      bed.answer(routes.repository, repositoryOf(), scopes === null ? {} : { headers: { 'x-oauth-scopes': scopes } })
      if (permission === null) bed.answer(routes.own, { type: 'error', error: { message: 'x' } }, { status: 403 })
      else bed.answer(routes.own, pageWith([{ type: 'repository_permission', permission }]))
      const { data } = await bound('installation.get', {})
      return data.canWrite
    }
    expect(await read('repository:write', 'write')).toBe(true)
    expect(await read('repository:write', 'read')).toBe(false)
    expect(await read('repository', 'admin')).toBe(false)
    expect(await read(null, 'write')).toBe(true)
    expect(await read('repository:write', null)).toBe(true)
    expect(await read(null, null)).toBe(false)
  })

  it('tells the limit where Bitbucket does', async () => {
    bed.answer(routes.workspace, acme, {
      headers: { 'x-ratelimit-limit': '2000', 'x-ratelimit-resource': 'api', 'x-ratelimit-nearlimit': 'true' },
    })
    expect((await ofWorkspace('installation.getRateLimit', {})).data).toMatchObject([
      { resource: 'api', limit: 2000, remaining: 400 },
    ])
    expect((await ask('installation.getRateLimit', {})).data).toEqual([])
  })
})
