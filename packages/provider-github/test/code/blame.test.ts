import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { mapBlameRange } from '../../src/graphql/map-blame.ts'
import { askAt, type Ask } from '../ask.ts'
import { expectNoFaults, failure, lastRequest } from '../bed/expect.ts'
import { startSpecBed, type SpecBed } from '../bed/spec-bed.ts'

const oid = 'c3d0be41ecbe669545ee3e94d31ed9a4bc91ee3c'
const user = {
  databaseId: 1,
  login: 'octocat',
  name: 'Octo',
  avatarUrl: 'https://a.example/1',
  url: 'https://github.com/octocat',
}
const actor = { name: 'Octo', email: 'octo@example.com', date: '2020-01-02T03:04:05+02:00', user }

function rangeOf(startingLine: number, endingLine: number) {
  const commit = {
    oid,
    message: 'One\n\nTwo',
    url: `https://github.com/octocat/hello-world/commit/${oid}`,
    author: actor,
    committer: { ...actor, user: null },
    parents: { nodes: [{ oid }, null] },
  }
  return { startingLine, endingLine, commit }
}

describe('files.getBlame', () => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = askAt(bed.url)
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('asks for all files at once, values as variables, and cuts ranges to the lines asked for', async () => {
    bed.answer('POST /graphql', {
      data: {
        repository: {
          ref0: {
            file0: { ranges: [rangeOf(1, 4), rangeOf(5, 9), rangeOf(10, 12)] },
            file2: { ranges: [rangeOf(1, 1)] },
          },
          ref1: { target: { file1: { ranges: [rangeOf(1, 2)] } } },
        },
      },
    })
    const files = [
      { path: 'a"b.ts', ref: 'main', lines: { start: 3, end: 6 } },
      { path: 'c.ts', ref: 'v1' },
      { path: 'd.ts', ref: 'main' },
    ]
    const { data } = await ask('files.getBlame', { files })
    expect(data.map((range) => [range.path, range.startLine, range.endLine])).toEqual([
      ['a"b.ts', 3, 4],
      ['a"b.ts', 5, 6],
      ['c.ts', 1, 2],
      ['d.ts', 1, 1],
    ])
    const { query, variables } = lastRequest(bed).body as { readonly query: string; readonly variables: object }
    expect(variables).toMatchObject({ ref0: 'main', ref1: 'v1', path0: 'a"b.ts', path1: 'c.ts', path2: 'd.ts' })
    expect(query).not.toContain('a"b.ts')
  })

  it('tells a ref that is not there, and what GraphQL refuses', async () => {
    bed.answer('POST /graphql', { data: { repository: { ref0: null } } })
    const files = [{ path: 'a', ref: 'gone' }]
    expect(await failure(ask('files.getBlame', { files }))).toMatchObject({ code: 'not_found' })
    bed.answer('POST /graphql', {
      data: { repository: null },
      errors: [{ type: 'NOT_FOUND', message: 'Could not resolve' }],
    })
    expect(await failure(ask('files.getBlame', { files }))).toMatchObject({ code: 'not_found' })
    bed.answer('POST /graphql', { errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] })
    expect(await failure(ask('files.getBlame', { files }))).toMatchObject({
      code: 'rate_limited',
      detail: { by: 'vendor', resource: 'graphql' },
    })
  })

  it('maps a range with its commit', () => {
    expect(mapBlameRange('a', rangeOf(1, 2), undefined)?.commit).toEqual({
      sha: oid,
      message: 'One\n\nTwo',
      author: {
        name: 'Octo',
        email: 'octo@example.com',
        date: '2020-01-02T01:04:05.000Z',
        account: {
          id: '1',
          username: 'octocat',
          displayName: 'Octo',
          isBot: false,
          avatarUrl: user.avatarUrl,
          htmlUrl: user.url,
        },
      },
      committer: { name: 'Octo', email: 'octo@example.com', date: '2020-01-02T01:04:05.000Z', account: null },
      parents: [oid],
      additions: null,
      deletions: null,
      files: null,
      htmlUrl: `https://github.com/octocat/hello-world/commit/${oid}`,
    })
    expect(mapBlameRange('a', rangeOf(1, 2), { start: 3, end: 3 })).toBeNull()
  })
})
