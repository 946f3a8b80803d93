import { Branches, Issues, Projects } from '@gitbeaker/rest'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listen } from '../../provider-github/test/bed/http.ts'
import type { Answer } from '../../provider-github/test/bed/check-answer.ts'
import type { WireRequest } from '../../provider-github/test/bed/http.ts'
import { bind, createClient, paged, path, type Bound } from '../src/client.ts'
import { callOf, failure } from './bed/expect.ts'

describe('the client', () => {
  const seen: WireRequest[] = []
  let answering: (request: WireRequest) => Answer
  let server: Awaited<ReturnType<typeof listen>>
  beforeAll(async () => {
    server = await listen((request) => {
      seen.push(request)
      return answering(request)
    })
  })
  beforeEach(() => {
    seen.length = 0
    answering = () => ({ body: [] })
  })
  afterAll(() => server.close())

  const clientAt = (base = '') =>
    createClient({ settings: { baseUrl: `${server.url}${base}` }, fetch, log: () => undefined })
  const bound = (externalId = '4', base = ''): Bound =>
    bind(clientAt(base), { externalId, fullName: 'a/b/c', defaultBranch: null })

  it('sends a POST that fails with 502 once, and no request ever with a credential', async () => {
    answering = () => ({ status: 502, body: 'Bad gateway' })
    const { project, of } = bound()
    expect(await failure(of(Issues).create(project, 'A title'))).toMatchObject({ code: 'bad_response' })
    expect(seen.map(({ method, path: at }) => [method, at])).toEqual([['POST', '/api/v4/projects/4/issues']])
    expect(Object.keys(seen[0]?.headers ?? {})).not.toContain('authorization')
    expect(Object.keys(seen[0]?.headers ?? {})).not.toContain('private-token')
    expect(JSON.parse(seen[0]?.text ?? '')).toEqual({ title: 'A title' })
  })

  it('sends a GET that fails with 429 once', async () => {
    answering = () => ({ status: 429, body: 'Retry later' })
    await failure(bound().of(Issues).all({ projectId: 4, page: 1 }))
    expect(seen).toHaveLength(1)
  })

  it('speaks to an instance in a sub-path', async () => {
    await bound('4', '/gitlab/').of(Branches).all(4)
    expect(seen[0]?.path).toBe('/gitlab/api/v4/projects/4/repository/branches')
  })

  it('names a project by its id, and by its full path where the id is not a number', async () => {
    const { project, of } = bound('not a number')
    await of(Branches).all(project)
    expect(bound('42').project).toBe(42)
    expect(seen[0]?.path).toBe('/api/v4/projects/a%2Fb%2Fc/repository/branches')
  })

  it('asks for one page, also where GitLab offers the next', async () => {
    answering = () => ({
      body: [{ name: 'x' }],
      headers: { 'x-next-page': '3', link: `<${server.url}/api/v4/projects/4/x?page=3>; rel="next"` },
    })
    const client = bound()
    const page = await client.page(Branches, callOf('2', 1), (branches, at) => branches.all(4, at))
    expect(paged(page, ({ name }) => name)).toEqual({ data: ['x'], nextCursor: '3', raw: [{ name: 'x' }] })
    await client.of(Branches).all(4)
    expect(seen.map(({ search }) => search.toString())).toEqual(['page=2&per_page=1', ''])
  })

  it('pages by keyset: the cursor goes back as the parameter it came from', async () => {
    const next = (query: string) => ({
      body: [],
      headers: { link: `<${server.url}/api/v4/projects?${query}>; rel="next"` },
    })
    answering = () => next('id_after=42&per_page=2&pagination=keyset')
    const client = bound()
    const ask = (cursor: string | null) =>
      client.keysetPage(Projects, callOf(cursor, 2), (projects, at) =>
        projects.all({ ...at, membership: true, orderBy: 'id', sort: 'asc' }),
      )
    expect((await ask(null)).nextCursor).toBe('id_after=42')
    answering = () => next('cursor=a%3Db%26c')
    const { nextCursor } = await ask('id_after=42')
    expect(nextCursor).toBe('cursor=a=b&c')
    answering = () => ({ body: [] })
    expect((await ask(nextCursor)).nextCursor).toBeNull()
    expect(seen.map(({ search }) => [search.get('id_after'), search.get('cursor')])).toEqual([
      [null, null],
      ['42', null],
      [null, 'a=b&c'],
    ])
  })

  it.each(['0', '-1', '1.5', 'two', ''])('refuses the cursor "%s" that is not its own', async (cursor) => {
    const run = bound().page(Branches, callOf(cursor), (branches, at) => branches.all(4, at))
    await expect(run).rejects.toMatchObject({ code: 'invalid_argument', detail: { argument: 'cursor' } })
  })

  it.each(['5', 'page_token=', 'private_token=x', '=x', 'id_after=x', `cursor=${'x'.repeat(4097)}`])(
    'refuses the keyset cursor "%s" that is not its own',
    async (cursor) => {
      const run = bound().keysetPage(Projects, callOf(cursor), (projects) => projects.all())
      await expect(run).rejects.toMatchObject({ code: 'invalid_argument' })
    },
  )

  it('sends a DELETE without a body, and understands 204', async () => {
    answering = () => ({ status: 204 })
    expect(await bound().of(Branches).remove(4, 'a/b')).toBeNull()
    expect(seen[0]).toMatchObject({ method: 'DELETE', text: '', path: '/api/v4/projects/4/repository/branches/a%2Fb' })
  })

  it('hands the fetch a URL whose dot segments are still there to be seen', async () => {
    const asked: string[] = []
    const fetching = async (url: unknown) => {
      asked.push(String(url))
      return Response.json({})
    }
    const client = createClient({ settings: { baseUrl: 'https://x.example' }, fetch: fetching, log: () => undefined })
    await client.of(Branches).show(4, '..')
    await client.request('HEAD', path`projects/${'..'}/x`)
    expect(asked).toEqual([
      'https://x.example/api/v4/projects/4/repository/branches/..',
      'https://x.example/api/v4/projects/../x',
    ])
  })

  it('is told apart from a proxy page: JSON that is none is a bad response', async () => {
    answering = () => ({ body: '<html>', headers: { 'content-type': 'application/json' } })
    expect(await failure(bound().of(Branches).show(4, 'main'))).toMatchObject({ code: 'bad_response' })
  })
})
