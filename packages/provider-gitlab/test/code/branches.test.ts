import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectNoFaults, failure, lastRequest, nextPage } from '../bed/expect.ts'
import { hasDocument, startSpecBed, without, type Ask, type SpecBed } from '../bed/spec-bed.ts'

const branches = '/projects/{id}/repository/branches'
const tags = '/projects/{id}/repository/tags'
const sha = '2695effb5807a22ff3d138d593fd856244e155e7'

describe.skipIf(!hasDocument)(`branches and tags${without}`, () => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed('/gitlab')
    ask = bed.ask()
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  const branchOf = (name: string, change: object = {}) => bed.example(`GET ${branches}/{branch}`, { name, ...change })
  const tagOf = (name: string, change: object = {}) => bed.example(`GET ${tags}/{tag_name}`, { name, ...change })

  it.each(['fix/50%', 'a&b', 'a#b', 'ünïcode', 'a?b=c', 'a+b'])('gets the branch %s', async (branch) => {
    bed.answer(`GET ${branches}/{branch}`, ({ params }) => ({
      body: branchOf(params['branch'] ?? '', { default: false, web_url: null }),
    }))
    const { data } = await ask('branches.get', { branch })
    expect(data).toEqual({ branch, sha, isProtected: true, isDefault: false })
    expect(lastRequest(bed)).toMatchObject({
      path: `/projects/4/repository/branches/${encodeURIComponent(branch)}`,
      params: { id: '4', branch },
    })
  })

  it('lists a page of branches by their beginning, and tells the next', async () => {
    const body = [branchOf('feat/a'), branchOf('feat/b', { default: false, protected: false })]
    bed.answer(`GET ${branches}`, body, { headers: nextPage(bed, 3) })
    const page = await ask('branches.list', { query: 'feat/' }, { cursor: '2', perPage: 2 })
    expect(page.data).toEqual([
      { branch: 'feat/a', sha, isProtected: true, isDefault: true },
      { branch: 'feat/b', sha, isProtected: false, isDefault: false },
    ])
    expect(page.nextCursor).toBe('3')
    expect(lastRequest(bed).query).toEqual({ search: '^feat/', page: '2', per_page: '2' })
    bed.answer(`GET ${branches}`, body)
    expect((await ask('branches.list', { query: 'feat/b' })).data.map(({ branch }) => branch)).toEqual(['feat/b'])
    expect((await ask('branches.list', {})).nextCursor).toBeNull()
    expect(lastRequest(bed).query).toEqual({ page: '1', per_page: '30' })
  })

  it('creates a branch; one that exists is a conflict, a commit that does not is not found', async () => {
    const route = `POST ${branches}`
    bed.answer(route, branchOf('fix/1', { default: false }), { status: 201 })
    expect((await ask('branches.create', { branch: 'fix/1', sha })).data.branch).toBe('fix/1')
    expect(lastRequest(bed).body).toEqual({ branch: 'fix/1', ref: sha })
    bed.answer(route, { message: 'Branch already exists' }, { status: 400 })
    expect(await failure(ask('branches.create', { branch: 'fix/1', sha }))).toMatchObject({ code: 'conflict' })
    bed.answer(route, { message: `Invalid reference name: ${sha}` }, { status: 400 })
    expect(await failure(ask('branches.create', { branch: 'fix/1', sha }))).toMatchObject({ code: 'not_found' })
  })

  it('deletes a branch, without a body', async () => {
    bed.answer(`DELETE ${branches}/{branch}`, undefined, { status: 204 })
    expect((await ask('branches.delete', { branch: 'fix/1' })).data).toBeNull()
    expect(lastRequest(bed)).toMatchObject({ path: '/projects/4/repository/branches/fix%2F1', body: undefined })
  })

  it('has no branches.update: GitLab cannot move a branch', async () => {
    await expect(ask('branches.update', { branch: 'a', sha })).rejects.toThrow('branches.update is absent')
  })

  it('gets a tag by the commit it is of, annotated or not', async () => {
    bed.answer(`GET ${tags}/{tag_name}`, ({ params }) => ({ body: tagOf(params['tag_name'] ?? '') }))
    expect((await ask('tags.get', { tag: 'v1.0/rc#1' })).data).toEqual({
      tag: 'v1.0/rc#1',
      sha,
      message: 'Release v1.0.0',
      tagger: null,
    })
    expect(lastRequest(bed).path).toBe('/projects/4/repository/tags/v1.0%2Frc%231')
    bed.answer(`GET ${tags}/{tag_name}`, tagOf('v1', { message: '', release: null }))
    expect((await ask('tags.get', { tag: 'v1' })).data.message).toBeNull()
  })

  it('lists tags by their beginning', async () => {
    bed.answer(`GET ${tags}`, [tagOf('v1'), tagOf('v2')], { headers: nextPage(bed, 2) })
    const page = await ask('tags.list', { query: 'v' }, { perPage: 2 })
    expect([page.data.map(({ tag }) => tag), page.nextCursor]).toEqual([['v1', 'v2'], '2'])
    expect(lastRequest(bed).query).toEqual({ search: '^v', page: '1', per_page: '2' })
  })

  it('creates and deletes a tag', async () => {
    bed.answer(`POST ${tags}`, tagOf('v2'), { status: 201 })
    await ask('tags.create', { tag: 'v2', sha, message: 'Two' })
    expect(lastRequest(bed).body).toEqual({ tag_name: 'v2', ref: sha, message: 'Two' })
    await ask('tags.create', { tag: 'v2', sha })
    expect(lastRequest(bed).body).toEqual({ tag_name: 'v2', ref: sha })
    bed.answer(`POST ${tags}`, { message: 'Tag v2 already exists' }, { status: 400 })
    expect(await failure(ask('tags.create', { tag: 'v2', sha }))).toMatchObject({ code: 'conflict' })
    bed.answer(`DELETE ${tags}/{tag_name}`, undefined, { status: 204 })
    expect((await ask('tags.delete', { tag: 'v2' })).data).toBeNull()
  })

  it.each(['..', 'a/../b', '.'])('sends nothing for the name %s: the host refuses it', async (name) => {
    const before = bed.requests.length
    expect(await failure(ask('branches.get', { branch: name }))).toMatchObject({ code: 'internal' })
    expect(await failure(ask('tags.get', { tag: name }))).toMatchObject({ code: 'internal' })
    expect(bed.requests).toHaveLength(before)
  })
})
