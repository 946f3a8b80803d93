import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectNoFaults, failure, lastRequest } from '../bed/expect.ts'
import { hasDocument, startSpecBed, without, type Ask, type SpecBed } from '../bed/spec-bed.ts'

const routes = {
  current: 'GET /user',
  find: 'GET /users',
  user: 'GET /users/{id}',
  emails: 'GET /user/emails',
  group: 'GET /groups/{id}',
  groups: 'GET /groups',
  members: 'GET /groups/{id}/members/all',
  subgroups: 'GET /groups/{id}/subgroups',
}
const zoe = { id: 7, username: 'zoe', name: 'Zoe', state: 'active', avatar_url: null, web_url: 'https://x.example/zoe' }
const shown = {
  id: '7',
  username: 'zoe',
  displayName: 'Zoe',
  isBot: false,
  avatarUrl: null,
  htmlUrl: 'https://x.example/zoe',
}

describe.skipIf(!hasDocument)(`users and organizations${without}`, () => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = bed.ask()
    bed.answer(routes.current, { ...zoe, email: 'zoe@x.example', confirmed_at: '2026-01-02T03:04:05Z', bot: false })
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('gets the current user, and others by id or name', async () => {
    expect((await ask('users.getCurrent', {})).data).toEqual({ ...shown, email: 'zoe@x.example' })
    bed.answer(routes.user, { ...zoe, bot: true, public_email: '' })
    expect((await ask('users.get', { user: '7' })).data).toEqual({ ...shown, isBot: true, email: null })
    bed.answer(routes.find, [{ ...zoe, username: 'ZOE' }])
    expect((await ask('users.get', { user: 'zoe' })).data.username).toBe('ZOE')
    expect(lastRequest(bed).query).toEqual({ username: 'zoe' })
    bed.answer(routes.find, [{ ...zoe, username: 'zoe2' }])
    expect(await failure(ask('users.get', { user: 'zoe' }))).toMatchObject({ code: 'not_found' })
  })

  it('lists mail addresses, the primary one first and once', async () => {
    bed.answer(routes.emails, [
      { id: 1, email: 'zoe@x.example', confirmed_at: null },
      { id: 2, email: 'z@y.example', confirmed_at: null },
    ])
    expect((await ask('users.listEmails', {})).data).toEqual([
      { email: 'zoe@x.example', isPrimary: true, isVerified: true },
      { email: 'z@y.example', isPrimary: false, isVerified: false },
    ])
  })

  const group = (path: string) => ({
    ...bed.example(routes.group),
    full_path: path,
    id: 9,
    web_url: 'https://x.example/g',
  })

  it('gets and lists groups, nested ones too, their members and subgroups', async () => {
    bed.answer(routes.group, group('a/b c'))
    const { data } = await ask('organizations.get', { organization: 'a/b c' })
    expect(data).toEqual({ id: '9', name: 'a/b c', kind: 'organization', htmlUrl: 'https://x.example/g' })
    expect(lastRequest(bed)).toMatchObject({ path: '/groups/a%2Fb%20c', query: { with_projects: 'false' } })
    bed.answer(routes.groups, [group('a'), group('a/b')])
    expect((await ask('organizations.list', {})).data.map(({ name }) => name)).toEqual(['a', 'a/b'])
    bed.answer(routes.members, [{ ...zoe, access_level: 30 }])
    expect((await ask('organizations.listMembers', { organization: 'a/b' })).data).toEqual([shown])
    bed.answer(routes.subgroups, [group('a/b/c')])
    const { data: teams } = await ask('organizations.listTeams', { organization: 'a/b' })
    expect(teams).toEqual([{ id: '9', name: 'a/b/c' }])
    expect(lastRequest(bed).path).toBe('/groups/a%2Fb/subgroups')
  })
})
