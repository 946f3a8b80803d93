import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectNoFaults, lastRequest, nextPage } from '../bed/expect.ts'
import { hasDocument, startSpecBed, without, type Ask, type SpecBed } from '../bed/spec-bed.ts'

const root = '/projects/{id}/repository'
const routes = {
  get: `GET ${root}/commits/{sha}`,
  diff: `GET ${root}/commits/{sha}/diff`,
  list: `GET ${root}/commits`,
  sequence: `GET ${root}/commits/{sha}/sequence`,
  compare: `GET ${root}/compare`,
  mergeBase: `GET ${root}/merge_base`,
  users: 'GET /users',
  requests: `GET ${root}/commits/{sha}/merge_requests`,
}
const [sha, older] = ['2695effb5807a22ff3d138d593fd856244e155e7', 'd5a3ff139356ce33e37e73add446f16869741b50']

const diffOf = (path: string, change: object = {}) => ({
  diff: '@@ -1 +1,2 @@\n-a\n+b\n+c\n',
  new_path: path,
  old_path: path,
  a_mode: '100644',
  b_mode: '100644',
  new_file: false,
  renamed_file: false,
  deleted_file: false,
  ...change,
})

describe.skipIf(!hasDocument)(`commits${without}`, () => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = bed.ask()
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  const commitOf = (change: object = {}) => bed.example<{ id: string }>(routes.get, change)

  it('gets one with its whole message and its files, over all pages', async () => {
    const message = 'Subject\n\nBody of\nmany lines\n'
    const stats = { additions: 2, deletions: 1, total: 3 }
    bed.answer(routes.get, commitOf({ message, stats, parent_ids: [older] }))
    bed.answer(routes.diff, ({ query }) =>
      query['page'] === '1'
        ? { body: [diffOf('a b')], headers: nextPage(bed, 2) }
        : { body: [diffOf('c', { new_file: true })] },
    )
    const { data } = await ask('commits.get', { sha: 'feature/x' })
    expect(data).toMatchObject({
      sha,
      message,
      author: { name: 'John Smith', email: 'john@example.com', date: '2012-05-28T11:42:42.000Z', account: null },
      committer: { name: 'Jack Smith', email: 'jack@example.com', date: '2012-05-28T11:42:42.000Z' },
      parents: [older],
      additions: 2,
      deletions: 1,
    })
    expect(data.files?.map(({ path, status, additions }) => [path, status, additions])).toEqual([
      ['a b', 'modified', 2],
      ['c', 'added', 2],
    ])
    expect(lastRequest(bed, routes.get).path).toBe('/projects/4/repository/commits/feature%2Fx')
    expect(lastRequest(bed)).toMatchObject({ params: { sha }, query: { page: '2', per_page: '100' } })
  })

  it('lists those of a ref and path, between dates, by an account', async () => {
    bed.answer(
      routes.users,
      [bed.example<[object]>(routes.users)].flatMap(() => [{ ...user }]),
    )
    bed.answer(routes.list, [commitOf()], { headers: nextPage(bed, 2) })
    const filter = {
      ref: 'a/b&c',
      path: 'x y/ü',
      since: '2026-01-02',
      until: '2026-02-03T04:05:06+02:00',
      author: 'John',
    }
    const page = await ask('commits.list', filter, { perPage: 5 })
    expect([page.data.map(({ files, sha: id }) => [id, files]), page.nextCursor]).toEqual([[[sha, null]], '2'])
    expect(lastRequest(bed).query).toEqual({
      ref_name: 'a/b&c',
      path: 'x y/ü',
      since: '2026-01-02T00:00:00.000Z',
      until: '2026-02-03T02:05:06.000Z',
      author: 'John Smith',
      page: '1',
      per_page: '5',
    })
    expect(lastRequest(bed, routes.users).query).toEqual({ username: 'John' })
    bed.answer(routes.users, [])
    await ask('commits.list', { author: 'john@example.com' })
    expect(lastRequest(bed).query).toMatchObject({ author: 'john@example.com' })
  })

  it('lists the merge requests that contain one', async () => {
    const change = { iid: 7, state: 'merged', title: 'T', draft: false, source_project_id: 4, target_project_id: 4 }
    const { labels: _labels, ...request } = bed.example<{ labels?: unknown }>(
      'GET /projects/{id}/merge_requests/{merge_request_iid}',
      change,
    )
    bed.answer(
      routes.requests,
      [{ ...request, labels: ['bug'], author: user, assignees: [], reviewers: [], milestone: null }],
      {
        headers: nextPage(bed, 2),
      },
    )
    const page = await ask('commits.listPullRequests', { sha }, { perPage: 1 })
    expect(page.data.map(({ pullRequest, state }) => [pullRequest, state])).toEqual([['7', 'merged']])
    expect(page.nextCursor).toBe('2')
    expect(lastRequest(bed).params).toEqual({ id: '4', sha })
  })

  const user = { id: 1, username: 'john', name: 'John Smith', state: 'active', web_url: 'http://x.example/john' }

  const compared = (commits: readonly object[], change: object = {}) => ({
    commit: null,
    commits,
    diffs: [diffOf('a')],
    compare_timeout: false,
    compare_same_ref: false,
    web_url: 'https://gitlab.example.com/x',
    ...change,
  })

  it('compares two refs, counting both ways from their merge base', async () => {
    bed.answer(routes.compare, compared([commitOf({ id: older }), commitOf()]))
    bed.answer(routes.mergeBase, commitOf({ id: 'c'.repeat(40) }))
    bed.answer(routes.list, [commitOf()])
    const { data } = await ask('commits.compare', { base: 'main', head: 'fix/#1' })
    expect(data).toMatchObject({ aheadBy: 2, behindBy: 1, mergeBase: 'c'.repeat(40), truncated: false })
    expect([data.commits.map(({ sha: id }) => id), data.files.map(({ path }) => path)]).toEqual([[older, sha], ['a']])
    expect(lastRequest(bed, routes.compare).query).toEqual({ from: 'main', to: 'fix/#1' })
    expect(lastRequest(bed, routes.mergeBase).query).toEqual({ refs: ['main', 'fix/#1'] })
    expect(lastRequest(bed, routes.list).query).toMatchObject({ ref_name: 'fix/#1..main' })
  })

  it('compares what has no history in common, and tells what is left out', async () => {
    const many = Array.from({ length: 251 }, () => commitOf())
    bed.answer(routes.compare, compared(many))
    bed.answer(routes.mergeBase, { message: '404 Merge Base Not Found' }, { status: 404 })
    bed.answer(routes.list, [])
    const { data } = await ask('commits.compare', { base: 'main', head: 'x' })
    expect([data.aheadBy, data.commits.length, data.mergeBase, data.truncated]).toEqual([251, 250, null, true])
    bed.answer(routes.compare, compared([], { compare_timeout: true }))
    expect((await ask('commits.compare', { base: 'main', head: 'x' })).data.truncated).toBe(true)
  })

  it('counts far behind by what both ends have behind them', async () => {
    bed.answer(routes.compare, compared([]))
    bed.answer(routes.mergeBase, commitOf({ id: older }))
    bed.answer(routes.list, ({ query }) => ({
      body: [commitOf()],
      headers: nextPage(bed, Number(query['page']) + 1),
    }))
    bed.answer(routes.sequence, ({ params }) => ({ body: { count: params['sha'] === older ? 100 : 1500 } }))
    expect((await ask('commits.compare', { base: 'main', head: 'x' })).data.behindBy).toBe(1400)
  })
})
