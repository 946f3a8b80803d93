import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectNoFaults, failure, lastRequest, nextPage } from '../bed/expect.ts'
import { hasDocument, startSpecBed, without, type Ask, type SpecBed } from '../bed/spec-bed.ts'

const routes = {
  get: 'GET /projects/{id}',
  users: 'GET /projects/{id}/users',
  members: 'GET /projects/{id}/members/all',
  member: 'GET /projects/{id}/members/all/{user_id}',
  languages: 'GET /projects/{id}/languages',
  archive: 'GET /projects/{id}/repository/archive.{format}',
  fork: 'POST /projects/{id}/fork',
  findUsers: 'GET /users',
}
const user = {
  id: 7,
  username: 'zoe',
  name: 'Zoe',
  state: 'active',
  avatar_url: null,
  web_url: 'https://x.example/zoe',
}

describe.skipIf(!hasDocument)(`repository${without}`, () => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed('/gitlab')
    ask = bed.ask()
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  const namespace = { id: 3, name: 'apps', path: 'apps', kind: 'group', full_path: 'diaspora/apps', web_url: 'x' }
  const project = (change: object = {}) =>
    bed.example(routes.get, {
      path: 'client',
      path_with_namespace: 'diaspora/apps/client',
      namespace,
      visibility: 'internal',
      forked_from_project: null,
      archived: false,
      ...change,
    })

  it('gets the project of a nested group; internal is private', async () => {
    bed.answer(
      routes.get,
      project({ statistics: { repository_size: 1038090 }, updated_at: '2026-01-02T03:04:05.6+02:00' }),
    )
    expect((await ask('repository.get', {})).data).toMatchObject({
      fullName: 'diaspora/apps/client',
      name: 'client',
      owner: 'diaspora/apps',
      isPrivate: true,
      isFork: false,
      isArchived: false,
      sizeBytes: 1038090,
      updatedAt: '2026-01-02T01:04:05.600Z',
    })
    expect(lastRequest(bed)).toMatchObject({ path: '/projects/4', query: { statistics: 'true' } })
  })

  it('lists who can be assigned and who has access', async () => {
    bed.answer(routes.users, [user], { headers: nextPage(bed, 2) })
    const page = await ask('repository.listAssignees', {}, { perPage: 1 })
    expect([page.data.map(({ username }) => username), page.nextCursor]).toEqual([['zoe'], '2'])
    const levels = [5, 10, 15, 20, 30, 40, 50]
    bed.answer(
      routes.members,
      levels.map((level) => ({ ...user, access_level: level, expires_at: null })),
    )
    const { data } = await ask('repository.listCollaborators', {})
    const expected = ['none', 'read', 'triage', 'triage', 'write', 'maintain', 'admin']
    expect(data.map(({ permission }) => permission)).toEqual(expected)
    expect(lastRequest(bed).query).toEqual({ page: '1', per_page: '30' })
  })

  it('tells what a user may do, by name or id; nothing for a stranger', async () => {
    bed.answer(routes.findUsers, [user])
    bed.answer(routes.member, { ...user, access_level: 30, expires_at: null })
    const may = { permission: 'write', canRead: true, canWrite: true }
    expect((await ask('repository.getPermission', { user: 'Zoe' })).data).toEqual(may)
    expect(lastRequest(bed).params['user_id']).toBe('7')
    const before = bed.requests.length
    expect((await ask('repository.getPermission', { user: '8' })).data).toEqual(may)
    expect(bed.requests).toHaveLength(before + 1)
    bed.answer(routes.member, { message: '404 Not found' }, { status: 404 })
    expect((await ask('repository.getPermission', { user: '8' })).data).toEqual({
      permission: 'none',
      canRead: false,
      canWrite: false,
    })
    bed.answer(routes.findUsers, [])
    expect(await failure(ask('repository.getPermission', { user: 'nobody' }))).toMatchObject({ code: 'not_found' })
  })

  it('lists languages by their share', async () => {
    bed.answer(routes.languages, { Ruby: 12.34, Go: 80.1 })
    expect((await ask('repository.listLanguages', {})).data).toEqual([
      { name: 'Go', sizeBytes: null, percent: 80.1 },
      { name: 'Ruby', sizeBytes: null, percent: 12.34 },
    ])
  })

  it('tells where an archive is, and streams one', async () => {
    const { data } = await ask('repository.getArchiveLink', { ref: 'a/b&c', format: 'zip' })
    expect(data).toEqual({
      url: `${bed.url}/api/v4/projects/4/repository/archive.zip?sha=a%2Fb%26c`,
      expiresAt: null,
    })
    bed.answer(routes.archive, 'bytes', { headers: { 'content-type': 'application/octet-stream' } })
    const { data: stream } = await ask('repository.downloadArchive', { ref: 'a/b&c', format: 'tarball' })
    expect(await new Response(stream).text()).toBe('bytes')
    expect(lastRequest(bed)).toMatchObject({
      path: '/projects/4/repository/archive.tar.gz',
      query: { sha: 'a/b&c' },
    })
    await (await fetch(data.url)).text()
    expect(lastRequest(bed)).toMatchObject({ path: '/projects/4/repository/archive.zip', query: { sha: 'a/b&c' } })
  })

  it('tells how to clone: HTTPS where the connection goes, whatever the answer says', async () => {
    bed.answer(
      routes.get,
      project({ ssh_url_to_repo: 'ssh://git@ssh.x.example:2222/d/c.git', http_url_to_repo: 'http://evil' }),
    )
    expect((await ask('repository.getCloneSpec', {})).data).toEqual({
      httpsUrl: `${bed.url}/diaspora/apps/client.git`,
      sshUrl: 'ssh://git@ssh.x.example:2222/d/c.git',
      auth: 'token',
    })
  })

  it('forks, into a group if one is named; a taken name is a conflict', async () => {
    bed.answer(routes.fork, project({ forked_from_project: { id: 4 } }), { status: 201 })
    expect((await ask('repository.createFork', { organization: 'a/b' })).data.isFork).toBe(true)
    expect(lastRequest(bed).body).toEqual({ namespace_path: 'a/b' })
    await ask('repository.createFork', {})
    expect(lastRequest(bed).body).toEqual({})
    const message = ['Path has already been taken', 'Name has already been taken']
    bed.answer(routes.fork, { message }, { status: 409 })
    expect(await failure(ask('repository.createFork', {}))).toMatchObject({ code: 'conflict' })
  })
})
