import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { mapOrganization } from '../../src/map/user.ts'
import { askAt, type Ask } from '../ask.ts'
import { expectNoFaults, failure, lastRequest, linkTo } from '../bed/expect.ts'
import { startSpecBed, type SpecBed } from '../bed/spec-bed.ts'

const routes = {
  current: 'GET /user',
  user: 'GET /users/{username}',
  emails: 'GET /user/emails',
  organization: 'GET /orgs/{org}',
  organizations: 'GET /user/orgs',
  members: 'GET /orgs/{org}/members',
  teams: 'GET /orgs/{org}/teams',
  appRepositories: 'GET /installation/repositories',
}
const refusal = (message: string) => ({ message, documentation_url: 'https://docs.github.com' })

describe('users and organizations', () => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = askAt(bed.url)
    bed.answer(routes.user, bed.example(routes.user))
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('gets the current user; an app has none', async () => {
    bed.answer(routes.current, bed.example(routes.current))
    expect((await ask('users.getCurrent', {})).data).toEqual({
      id: '1',
      username: 'octocat',
      displayName: 'monalisa octocat',
      isBot: false,
      avatarUrl: 'https://github.com/images/error/octocat_happy.gif',
      htmlUrl: 'https://github.com/octocat',
      email: 'octocat@github.com',
    })
    bed.answer(routes.current, refusal('Resource not accessible by integration'), { status: 403 })
    expect(await failure(ask('users.getCurrent', {}))).toMatchObject({ code: 'forbidden' })
  })

  it('gets a user by login, a bot too', async () => {
    expect((await ask('users.get', { user: 'renovate[bot]' })).data.username).toBe('octocat')
    expect(lastRequest(bed)).toMatchObject({ path: '/users/renovate%5Bbot%5D', params: { username: 'renovate[bot]' } })
  })

  it('lists mail addresses', async () => {
    bed.answer(routes.emails, bed.example(routes.emails), { headers: linkTo(bed, 2) })
    const page = await ask('users.listEmails', {})
    expect(page.data).toEqual([{ email: 'octocat@github.com', isPrimary: true, isVerified: true }])
    expect(page.nextCursor).toBe('2')
  })

  it('gets an organization; the account of a person counts as one', async () => {
    bed.answer(routes.organization, bed.example(routes.organization))
    expect((await ask('organizations.get', { organization: 'github' })).data).toEqual({
      id: '1',
      name: 'github',
      kind: 'organization',
      htmlUrl: 'https://github.com/octocat',
    })
    bed.answer(routes.organization, refusal('Not Found'), { status: 404 })
    expect((await ask('organizations.get', { organization: 'octocat' })).data).toMatchObject({
      name: 'octocat',
      kind: 'user',
    })
  })

  it('lists organizations; of an app, the account it is installed on', async () => {
    bed.answer(routes.organizations, bed.example(routes.organizations))
    expect((await ask('organizations.list', {})).data).toEqual([
      { id: '1', name: 'github', kind: 'organization', htmlUrl: `${bed.url}/github` },
    ])
    const asApp = askAt(bed.url, { settings: { installationId: '2' } })
    bed.answer(routes.appRepositories, bed.example(routes.appRepositories))
    const own = await asApp('organizations.list', {})
    expect(own.data).toMatchObject([{ name: 'octocat', kind: 'user' }])
    expect(own.nextCursor).toBeNull()
    bed.answer(routes.appRepositories, { total_count: 0, repositories: [] })
    expect((await asApp('organizations.list', {})).data).toEqual([])
  })

  it('lists members and teams', async () => {
    bed.answer(routes.members, bed.example(routes.members), { headers: linkTo(bed, 4) })
    const members = await ask('organizations.listMembers', { organization: 'github' }, { cursor: '3' })
    expect(members.data.map((one) => one.username)).toEqual(['octocat'])
    expect(members.nextCursor).toBe('4')
    expect(lastRequest(bed)).toMatchObject({ params: { org: 'github' }, query: { page: '3' } })
    bed.answer(routes.teams, bed.example(routes.teams))
    expect((await ask('organizations.listTeams', { organization: 'github' })).data).toEqual([
      { id: '1', name: 'Justice League' },
    ])
  })

  it('maps accounts without a page', () => {
    expect(mapOrganization({ id: 1, login: 'a' }, 'https://ghes.example')).toMatchObject({
      kind: 'organization',
      htmlUrl: 'https://ghes.example/a',
    })
  })
})
