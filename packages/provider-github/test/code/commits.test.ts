import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { askAt, type Ask } from '../ask.ts'
import { expectNoFaults, failure, lastRequest, linkTo } from '../bed/expect.ts'
import { startSpecBed, type SpecBed } from '../bed/spec-bed.ts'

const routes = {
  get: 'GET /repos/{owner}/{repo}/commits/{ref}',
  list: 'GET /repos/{owner}/{repo}/commits',
  compare: 'GET /repos/{owner}/{repo}/compare/{basehead}',
  pulls: 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls',
}
const sha = '6dcb09b5b57875f334f61aebed695e2e4193db5e'

interface VendorFile {
  readonly filename: string
}

describe('commits', () => {
  let bed: SpecBed
  let ask: Ask
  let file: VendorFile
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = askAt(bed.url)
    const [one] = bed.example<{ readonly files: readonly VendorFile[] }>(routes.get).files
    if (one === undefined) throw new Error('The example commit has no file.')
    file = one
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('gets a commit', async () => {
    bed.answer(routes.get, bed.example(routes.get))
    const { data } = await ask('commits.get', { sha: 'feat/x' })
    expect(data).toMatchObject({
      sha,
      message: 'Fix all the bugs',
      author: { name: 'Monalisa Octocat', date: '2011-04-14T16:00:49Z', account: { username: 'octocat' } },
      parents: [sha],
      additions: 104,
      deletions: 4,
    })
    expect(data.files?.[0]).toMatchObject({ path: 'file1.txt', status: 'modified', additions: 10, deletions: 2 })
    expect(lastRequest(bed)).toMatchObject({ params: { ref: 'feat/x' }, query: {} })
  })

  it('follows the pages of a large commit to 3,000 files, and no further', async () => {
    bed.answer(routes.get, ({ query }) => {
      const page = Number(query['page'] ?? 1)
      const files = Array.from({ length: 300 }, (_, index) => ({ ...file, filename: `${page}/${index}` }))
      return { body: bed.example(routes.get, { files }), headers: linkTo(bed, page + 1) }
    })
    const before = bed.requests.length
    const { data } = await ask('commits.get', { sha })
    expect(data.files).toHaveLength(3000)
    expect(data.files?.at(-1)?.path).toBe('10/299')
    expect(bed.requests.length - before).toBe(10)
  })

  it('lists with every filter', async () => {
    bed.answer(routes.list, bed.example(routes.list), { headers: linkTo(bed, 2) })
    const filter = {
      ref: 'feat/x',
      path: 'src/a b.ts',
      since: '2020-01-02T03:04:05+01:00',
      until: '2021-01-01',
      author: 'octocat',
    }
    const page = await ask('commits.list', filter, { perPage: 10 })
    expect(page.data[0]).toMatchObject({ sha, files: null, additions: null })
    expect(page.nextCursor).toBe('2')
    expect(lastRequest(bed).query).toEqual({
      sha: 'feat/x',
      path: 'src/a b.ts',
      since: '2020-01-02T02:04:05Z',
      until: '2021-01-01T00:00:00Z',
      author: 'octocat',
      page: '1',
      per_page: '10',
    })
  })

  it('tells an empty repository, and a commit that is not there', async () => {
    const body = { message: 'Git Repository is empty.', documentation_url: 'https://docs.github.com' }
    bed.answer(routes.list, body, { status: 409 })
    expect(await failure(ask('commits.list', {}))).toMatchObject({ code: 'not_found' })
    bed.answer(routes.get, { ...body, message: `No commit found for SHA: ${sha}` }, { status: 422 })
    expect(await failure(ask('commits.get', { sha }))).toMatchObject({ code: 'not_found' })
  })

  it('compares with one request; what GitHub leaves out is `truncated`', async () => {
    bed.answer(routes.compare, bed.example(routes.compare, { ahead_by: 1, behind_by: 2, total_commits: 1 }))
    const { data } = await ask('commits.compare', { base: 'main', head: 'feat/x' })
    expect(data).toMatchObject({ aheadBy: 1, behindBy: 2, mergeBase: sha, truncated: false })
    expect(data.commits).toHaveLength(1)
    expect(data.files).toHaveLength(1)
    expect(lastRequest(bed)).toMatchObject({ params: { basehead: 'main...feat/x' }, query: {} })
    bed.answer(routes.compare, bed.example(routes.compare, { total_commits: 251 }))
    expect((await ask('commits.compare', { base: 'a', head: 'b' })).data.truncated).toBe(true)
    bed.answer(routes.compare, bed.example(routes.compare, { files: Array.from({ length: 300 }, () => file) }))
    expect((await ask('commits.compare', { base: 'a', head: 'b' })).data.truncated).toBe(true)
  })

  it('lists the pull requests of a commit', async () => {
    bed.answer(routes.pulls, bed.example(routes.pulls))
    const page = await ask('commits.listPullRequests', { sha })
    expect(page.data[0]).toMatchObject({ pullRequest: '1347', state: 'merged' })
    expect(lastRequest(bed).params['commit_sha']).toBe(sha)
  })
})
