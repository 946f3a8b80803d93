import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { mapGraphqlEntry } from '../../src/parts/directory.ts'
import { mapDirectoryEntry } from '../../src/map/file.ts'
import { askAt, type Ask } from '../ask.ts'
import { expectNoFaults, failure, lastRequest } from '../bed/expect.ts'
import { startSpecBed, type SpecBed } from '../bed/spec-bed.ts'

const route = 'GET /repos/{owner}/{repo}/contents/{path}'
const sha = '3d21ec53a331a6f037a91c368710b99387d012c1'
const url = 'https://api.github.com/x'
const urls = { url, git_url: url, html_url: url, download_url: url, _links: { git: url, self: url, html: url } }
const entryOf = (path: string, change: object = {}) => ({
  type: 'file',
  size: 5,
  name: 'x',
  path,
  sha,
  ...urls,
  ...change,
})

describe('directories', () => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = askAt(bed.url)
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('lists a page of the whole answer', async () => {
    bed.answer(route, [entryOf('src/a'), entryOf('src/b', { type: 'dir', size: 0 }), entryOf('src/c')])
    const first = await ask('files.list', { path: 'src', ref: 'v1' }, { perPage: 2 })
    expect(first.data).toEqual([
      { path: 'src/a', kind: 'file', sha, sizeBytes: 5 },
      { path: 'src/b', kind: 'directory', sha, sizeBytes: null },
    ])
    expect(first.nextCursor).toBe('2')
    expect(lastRequest(bed)).toMatchObject({ params: { path: 'src' }, query: { ref: 'v1' } })
    const last = await ask('files.list', { path: 'src' }, { perPage: 2, cursor: '2' })
    expect(last.data.map((entry) => entry.path)).toEqual(['src/c'])
    expect(last.nextCursor).toBeNull()
    expect((await ask('files.list', { path: '' })).data).toHaveLength(3)
    expect(lastRequest(bed).path).toBe('/repos/octocat/hello-world/contents')
    expect(await failure(ask('files.list', { path: '' }, { cursor: '0' }))).toMatchObject({ code: 'invalid_argument' })
  })

  it('asks GraphQL for a directory of more than GitHub tells', async () => {
    bed.answer(
      route,
      Array.from({ length: 1000 }, (_, index) => entryOf(`big/${index}`)),
    )
    const entries = Array.from({ length: 1200 }, (_, index) => ({
      path: `big/${index}`,
      mode: 0o100644,
      oid: sha,
      size: 1,
    }))
    bed.answer('POST /graphql', { data: { repository: { object: { entries } } } })
    const page = await ask('files.list', { path: 'big' }, { perPage: 100, cursor: '12' })
    expect(page.data).toHaveLength(100)
    expect(page.data.at(-1)).toEqual({ path: 'big/1199', kind: 'file', sha, sizeBytes: 1 })
    expect(page.nextCursor).toBeNull()
    expect(lastRequest(bed).body).toMatchObject({ variables: { expression: 'HEAD:big' } })
  })

  it('refuses to list a file', async () => {
    bed.answer(route, entryOf('a', { encoding: 'base64', content: '' }))
    expect(await failure(ask('files.list', { path: 'a' }))).toMatchObject({ code: 'validation_failed' })
  })

  it('maps each kind of entry', () => {
    const kindOf = (change: object) => mapDirectoryEntry({ ...entryOf('x'), ...change }).kind
    expect(kindOf({ type: 'symlink' })).toBe('symlink')
    expect(kindOf({ type: 'submodule' })).toBe('submodule')
    expect(kindOf({ git_url: null })).toBe('submodule')
    expect(kindOf({ git_url: 'https://api.github.com/repos/a/b/git/trees/c' })).toBe('submodule')
    const modes = [0o040000, 0o100755, 0o120000, 0o160000]
    expect(modes.map((mode) => mapGraphqlEntry({ path: 'x', mode, oid: sha, size: 1 }).kind)).toEqual([
      'directory',
      'file',
      'symlink',
      'submodule',
    ])
  })
})
