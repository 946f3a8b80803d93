import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectNoFaults, failure, lastRequest, pageWith } from '../bed/expect.ts'
import { branchOf, commitOf, emmaAuthor, parentSha, sha } from '../bed/samples.ts'
import {
  atWeb,
  hasDocument,
  startSpecBed,
  without,
  type Ask,
  type RecordedRequest,
  type SpecBed,
} from '../bed/spec-bed.ts'

const routes = {
  get: `GET ${atWeb}/commit/{commit}`,
  list: `GET ${atWeb}/commits`,
  diffstat: `GET ${atWeb}/diffstat/{spec}`,
  diff: `GET ${atWeb}/diff/{spec}`,
  base: `GET ${atWeb}/merge-base/{revspec}`,
  pulls: `GET ${atWeb}/commit/{commit}/pullrequests`,
  branch: `GET ${atWeb}/refs/branches/{name}`,
  file: `GET ${atWeb}/src/{commit}/{path}`,
  commit: `POST ${atWeb}/src`,
}
const stats = [
  {
    type: 'diffstat',
    status: 'renamed',
    lines_added: 1,
    lines_removed: 1,
    old: { type: 'commit_file', path: 'a.txt' },
    new: { type: 'commit_file', path: 'ü b.txt' },
  },
  {
    type: 'diffstat',
    status: 'added',
    lines_added: 0,
    lines_removed: 0,
    old: null,
    new: { type: 'commit_file', path: 'logo.png' },
  },
  {
    type: 'diffstat',
    status: 'removed',
    lines_added: 0,
    lines_removed: 2,
    old: { type: 'commit_file', path: 'gone' },
    new: null,
  },
]
const diff = [
  'diff --git "a/a.txt" "b/\\303\\274 b.txt"',
  'similarity index 90%',
  'rename from a.txt',
  'rename to "\\303\\274 b.txt"',
  '--- a/a.txt',
  '+++ "b/\\303\\274 b.txt"',
  '@@ -1 +1 @@',
  '-old',
  '+diff --git in the text',
  'diff --git a/logo.png b/logo.png',
  'new file mode 100644',
  'Binary files /dev/null and b/logo.png differ',
  'diff --git a/gone b/gone',
  'deleted file mode 100644',
  '--- a/gone',
  '+++ /dev/null',
  '@@ -1,2 +0,0 @@',
  '-x',
  '-y',
  '',
].join('\n')

describe.skipIf(!hasDocument)(`commits${without}`, () => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = bed.ask()
    bed.answer(routes.diffstat, pageWith(stats))
    bed.answer(routes.diff, diff)
    bed.answer(routes.get, commitOf())
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('gets one with its files, their counts and hunks', async () => {
    const { data } = await ask('commits.get', { sha })
    expect(data).toMatchObject({
      sha,
      message: 'Subject\n\nBody\n',
      author: {
        name: 'Emma Example',
        email: 'emma@example.com',
        date: '2026-03-01T10:00:00.000Z',
        account: emmaAuthor,
      },
      committer: null,
      parents: [parentSha],
      additions: 1,
      deletions: 3,
    })
    expect(data.files?.map(({ path, previousPath, status, patch }) => [path, previousPath, status, patch])).toEqual([
      ['ü b.txt', 'a.txt', 'renamed', '@@ -1 +1 @@\n-old\n+diff --git in the text'],
      ['logo.png', null, 'added', null],
      ['gone', null, 'removed', '@@ -1,2 +0,0 @@\n-x\n-y'],
    ])
  })

  it('follows pages of changed files', async () => {
    const page = ({ query }: RecordedRequest) => ({
      body: query['page'] === '2' ? pageWith([stats[1]]) : pageWith([stats[0]], { page: '2' }),
    })
    bed.answer(routes.diffstat, page)
    expect((await ask('commits.get', { sha })).data.files?.length).toBe(2)
    bed.answer(routes.diffstat, pageWith(stats))
  })

  it('lists by ref and path; the cursor keeps every parameter that tells the place', async () => {
    bed.answer(routes.list, pageWith([commitOf()], { ctx: 'x y', page: '2', pagelen: '30', include: 'fix/1&#%' }))
    const page = await ask('commits.list', { ref: 'fix/1&#%', path: 'my docs/ü.md' })
    expect(page.nextCursor).toBe('page=2&ctx=x+y')
    expect(lastRequest(bed).query).toEqual({ include: 'fix/1&#%', path: 'my docs/ü.md', pagelen: '30' })
    await ask('commits.list', {}, { cursor: 'page=2&ctx=x+y' })
    expect(lastRequest(bed).query).toEqual({ include: 'main', page: '2', ctx: 'x y', pagelen: '30' })
  })

  it('looks at dates and author itself, and ends where a page is wholly too old', async () => {
    const commits = ['2026-03-03', '2026-03-02', '2026-03-01'].map((day) => commitOf(sha, `${day}T10:00:00+00:00`))
    bed.answer(routes.list, pageWith(commits, { page: '2' }))
    const between = await ask('commits.list', { since: '2026-03-02T00:00:00Z', until: '2026-03-02T23:00:00Z' })
    expect(between.data.map((commit) => commit.author?.date)).toEqual(['2026-03-02T10:00:00.000Z'])
    expect(between.nextCursor).toBe('page=2')
    expect((await ask('commits.list', { since: '2026-04-01' })).nextCursor).toBeNull()
    expect((await ask('commits.list', { author: emmaAuthor.id })).data.length).toBe(3)
    expect((await ask('commits.list', { author: 'EMMA@example.com' })).data.length).toBe(3)
    expect((await ask('commits.list', { author: 'mma@example.com' })).data.length).toBe(0)
  })

  it('compares: the head is Bitbucket’s first commit, the base its second', async () => {
    const [older, newer] = ['c'.repeat(40), 'd'.repeat(40)]
    bed.answer(routes.list, ({ query }) => ({
      body: pageWith(query['include'] === sha ? [commitOf(newer), commitOf(older)] : [commitOf(parentSha)]),
    }))
    bed.answer(routes.base, commitOf(older))
    const { data } = await ask('commits.compare', { base: parentSha, head: sha })
    expect(data).toMatchObject({ aheadBy: 2, behindBy: 1, mergeBase: older, truncated: false })
    expect(data.commits.map((commit) => commit.sha)).toEqual([older, newer])
    expect(data.files.length).toBe(3)
    expect(lastRequest(bed, routes.diffstat).params['spec']).toBe(`${sha}..${parentSha}`)
    expect(lastRequest(bed, routes.base).params['revspec']).toBe(`${parentSha}..${sha}`)
    const ahead = bed.requests.find((one) => one.query['exclude'] === parentSha)
    expect(ahead?.query).toMatchObject({ include: sha })
  })

  it('lists the pull requests of a commit', async () => {
    bed.answer(
      routes.pulls,
      pageWith([
        {
          type: 'pullrequest',
          id: 7,
          title: 'Fix',
          state: 'MERGED',
          links: {},
          updated_on: '2026-03-01T10:00:00+00:00',
        },
      ]),
    )
    const { data } = await ask('commits.listPullRequests', { sha })
    expect(data).toMatchObject([{ pullRequest: '7', state: 'merged', mergedAt: '2026-03-01T10:00:00.000Z' }])
  })

  it('commits several changes at once: what is moved is read and sent again', async () => {
    bed.answer(routes.branch, branchOf('main', parentSha))
    bed.answer(routes.commit, undefined, {
      status: 201,
      headers: { location: `/2.0/repositories/acme/web/commit/${sha}` },
    })
    bed.answer(routes.file, ({ query, params }) => {
      const path = params['path'] ?? ''
      if (path === 'new.txt' || path === 'b.txt')
        return { status: 404, body: { type: 'error', error: { message: 'x' } } }
      const meta = {
        type: 'commit_file',
        path,
        size: 3,
        attributes: path === 'a.sh' ? ['executable'] : [],
        commit: commitOf(),
      }
      return { body: query['format'] === 'meta' ? meta : `<${path}>` }
    })
    const { data } = await ask('commits.create', {
      branch: 'main',
      parent: parentSha.slice(0, 12),
      message: 'Many',
      changes: [
        { action: 'write', path: 'new.txt', content: 'n' },
        { action: 'move', from: 'a.sh', path: 'b.txt' },
        { action: 'chmod', path: 'c.sh', isExecutable: true },
        { action: 'delete', path: 'd.txt' },
      ],
    })
    expect(data.sha).toBe(sha)
    const body = String(lastRequest(bed, routes.commit).body)
    expect(body).toContain(`name="parents"\r\n\r\n${parentSha}\r\n`)
    expect(body).toMatch(/name="\/new.txt"; filename="new.txt"\r\n.*\r\n\r\nn\r\n/)
    expect(body).toMatch(/name="\/b.txt"; filename="b.txt"; x-attributes="executable"\r\n.*\r\n\r\n<a.sh>\r\n/)
    expect(body).toMatch(/name="\/c.sh"; filename="c.sh"; x-attributes="executable"\r\n.*\r\n\r\n<c.sh>\r\n/)
    expect([...body.matchAll(/name="files"\r\n\r\n(.*)\r\n/g)].map((one) => one[1])).toEqual(['/a.sh', '/d.txt'])
  })

  it('refuses a commit on a branch that has moved', async () => {
    const changes = [{ action: 'delete', path: 'd.txt' }] as const
    const error = await failure(
      ask('commits.create', { branch: 'main', parent: sha, message: 'm', changes: [...changes] }),
    )
    expect(error).toMatchObject({ code: 'conflict' })
  })
})
