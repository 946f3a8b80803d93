import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectNoFaults, failure, lastRequest, nextKeyset } from '../bed/expect.ts'
import { hasDocument, startSpecBed, without, type Ask, type SpecBed } from '../bed/spec-bed.ts'

const file = '/projects/{id}/repository/files/{file_path}'
const routes = {
  get: `GET ${file}`,
  head: `HEAD ${file}`,
  blame: `GET ${file}/blame`,
  tree: 'GET /projects/{id}/repository/tree',
  commit: 'POST /projects/{id}/repository/commits',
}
const sha = '2695effb5807a22ff3d138d593fd856244e155e7'
const [blob, lastCommit] = ['79f7bbd25901e8334750839545a9bd021f0e4c83', 'd5a3ff139356ce33e37e73add446f16869741b50']
const missing = { status: 404, body: { message: '404 File Not Found' } } as const

/** https://docs.gitlab.com/api/repository_files/#get-file-from-repository */
function vendorFile(path: string, content: Buffer) {
  return {
    file_name: path.split('/').at(-1),
    file_path: path,
    size: content.length,
    encoding: 'base64',
    content: content.toString('base64'),
    content_sha256: 'x',
    ref: 'main',
    blob_id: blob,
    commit_id: sha,
    last_commit_id: lastCommit,
    execute_filemode: false,
  }
}
const entry = (path: string, type: string, mode: string) => ({ id: blob, name: path, type, path, mode })

describe.skipIf(!hasDocument)(`files${without}`, () => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = bed.ask()
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it.each(['a b/c.txt', 'ü/ñ.md', 'a%2Fb', '50%', 'a&b#c?d', '.github/x'])('gets the file %s', async (path) => {
    bed.answer(routes.get, ({ params }) => ({ body: vendorFile(params['file_path'] ?? '', Buffer.from('Grüße\n')) }))
    expect((await ask('files.get', { path, ref: 'a/b' })).data).toEqual({
      path,
      ref: 'a/b',
      sha: blob,
      sizeBytes: 8,
      encoding: 'utf-8',
      content: 'Grüße\n',
    })
    expect(lastRequest(bed)).toMatchObject({
      path: `/projects/4/repository/files/${encodeURIComponent(path)}`,
      query: { ref: 'a/b' },
    })
  })

  it('gets what is no text as base64, of the default branch', async () => {
    bed.answer(routes.get, vendorFile('x.png', Buffer.from([0xff, 0x00])))
    expect((await ask('files.get', { path: 'x.png' })).data).toMatchObject({
      ref: null,
      encoding: 'base64',
      content: '/wA=',
    })
    expect(lastRequest(bed).query).toEqual({ ref: 'HEAD' })
  })

  it('tells a directory from what is not there', async () => {
    bed.answer(routes.get, () => missing)
    bed.answer(routes.tree, [entry('src/a', 'blob', '100644')])
    expect(await failure(ask('files.get', { path: 'src' }))).toMatchObject({ code: 'path_is_directory' })
    expect(lastRequest(bed).query).toEqual({ path: 'src', ref: 'HEAD', per_page: '1', page: '1' })
    bed.answer(routes.tree, () => missing)
    expect(await failure(ask('files.get', { path: 'nowhere' }))).toMatchObject({ code: 'not_found' })
  })

  it('asks whether a path exists without its content', async () => {
    bed.answer(routes.head, undefined)
    expect((await ask('files.exists', { path: 'a b', ref: 'v1' })).data).toEqual({ exists: true })
    expect(lastRequest(bed)).toMatchObject({ method: 'HEAD', query: { ref: 'v1' }, params: { file_path: 'a b' } })
    bed.answer(routes.head, () => ({ status: 404 }))
    bed.answer(routes.tree, [entry('src/a', 'blob', '100644')])
    expect((await ask('files.exists', { path: 'src' })).data).toEqual({ exists: true })
    bed.answer(routes.tree, [])
    expect((await ask('files.exists', { path: 'nowhere' })).data).toEqual({ exists: false })
  })

  it('lists a directory by keyset', async () => {
    const next = nextKeyset(bed, '/projects/4/repository/tree', { pagination: 'keyset', page_token: 'abc' })
    const kinds = [
      entry('d/a', 'blob', '100644'),
      entry('d/b', 'tree', '040000'),
      entry('d/c', 'blob', '120000'),
      entry('d/e', 'commit', '160000'),
    ]
    bed.answer(routes.tree, kinds, { headers: next })
    const page = await ask('files.list', { path: 'd' }, { perPage: 4 })
    expect(page.data.map(({ path, kind }) => [path, kind])).toEqual([
      ['d/a', 'file'],
      ['d/b', 'directory'],
      ['d/c', 'symlink'],
      ['d/e', 'submodule'],
    ])
    expect(page.nextCursor).toBe('page_token=abc')
    await ask('files.list', { path: '', ref: 'v1' }, { cursor: 'page_token=abc' })
    expect(lastRequest(bed).query).toEqual({ ref: 'v1', pagination: 'keyset', per_page: '30', page_token: 'abc' })
  })

  it('creates, updates and deletes a file in a commit of its own', async () => {
    bed.answer(routes.commit, bed.example(routes.commit), { status: 201 })
    const place = { path: 'a b.txt', branch: 'fix/1', message: 'M' }
    const body = (action: object) => ({ branch: 'fix/1', commit_message: 'M', actions: [action], stats: false })
    const { data } = await ask('files.create', { ...place, content: 'x' })
    expect(data).toEqual({ path: 'a b.txt', branch: 'fix/1', commitSha: sha, fileSha: null })
    expect(lastRequest(bed).body).toEqual(
      body({ action: 'create', file_path: 'a b.txt', content: 'x', encoding: 'text' }),
    )
    await ask('files.update', { ...place, content: 'eA==', encoding: 'base64' })
    expect(lastRequest(bed).body).toEqual(
      body({ action: 'update', file_path: 'a b.txt', content: 'eA==', encoding: 'base64' }),
    )
    await ask('files.delete', place)
    expect(lastRequest(bed).body).toEqual(body({ action: 'delete', file_path: 'a b.txt' }))
    bed.answer(routes.commit, { message: 'A file with this name already exists' }, { status: 400 })
    expect(await failure(ask('files.create', { ...place, content: 'x' }))).toMatchObject({ code: 'conflict' })
    bed.answer(routes.commit, { message: "A file with this name doesn't exist" }, { status: 400 })
    expect(await failure(ask('files.delete', place))).toMatchObject({ code: 'not_found' })
  })

  it('writes over a known blob only, and has GitLab watch that it stays', async () => {
    bed.answer(routes.commit, bed.example(routes.commit), { status: 201 })
    bed.answer(routes.get, vendorFile('a', Buffer.from('old')))
    const place = { path: 'a', branch: 'main', message: 'M' }
    await ask('files.update', { ...place, content: 'new', sha: blob })
    expect(lastRequest(bed).body).toMatchObject({ actions: [{ action: 'update', last_commit_id: lastCommit }] })
    await ask('files.delete', { ...place, sha: blob })
    expect(lastRequest(bed).body).toMatchObject({ actions: [{ action: 'delete', last_commit_id: lastCommit }] })
    const before = bed.requests.length
    const stale = ask('files.update', { ...place, content: 'new', sha: 'e'.repeat(40) })
    expect(await failure(stale)).toMatchObject({ code: 'conflict' })
    expect(bed.requests.slice(before).map(({ method }) => method)).toEqual(['GET'])
    const message = 'You are attempting to update a file that has changed since you started editing it.'
    bed.answer(routes.commit, { message }, { status: 400 })
    expect(await failure(ask('files.update', { ...place, content: 'new', sha: blob }))).toMatchObject({
      code: 'conflict',
    })
  })

  it('tells who last changed which lines', async () => {
    const commit = {
      id: sha,
      parent_ids: [],
      message: 'Whole\n\nmessage',
      author_name: 'A',
      author_email: 'a@x.example',
    }
    bed.answer(routes.blame, [
      { commit, lines: ['one', 'two'] },
      { commit: { ...commit, id: lastCommit }, lines: ['three'] },
    ])
    const { data } = await ask('files.getBlame', {
      files: [
        { path: 'a b', ref: 'main', lines: { start: 5, end: 7 } },
        { path: 'c', ref: 'v1' },
      ],
    })
    expect(data.map(({ path, startLine, endLine, commit: { sha: id } }) => [path, startLine, endLine, id])).toEqual([
      ['a b', 5, 6, sha],
      ['a b', 7, 7, lastCommit],
      ['c', 1, 2, sha],
      ['c', 3, 3, lastCommit],
    ])
    expect(data[0]?.commit).toMatchObject({
      message: 'Whole\n\nmessage',
      htmlUrl: `${bed.url}/diaspora/apps/client/-/commit/${sha}`,
    })
    expect(bed.requests.slice(-2).map(({ query }) => query)).toEqual([
      { ref: 'main', 'range[start]': '5', 'range[end]': '7' },
      { ref: 'v1' },
    ])
  })

  it.each(['../x', 'a/../b', '..'])('sends nothing for the path %s: the host refuses it', async (path) => {
    const before = bed.requests.length
    expect(await failure(ask('files.get', { path }))).toMatchObject({ code: 'internal' })
    expect(await failure(ask('files.exists', { path }))).toMatchObject({ code: 'internal' })
    expect(await failure(ask('files.getBlame', { files: [{ path, ref: 'x' }] }))).toMatchObject({ code: 'internal' })
    expect(bed.requests).toHaveLength(before)
  })
})
