import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { askAt, type Ask } from '../ask.ts'
import { expectNoFaults, failure, lastRequest, linkTo } from '../bed/expect.ts'
import { listen } from '../bed/http.ts'
import { startSpecBed, type SpecBed } from '../bed/spec-bed.ts'

const routes = {
  get: 'GET /repos/{owner}/{repo}',
  assignees: 'GET /repos/{owner}/{repo}/assignees',
  collaborators: 'GET /repos/{owner}/{repo}/collaborators',
  permission: 'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
  languages: 'GET /repos/{owner}/{repo}/languages',
  tarball: 'GET /repos/{owner}/{repo}/tarball/{ref}',
  zipball: 'GET /repos/{owner}/{repo}/zipball/{ref}',
  fork: 'POST /repos/{owner}/{repo}/forks',
}

describe('repository', () => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = askAt(bed.url)
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('gets the bound repository', async () => {
    bed.answer(routes.get, bed.example(routes.get))
    const answer = await ask('repository.get', {})
    expect(answer.data).toMatchObject({
      externalId: '1296269',
      fullName: 'octocat/Hello-World',
      name: 'Hello-World',
      owner: 'octocat',
      defaultBranch: 'master',
      isPrivate: false,
      isFork: false,
      htmlUrl: 'https://github.com/octocat/Hello-World',
    })
    expect(answer.raw).toMatchObject({ full_name: 'octocat/Hello-World' })
    expect(lastRequest(bed).path).toBe('/repos/octocat/hello-world')
  })

  it('lists assignees and collaborators', async () => {
    bed.answer(routes.assignees, bed.example(routes.assignees), { headers: linkTo(bed, 2) })
    const assignees = await ask('repository.listAssignees', {}, { perPage: 50 })
    expect(assignees.data.map((one) => one.username)).toEqual(['octocat'])
    expect(assignees.nextCursor).toBe('2')
    expect(lastRequest(bed).query).toEqual({ page: '1', per_page: '50' })
    const [one] = bed.example<readonly Record<string, unknown>[]>(routes.collaborators)
    bed.answer(routes.collaborators, [
      { ...one, role_name: 'maintain' },
      {
        ...one,
        role_name: 'our-own-role',
        permissions: { pull: true, triage: true, push: true, maintain: false, admin: false },
      },
    ])
    const { data } = await ask('repository.listCollaborators', {})
    expect(data.map((collaborator) => collaborator.permission)).toEqual(['maintain', 'write'])
  })

  it('tells the permission of one user', async () => {
    bed.answer(routes.permission, bed.example(routes.permission, { permission: 'write', role_name: 'maintain' }))
    const { data } = await ask('repository.getPermission', { user: 'dependabot[bot]' })
    expect(data).toEqual({ permission: 'maintain', canRead: true, canWrite: true })
    expect(lastRequest(bed).params['username']).toBe('dependabot[bot]')
    bed.answer(routes.permission, bed.example(routes.permission, { permission: 'none', role_name: '' }))
    expect((await ask('repository.getPermission', { user: 'x' })).data).toEqual({
      permission: 'none',
      canRead: false,
      canWrite: false,
    })
  })

  it('lists languages, largest first', async () => {
    bed.answer(routes.languages, { C: 78769, Python: 7769, Go: 100_000 })
    expect((await ask('repository.listLanguages', {})).data).toEqual([
      { name: 'Go', sizeBytes: 100_000, percent: null },
      { name: 'C', sizeBytes: 78769, percent: null },
      { name: 'Python', sizeBytes: 7769, percent: null },
    ])
  })

  it('tells where an archive is, without going there', async () => {
    const location = 'https://codeload.github.com/octocat/hello-world/legacy.zip/refs/heads/main?token=x'
    bed.answer(routes.zipball, undefined, { status: 302, headers: { location } })
    const { data } = await ask('repository.getArchiveLink', { ref: 'feat/x', format: 'zip' })
    expect(data).toEqual({ url: location, expiresAt: null })
    expect(lastRequest(bed).params['ref']).toBe('feat/x')
    bed.answer(routes.zipball, undefined, { status: 302 })
    expect(await failure(ask('repository.getArchiveLink', { ref: 'a', format: 'zip' }))).toMatchObject({
      code: 'bad_response',
    })
  })

  it('streams an archive from where the redirect leads', async () => {
    const headers = { 'content-type': 'application/x-gzip' }
    const codeload = await listen(async () => ({ status: 200, headers, body: 'archive bytes' }))
    try {
      bed.answer(routes.tarball, undefined, { status: 302, headers: { location: `${codeload.url}/legacy.tar.gz` } })
      const { data, raw } = await ask('repository.downloadArchive', { ref: 'main', format: 'tarball' })
      expect(data).toBeInstanceOf(ReadableStream)
      expect(await new Response(data).text()).toBe('archive bytes')
      expect(raw).toBeUndefined()
    } finally {
      await codeload.close()
    }
  })

  it('computes how to clone', async () => {
    expect((await ask('repository.getCloneSpec', {})).data).toEqual({
      httpsUrl: `${bed.url}/octocat/hello-world.git`,
      sshUrl: 'git@127.0.0.1:octocat/hello-world.git',
      auth: 'token',
    })
  })

  it('forks, to an organization if one is given', async () => {
    bed.answer(routes.fork, bed.example(routes.fork, {}, 202), { status: 202 })
    expect((await ask('repository.createFork', { organization: 'github' })).data.fullName).toBe('octocat/Hello-World')
    expect(lastRequest(bed).body).toEqual({ organization: 'github' })
    await ask('repository.createFork', {})
    expect(lastRequest(bed).body ?? {}).toEqual({})
  })
})
