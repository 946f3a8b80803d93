import { createHost, inMemoryDirectory, type Host, type SourceCodeManager } from '@scm-host/core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { bitbucket } from '../src/index.ts'
import { expectNoFaults, failure, lastRequest, pageWith } from './bed/expect.ts'
import { branchOf, commitOf, repositoryOf, sha } from './bed/samples.ts'
import { atWeb, hasDocument, startSpecBed, web, without, type SpecBed } from './bed/spec-bed.ts'

const routes = {
  repository: `GET ${atWeb}`,
  branches: `GET ${atWeb}/refs/branches`,
  branch: `GET ${atWeb}/refs/branches/{name}`,
  create: `POST ${atWeb}/refs/branches`,
  delete: `DELETE ${atWeb}/refs/branches/{name}`,
  restrictions: `GET ${atWeb}/branch-restrictions`,
  commit: `GET ${atWeb}/commit/{commit}`,
  commits: `GET ${atWeb}/commits`,
  diffstat: `GET ${atWeb}/diffstat/{spec}`,
  diff: `GET ${atWeb}/diff/{spec}`,
  file: `GET ${atWeb}/src/{commit}/{path}`,
  archive: 'GET /{workspace}/{repo_slug}/get/{file}',
}
const auths = {
  user: { kind: 'token', secret: { token: 'api-token-1', username: 'emma@example.com' } },
  access: { kind: 'token', secret: { token: 'access-token-1' } },
}

describe.skipIf(!hasDocument)(`through the host${without}`, () => {
  let bed: SpecBed
  let host: Host
  beforeAll(async () => {
    bed = await startSpecBed()
    const base = {
      organizationId: 'acme',
      provider: 'bitbucket',
      state: 'active',
      settings: { baseUrl: bed.root },
    } as const
    const owned = { organizationId: 'acme', status: 'active' } as const
    host = createHost({
      providers: [bitbucket],
      directory: inMemoryDirectory({
        connections: [
          { ...base, id: 'user', auth: auths.user },
          { ...base, id: 'access', auth: auths.access },
        ],
        repositories: [
          { ...web, ...owned, id: 'web', connectionId: 'user' },
          { ...web, ...owned, id: 'web-by-access', connectionId: 'access' },
        ],
      }),
      network: { allow: ['127.0.0.1'], proxy: false },
    })
    bed.answer(routes.commits, pageWith([commitOf()]))
    bed.answer(routes.commit, commitOf())
    bed.answer(routes.restrictions, pageWith([]))
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(async () => {
    await host.close()
    await bed.close()
  })

  const scm = (repository = 'web'): Promise<SourceCodeManager> => host.scm({ organization: 'acme', repository })

  it('an API token goes as basic with its mail address, an access token as bearer', async () => {
    bed.answer(routes.repository, repositoryOf())
    await (await scm()).repository.get?.()
    const basic = `Basic ${Buffer.from('emma@example.com:api-token-1').toString('base64')}`
    expect(lastRequest(bed).headers['authorization']).toBe(basic)
    await (await scm('web-by-access')).repository.get?.()
    expect(lastRequest(bed).headers['authorization']).toBe('Bearer access-token-1')
  })

  it('streams an archive from the web front, with the credential', async () => {
    bed.answer(routes.archive, 'zip bytes', { headers: { 'content-type': 'application/zip' } })
    const archive = await (await scm()).repository.downloadArchive?.({ ref: sha, format: 'zip' })
    expect(await new Response(archive?.data).text()).toBe('zip bytes')
    expect(lastRequest(bed)).toMatchObject({ path: expect.stringMatching(/\/acme\/web\/get\/.*\.zip$/) as string })
    expect(lastRequest(bed).headers['authorization']).toMatch(/^Basic /)
  })

  it('follows a diff’s redirect inside the repository, and no other', async () => {
    const there = `${bed.root}/2.0/repositories/acme/web/diff/${'e'.repeat(40)}`
    const leads = (location: string) =>
      bed.answer(routes.diff, ({ params }) =>
        params['spec'] === sha
          ? { status: 302, headers: { location } }
          : { body: 'diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n' },
      )
    const file = { type: 'commit_file', path: 'x' }
    bed.answer(
      routes.diffstat,
      pageWith([{ type: 'diffstat', status: 'modified', lines_added: 1, lines_removed: 1, old: file, new: file }]),
    )
    leads(there)
    const found = await (await scm()).commits.get?.({ sha })
    expect(found?.data.files?.[0]?.patch).toBe('@@ -1 +1 @@\n-a\n+b')
    for (const elsewhere of [`${bed.root}/2.0/repositories/acme/other/diff/x`, 'https://evil.example/x']) {
      leads(elsewhere)
      const error = await failure((async () => (await scm('web-by-access')).commits.get?.({ sha }))())
      expect(error).toMatchObject({ code: 'redirect_refused' })
    }
    const violations = bed.faults.filter((fault) => fault.includes('302'))
    for (const one of violations) (bed.faults as string[]).splice(bed.faults.indexOf(one), 1)
  })

  it('asks again from our own path with the cursor, wherever the next link leads', async () => {
    const next = 'https://evil.example/2.0/repositories/acme/other/refs/branches?page=2'
    bed.answer(routes.branches, ({ query }) => ({
      body: query['page'] === '2' ? pageWith([branchOf('b')]) : { ...pageWith([branchOf('main')]), next },
    }))
    const { branches } = await scm()
    const first = await branches.list?.({})
    const second = await branches.list?.({}, { cursor: first?.meta.nextCursor ?? '' })
    expect(second?.data.map((branch) => branch.branch)).toEqual(['b'])
    expect(second?.meta.nextCursor).toBeNull()
  })

  it('gives the codes of refusals, with the scopes that lack', async () => {
    const detail = { required: ['repository:write'], granted: ['repository'] }
    bed.answer(routes.create, { type: 'error', error: { message: 'Insufficient scopes', detail } }, { status: 403 })
    const create = async () => (await scm()).branches.create?.({ branch: 'x', sha })
    expect(await failure(create())).toMatchObject({
      code: 'forbidden',
      detail: { missing: ['scope:repository:write'] },
    })
    bed.answer(
      routes.branch,
      { type: 'error', error: { message: 'Rate limit' } },
      { status: 429, headers: { 'retry-after': '3600' } },
    )
    const get = async () => (await scm()).branches.get?.({ branch: 'x' })
    expect(await failure(get())).toMatchObject({ code: 'rate_limited', detail: { by: 'vendor' } })
  })

  it('one 502 to a write is one request, and its outcome unknown', async () => {
    bed.answer(routes.create, 'Bad gateway', { status: 502 })
    const before = bed.requests.length
    const create = async () => (await scm('web-by-access')).branches.create?.({ branch: 'x', sha })
    expect(await failure(create())).toMatchObject({ code: 'outcome_unknown' })
    expect(bed.requests.slice(before).filter((request) => request.method === 'POST').length).toBe(1)
  })

  it('answers that are HTML, empty or cut are no data', async () => {
    const get = async () => (await scm('web-by-access')).repository.get?.()
    for (const [body, type] of [
      ['<html></html>', 'text/html'],
      ['', 'application/json'],
      ['{"uuid":', 'application/json'],
      ['{}', 'application/json'],
      ['[]', 'application/json'],
    ] as const) {
      bed.answer(routes.repository, body, { headers: { 'content-type': type } })
      expect((await failure(get())).code, body).toBe('bad_response')
    }
  })

  it('T25: no argument leaves its repository', async () => {
    const handle = await scm()
    const before = bed.requests.length
    for (const path of ['../x', 'a/../../b', 'a//b', '/a', 'a\\b', 'a\n']) {
      expect((await failure((async () => handle.files.get?.({ path, ref: sha }))())).code).toBe('invalid_argument')
    }
    for (const ref of ['../x', 'a..b', 'a b', 'x?y', 'refs/../x', '-x'])
      expect((await failure((async () => handle.branches.get?.({ branch: ref }))())).code).toBe('invalid_argument')
    expect(bed.requests.length).toBe(before)
  })
})
