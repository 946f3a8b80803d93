import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectNoFaults, failure, lastRequest, pageWith } from '../bed/expect.ts'
import { branchOf, commitOf, emma, emmaAuthor, repositoryOf, sha } from '../bed/samples.ts'
import { atWeb, hasDocument, startSpecBed, without, web, type Ask, type SpecBed } from '../bed/spec-bed.ts'

const routes = {
  get: `GET ${atWeb}`,
  permissions: 'GET /workspaces/{workspace}/permissions/repositories/{repo_slug}',
  fork: `POST ${atWeb}/forks`,
  commits: `GET ${atWeb}/commits`,
  archive: 'GET /{workspace}/{repo_slug}/get/{file}',
  tag: `GET ${atWeb}/refs/tags/{name}`,
  deepTag: `GET ${atWeb}/refs/tags/{path1}/{path2}`,
  tags: `GET ${atWeb}/refs/tags`,
  createTag: `POST ${atWeb}/refs/tags`,
  deleteTag: `DELETE ${atWeb}/refs/tags/{name}`,
  branch: `GET ${atWeb}/refs/branches/{path1}/{path2}`,
  root: `GET ${atWeb}/src/{commit}`,
}

describe.skipIf(!hasDocument)(`repository, tags, git${without}`, () => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = bed.ask()
    bed.answer(routes.get, repositoryOf())
    bed.answer(routes.commits, pageWith([commitOf()]))
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('gets it', async () => {
    expect((await ask('repository.get', {})).data).toEqual({
      externalId: web.externalId,
      fullName: 'acme/web',
      name: 'web',
      owner: 'acme',
      description: 'A site',
      defaultBranch: 'main',
      isPrivate: true,
      isFork: false,
      isArchived: false,
      sizeBytes: 2048,
      htmlUrl: 'https://bitbucket.org/acme/web',
      createdAt: '2020-01-02T03:04:05.678Z',
      updatedAt: '2026-01-02T03:04:05.000Z',
    })
    expect((await ask('repository.listLanguages', {})).data).toEqual([
      { name: 'typescript', sizeBytes: null, percent: null },
    ])
    bed.answer(routes.get, repositoryOf({ language: '' }))
    expect((await ask('repository.listLanguages', {})).data).toEqual([])
  })

  it('tells who has access, without deleted accounts', async () => {
    const type = 'repository_permission'
    bed.answer(
      routes.permissions,
      pageWith(
        [
          { type, permission: 'admin', user: emma },
          { type, permission: 'read', user: null },
        ],
        { page: '2' },
      ),
    )
    const collaborators = await ask('repository.listCollaborators', {})
    expect(collaborators).toMatchObject({ data: [{ user: emmaAuthor, permission: 'admin' }], nextCursor: 'page=2' })
    expect((await ask('repository.listAssignees', {})).data).toEqual([emmaAuthor])
    const { data } = await ask('repository.getPermission', { user: emma.uuid })
    expect(data).toEqual({ permission: 'admin', canRead: true, canWrite: true })
    expect(lastRequest(bed).query['q']).toBe(`user.uuid="${emma.uuid}"`)
    const stranger = await ask('repository.getPermission', { user: '557058:other' })
    expect(stranger.data).toEqual({ permission: 'none', canRead: false, canWrite: false })
    expect(lastRequest(bed).query['q']).toBe('user.account_id="557058:other"')
  })

  it('links to and streams an archive of the commit a branch with a slash is at', async () => {
    const link = await ask('repository.getArchiveLink', { ref: 'fix/1', format: 'tarball' })
    expect(link.data).toEqual({ url: `${bed.root}/acme/web/get/${sha}.tar.gz`, expiresAt: null })
    bed.answer(routes.archive, 'bytes', { headers: { 'content-type': 'application/zip' } })
    const { data } = await ask('repository.downloadArchive', { ref: 'fix/1', format: 'zip' })
    expect(await new Response(data).text()).toBe('bytes')
    expect(lastRequest(bed).params['file']).toBe(`${sha}.zip`)
    expect(lastRequest(bed, routes.commits).query).toMatchObject({ include: 'fix/1' })
  })

  it('tells how to clone', async () => {
    const { data } = await ask('repository.getCloneSpec', {})
    expect(data).toEqual({ httpsUrl: `${bed.root}/acme/web.git`, sshUrl: 'git@127.0.0.1:acme/web.git', auth: 'token' })
  })

  it('forks into a workspace by slug or id', async () => {
    bed.answer(routes.fork, repositoryOf({ full_name: 'emma/web', parent: { type: 'repository' } }), { status: 201 })
    expect((await ask('repository.createFork', { organization: 'emma' })).data).toMatchObject({
      owner: 'emma',
      isFork: true,
    })
    expect(lastRequest(bed).body).toEqual({ workspace: { slug: 'emma' } })
    await ask('repository.createFork', { organization: emma.uuid })
    expect(lastRequest(bed).body).toEqual({ workspace: { uuid: emma.uuid } })
  })

  it('reads, makes and deletes tags', async () => {
    const tag = {
      type: 'tag',
      name: 'v1/a#%',
      target: commitOf(),
      message: 'One\n',
      date: '2026-03-01T10:00:00+00:00',
      tagger: { type: 'author', raw: 'Emma <e@example.com>' },
    }
    bed.answer(routes.deepTag, tag)
    const expected = {
      tag: 'v1/a#%',
      sha,
      message: 'One',
      tagger: { name: 'Emma', email: 'e@example.com', date: '2026-03-01T10:00:00.000Z' },
    }
    expect((await ask('tags.get', { tag: 'v1/a#%' })).data).toEqual(expected)
    expect(lastRequest(bed).path).toBe('/repositories/acme/web/refs/tags/v1/a%23%25')
    bed.answer(routes.tags, pageWith([tag, { type: 'tag', name: 'old-v1/', target: commitOf() }]))
    expect((await ask('tags.list', { query: 'v1/' })).data).toEqual([expected])
    bed.answer(routes.createTag, { ...tag, name: 'v2', message: null, tagger: null }, { status: 201 })
    expect((await ask('tags.create', { tag: 'v2', sha, message: 'm' })).data).toMatchObject({
      tag: 'v2',
      message: null,
      tagger: null,
    })
    expect(lastRequest(bed).body).toEqual({ name: 'v2', target: { hash: sha }, message: 'm' })
    bed.answer(routes.deleteTag, undefined, { status: 204 })
    expect((await ask('tags.delete', { tag: 'v2' })).data).toBeNull()
  })

  it('reads references by their full names, and no others', async () => {
    bed.answer(routes.branch, branchOf('fix/1'))
    expect((await ask('git.getRef', { ref: 'heads/fix/1' })).data).toEqual({ ref: 'refs/heads/fix/1', sha })
    expect(await failure(ask('git.getRef', { ref: 'fix/1' }))).toMatchObject({ code: 'invalid_argument' })
  })

  it('reads a tree, page by page', async () => {
    const file = { type: 'commit_file', path: 'run.sh', size: 3, attributes: ['executable'], commit: commitOf() }
    bed.answer(routes.root, ({ query }) => ({
      body:
        query['page'] === '2'
          ? pageWith([file])
          : pageWith([{ type: 'commit_directory', path: 'lib', commit: commitOf() }], { page: '2', max_depth: '50' }),
    }))
    const { data } = await ask('git.getTree', { sha, recursive: true })
    expect(data).toEqual({
      sha,
      truncated: false,
      entries: [
        { path: 'lib', mode: '040000', kind: 'tree', sha, sizeBytes: null },
        { path: 'run.sh', mode: '100755', kind: 'blob', sha, sizeBytes: 3 },
      ],
    })
    expect(lastRequest(bed).query).toEqual({ pagelen: '100', max_depth: '50', page: '2' })
  })
})
