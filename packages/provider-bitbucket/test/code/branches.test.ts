import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectNoFaults, failure, lastRequest, pageWith } from '../bed/expect.ts'
import { branchOf, parentSha, sha } from '../bed/samples.ts'
import { atWeb, hasDocument, startSpecBed, without, type Ask, type SpecBed } from '../bed/spec-bed.ts'

const routes = {
  get: `GET ${atWeb}/refs/branches/{name}`,
  deep: `GET ${atWeb}/refs/branches/{path1}/{path2}`,
  list: `GET ${atWeb}/refs/branches`,
  create: `POST ${atWeb}/refs/branches`,
  delete: `DELETE ${atWeb}/refs/branches/{path1}/{path2}`,
  restrictions: `GET ${atWeb}/branch-restrictions`,
  model: `GET ${atWeb}/branching-model`,
}

describe.skipIf(!hasDocument)(`branches${without}`, () => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = bed.ask()
    bed.answer(routes.restrictions, pageWith([]))
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('gets one whose name has a slash, #, & and %', async () => {
    const name = 'fix/50%&#1'
    bed.answer(routes.deep, branchOf(name))
    const { data } = await ask('branches.get', { branch: name })
    expect(data).toEqual({ branch: name, sha, isProtected: false, isDefault: false })
    expect(lastRequest(bed, routes.deep).path).toBe('/repositories/acme/web/refs/branches/fix/50%25%26%231')
  })

  it('tells the branches that restrictions guard, by pattern and by branching model', async () => {
    bed.answer(routes.restrictions, {
      pagelen: 100,
      values: [
        { type: 'branchrestriction', kind: 'require_approvals_to_merge', branch_match_kind: 'glob', pattern: '*' },
        { type: 'branchrestriction', kind: 'push', branch_match_kind: 'glob', pattern: 'release/*' },
        {
          type: 'branchrestriction',
          kind: 'delete',
          branch_match_kind: 'branching_model',
          branch_type: 'production',
          pattern: '',
        },
        {
          type: 'branchrestriction',
          kind: 'force',
          branch_match_kind: 'branching_model',
          branch_type: 'hotfix',
          pattern: '',
        },
      ],
    })
    bed.answer(routes.model, {
      type: 'branching_model',
      production: { name: 'main', use_mainbranch: true, branch: { type: 'branch', name: 'main' } },
      branch_types: [{ kind: 'hotfix', prefix: 'hotfix/' }],
    })
    const names = ['main', 'feature/x', 'release/1', 'hotfix/1']
    bed.answer(routes.list, pageWith(names.map((name) => branchOf(name))))
    const { data } = await ask('branches.list', {})
    expect(data.map((branch) => [branch.branch, branch.isProtected, branch.isDefault])).toEqual([
      ['main', true, true],
      ['feature/x', false, false],
      ['release/1', true, false],
      ['hotfix/1', true, false],
    ])
    bed.answer(routes.restrictions, pageWith([]))
  })

  it('counts a branch as unprotected where the credential may not see restrictions', async () => {
    bed.answer(routes.restrictions, { type: 'error', error: { message: 'Forbidden' } }, { status: 403 })
    bed.answer(routes.get, branchOf('main'))
    expect((await ask('branches.get', { branch: 'main' })).data).toMatchObject({ isProtected: false, isDefault: true })
    bed.answer(routes.restrictions, pageWith([]))
  })

  it('lists a page by prefix; the cursor is what the next link says', async () => {
    bed.answer(routes.list, pageWith([branchOf('fix/"a"'), branchOf('old-fix/b')], { page: '2', pagelen: '30' }))
    const page = await ask('branches.list', { query: 'fix/"' }, { perPage: 50 })
    expect(page.data.map((branch) => branch.branch)).toEqual(['fix/"a"'])
    expect(page.nextCursor).toBe('page=2')
    expect(lastRequest(bed, routes.list).query).toEqual({ q: 'name ~ "fix/\\""', pagelen: '50' })
    await ask('branches.list', {}, { cursor: 'page=2' })
    expect(lastRequest(bed, routes.list).query).toEqual({ page: '2', pagelen: '30' })
    expect(await failure(ask('branches.list', {}, { cursor: 'q=x' }))).toMatchObject({ code: 'invalid_argument' })
  })

  it('creates one; one that exists is a conflict', async () => {
    bed.answer(routes.create, branchOf('fix/1', parentSha), { status: 201 })
    const { data } = await ask('branches.create', { branch: 'fix/1', sha: parentSha })
    expect(data).toEqual({ branch: 'fix/1', sha: parentSha, isProtected: false, isDefault: false })
    expect(lastRequest(bed).body).toEqual({ name: 'fix/1', target: { hash: parentSha } })
    const error = { message: 'Branch "fix/1" already exists.', data: { key: 'BRANCH_ALREADY_EXISTS' } }
    bed.answer(routes.create, { type: 'error', error }, { status: 400 })
    expect(await failure(ask('branches.create', { branch: 'fix/1', sha }))).toMatchObject({ code: 'conflict' })
  })

  it('deletes one: the answer has neither body nor content type', async () => {
    bed.answer(routes.delete, undefined, { status: 204 })
    expect((await ask('branches.delete', { branch: 'fix/1' })).data).toBeNull()
    expect(lastRequest(bed).method).toBe('DELETE')
  })
})
