import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { canBeginRef } from '../../src/parts/ref-prefix.ts'
import { askAt, type Ask } from '../ask.ts'
import { expectNoFaults, failure, lastRequest, linkTo } from '../bed/expect.ts'
import { helloWorld, startSpecBed, type SpecBed } from '../bed/spec-bed.ts'

const routes = {
  get: 'GET /repos/{owner}/{repo}/branches/{branch}',
  list: 'GET /repos/{owner}/{repo}/branches',
  matching: 'GET /repos/{owner}/{repo}/git/matching-refs/{ref}',
  create: 'POST /repos/{owner}/{repo}/git/refs',
  update: 'PATCH /repos/{owner}/{repo}/git/refs/{ref}',
  delete: 'DELETE /repos/{owner}/{repo}/git/refs/{ref}',
  repository: 'GET /repos/{owner}/{repo}',
}
const sha = 'aa218f56b14c9653891f9e74264a383fa43fefbd'

function refOf(name: string) {
  return {
    ref: `refs/heads/${name}`,
    node_id: 'x',
    url: 'https://api.github.com/x',
    object: { type: 'commit', sha, url: 'https://api.github.com/x' },
  }
}
const branchOf = (name: string, isProtected = false) => ({
  name,
  commit: { sha, url: 'https://api.github.com/x' },
  protected: isProtected,
})

describe('branches', () => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = askAt(bed.url)
    bed.answer(routes.get, ({ params }) => ({
      body: { ...bed.example(routes.get), name: params['branch'], protected: true },
    }))
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('gets one whose name has slashes and a percent sign', async () => {
    const { data } = await ask('branches.get', { branch: 'fix/50%' })
    expect(data).toMatchObject({ branch: 'fix/50%', isProtected: true, isDefault: false })
    expect(lastRequest(bed)).toMatchObject({
      path: '/repos/octocat/hello-world/branches/fix%2F50%25',
      params: { branch: 'fix/50%' },
    })
  })

  it('asks for the default branch once where the record has none', async () => {
    bed.answer(routes.repository, bed.example(routes.repository, { default_branch: 'trunk' }))
    const unknown = askAt(bed.url, { repository: { ...helloWorld, defaultBranch: null } })
    expect((await unknown('branches.get', { branch: 'trunk' })).data.isDefault).toBe(true)
  })

  it('lists a page, and tells the next', async () => {
    bed.answer(routes.list, [branchOf('main', true), branchOf('b')], { headers: linkTo(bed, 3) })
    const page = await ask('branches.list', {}, { cursor: '2', perPage: 2 })
    expect(page.data).toEqual([
      { branch: 'main', sha, isProtected: true, isDefault: true },
      { branch: 'b', sha, isProtected: false, isDefault: false },
    ])
    expect(page.nextCursor).toBe('3')
    expect(lastRequest(bed).query).toEqual({ page: '2', per_page: '2' })
  })

  it('lists by prefix a page at a time, with protection from the list of protected branches', async () => {
    bed.answer(routes.matching, ['feat/a', 'feat/b', 'feat/c'].map(refOf))
    bed.answer(routes.list, ({ query }) =>
      query['page'] === '1'
        ? { body: [branchOf('other', true)], headers: linkTo(bed, 2) }
        : { body: [branchOf('feat/b', true)] },
    )
    const page = await ask('branches.list', { query: 'feat/' }, { perPage: 2 })
    expect(page.data.map((branch) => [branch.branch, branch.isProtected])).toEqual([
      ['feat/a', false],
      ['feat/b', true],
    ])
    expect(page.nextCursor).toBe('2')
    expect(lastRequest(bed).query).toEqual({ protected: 'true', per_page: '100', page: '2' })
    const last = await ask('branches.list', { query: 'feat/' }, { perPage: 2, cursor: '2' })
    expect(last.data.map((branch) => branch.branch)).toEqual(['feat/c'])
    expect(last.nextCursor).toBeNull()
  })

  it('finds nothing, without asking, where no name can begin so', async () => {
    const before = bed.requests.length
    for (const query of ['..', 'a/../b', 'a/./b', '.a', '/a', 'a//b', 'a b', 'a\\b', 'a*', 'a@{1']) {
      expect((await ask('branches.list', { query })).data).toEqual([])
      expect((await ask('tags.list', { query })).data).toEqual([])
    }
    expect(bed.requests.length).toBe(before)
    expect(['a', 'a/', 'a/b', 'a.b', 'ä', '#1%'].every(canBeginRef)).toBe(true)
  })

  it('creates one; one that exists is a conflict', async () => {
    bed.answer(routes.create, refOf('fix/1'), { status: 201 })
    const { data } = await ask('branches.create', { branch: 'fix/1', sha })
    expect(data).toEqual({ branch: 'fix/1', sha, isProtected: true, isDefault: false })
    expect(bed.requests.find((request) => request.route === routes.create)?.body).toEqual({
      ref: 'refs/heads/fix/1',
      sha,
    })
    bed.answer(
      routes.create,
      { message: 'Reference already exists', documentation_url: 'https://docs.github.com' },
      { status: 422 },
    )
    expect(await failure(ask('branches.create', { branch: 'fix/1', sha }))).toMatchObject({ code: 'conflict' })
  })

  it('moves one, forwards unless forced', async () => {
    bed.answer(routes.update, refOf('fix/1'))
    expect((await ask('branches.update', { branch: 'fix/1', sha, force: true })).data.sha).toBe(sha)
    expect(lastRequest(bed)).toMatchObject({ params: { ref: 'heads/fix/1' }, body: { sha, force: true } })
    bed.answer(
      routes.update,
      { message: 'Update is not a fast forward', documentation_url: 'https://docs.github.com' },
      { status: 422 },
    )
    expect(await failure(ask('branches.update', { branch: 'fix/1', sha }))).toMatchObject({ code: 'conflict' })
    expect(lastRequest(bed).body).toEqual({ sha, force: false })
  })

  it('deletes one', async () => {
    bed.answer(routes.delete, undefined, { status: 204 })
    expect((await ask('branches.delete', { branch: 'fix/1' })).data).toBeNull()
    expect(lastRequest(bed).path).toBe('/repos/octocat/hello-world/git/refs/heads%2Ffix%2F1')
  })
})
