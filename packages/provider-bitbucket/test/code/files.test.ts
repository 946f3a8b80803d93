import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { blobId } from '../../src/source/entry.ts'
import { expectNoFaults, failure, lastRequest, pageWith } from '../bed/expect.ts'
import { branchOf, commitOf, parentSha, sha } from '../bed/samples.ts'
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
  commits: `GET ${atWeb}/commits`,
  file: `GET ${atWeb}/src/{commit}/{path}`,
  deep: `GET ${atWeb}/src/{commit}/{path1}/{path2}`,
  root: `GET ${atWeb}/src/{commit}`,
  branch: `GET ${atWeb}/refs/branches/{path1}/{path2}`,
  commit: `POST ${atWeb}/src`,
}
const missing = { type: 'error', error: { message: 'No such file or directory: x' } }
const location = { location: `https://api.bitbucket.org/2.0/repositories/acme/web/commit/${parentSha}` }

/** A file for both of its requests: metadata and bytes. */
function fileOf(path: string, content: string, attributes: readonly string[] = []) {
  const meta = { type: 'commit_file', path, size: Buffer.byteLength(content), attributes, commit: commitOf() }
  return ({ query }: RecordedRequest) => ({ body: query['format'] === 'meta' ? meta : content })
}

describe.skipIf(!hasDocument)(`files${without}`, () => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = bed.ask()
    bed.answer(routes.commits, pageWith([commitOf()]))
    bed.answer(routes.branch, branchOf('fix/1&#%'))
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('gets one with spaces and unicode in its path, of a branch with a slash', async () => {
    bed.answer(routes.deep, fileOf('my docs/größe #1.txt', 'wörld'))
    const { data } = await ask('files.get', { path: 'my docs/größe #1.txt', ref: 'fix/1&#%' })
    expect(data).toEqual({
      path: 'my docs/größe #1.txt',
      ref: 'fix/1&#%',
      sha: blobId(Buffer.from('wörld')),
      sizeBytes: 6,
      encoding: 'utf-8',
      content: 'wörld',
    })
    expect(lastRequest(bed, routes.commits).query).toEqual({ include: 'fix/1&#%', pagelen: '1' })
    expect(lastRequest(bed).path).toBe(`/repositories/acme/web/src/${sha}/my%20docs/gr%C3%B6%C3%9Fe%20%231.txt`)
  })

  it('does not take a JSON file for an answer', async () => {
    bed.answer(routes.file, fileOf('a.json', '{"values": [1]}'))
    expect((await ask('files.get', { path: 'a.json', ref: sha })).data.content).toBe('{"values": [1]}')
  })

  it('refuses directories and submodules', async () => {
    bed.answer(routes.file, { type: 'commit_directory', path: 'lib', commit: commitOf() })
    expect(await failure(ask('files.get', { path: 'lib' }))).toMatchObject({ code: 'path_is_directory' })
    bed.answer(routes.file, fileOf('vendor', '', ['subrepository']))
    expect(await failure(ask('files.get', { path: 'vendor' }))).toMatchObject({ code: 'path_is_directory' })
  })

  it('tells whether a path exists', async () => {
    bed.answer(routes.file, missing, { status: 404 })
    expect((await ask('files.exists', { path: 'nope.txt' })).data).toEqual({ exists: false })
    bed.answer(routes.file, { type: 'commit_directory', path: 'lib', commit: commitOf() })
    expect((await ask('files.exists', { path: 'lib' })).data).toEqual({ exists: true })
  })

  it('lists a folder and the root, a page at a time', async () => {
    const entry = (path: string, attributes: readonly string[]) => ({
      type: 'commit_file',
      path,
      size: 3,
      attributes,
      commit: commitOf(),
    })
    const folder = { type: 'commit_directory', path: 'lib/b', commit: commitOf() }
    const values = [folder, entry('lib/a', []), entry('lib/l', ['link']), entry('lib/s', ['subrepository'])]
    bed.answer(routes.file, pageWith(values, { page: 'abc', pagelen: '30' }))
    const page = await ask('files.list', { path: 'lib' })
    expect(page.data.map(({ path, kind, sizeBytes }) => [path, kind, sizeBytes])).toEqual([
      ['lib/b', 'directory', null],
      ['lib/a', 'file', 3],
      ['lib/l', 'symlink', 3],
      ['lib/s', 'submodule', null],
    ])
    expect(page.nextCursor).toBe('page=abc')
    expect(lastRequest(bed, routes.file).path).toBe(`/repositories/acme/web/src/${sha}/lib/`)
    bed.answer(routes.root, pageWith([]))
    expect((await ask('files.list', { path: '' }, { cursor: 'page=abc' })).data).toEqual([])
    expect(lastRequest(bed)).toMatchObject({ path: `/repositories/acme/web/src/${sha}/`, query: { page: 'abc' } })
  })

  it('creates one on top of the branch it has seen; an existing path is a conflict', async () => {
    bed.answer(routes.file, missing, { status: 404 })
    bed.answer(routes.commit, undefined, { status: 201, headers: location })
    const input = { path: 'a b"ü.txt', branch: 'fix/1&#%', message: 'Add\n\nü', content: 'hello' }
    const { data } = await ask('files.create', input)
    expect(data).toEqual({
      path: input.path,
      branch: input.branch,
      commitSha: parentSha,
      fileSha: blobId(Buffer.from('hello')),
    })
    const { headers, body } = lastRequest(bed, routes.commit)
    expect(headers['content-type']).toMatch(/^multipart\/form-data; boundary=scm-/)
    expect(body).toContain('name="branch"\r\n\r\nfix/1&#%\r\n')
    expect(body).toContain(`name="parents"\r\n\r\n${sha}\r\n`)
    expect(body).toContain('name="message"\r\n\r\nAdd\n\nü\r\n')
    expect(body).toContain(
      'name="/a b\\"ü.txt"; filename="a b\\"ü.txt"\r\nContent-Type: application/octet-stream\r\n\r\nhello\r\n',
    )
    bed.answer(routes.file, fileOf(input.path, 'old'))
    expect(await failure(ask('files.create', input))).toMatchObject({ code: 'conflict' })
  })

  it('updates one that is what the caller has seen, and keeps it executable', async () => {
    bed.answer(routes.file, fileOf('run.sh', 'old', ['executable']))
    const input = { path: 'run.sh', branch: 'fix/1&#%', message: 'm', content: '/w==', encoding: 'base64' } as const
    const stale = await failure(ask('files.update', { ...input, sha: blobId(Buffer.from('older')) }))
    expect(stale).toMatchObject({ code: 'conflict' })
    const { data } = await ask('files.update', { ...input, sha: blobId(Buffer.from('old')) })
    expect(data.fileSha).toBe(blobId(Buffer.from([255])))
    expect(lastRequest(bed, routes.commit).body).toContain('filename="run.sh"; x-attributes="executable"')
  })

  it('deletes one; a branch that moved in between is a conflict', async () => {
    const input = { path: 'run.sh', branch: 'fix/1&#%', message: 'm' }
    expect((await ask('files.delete', input)).data).toMatchObject({ commitSha: parentSha, fileSha: null })
    expect(lastRequest(bed).body).toContain('name="files"\r\n\r\n/run.sh\r\n')
    bed.answer(routes.commit, { type: 'error', error: { message: 'Branch has moved' } }, { status: 409 })
    expect(await failure(ask('files.delete', input))).toMatchObject({ code: 'conflict' })
  })
})

/** `printf hello | git hash-object --stdin` */
it('computes the id git gives a blob', () => {
  expect(blobId(Buffer.from('hello'))).toBe('b6fc4c620b67d95f953a5c1c1230aaab5db5a1b0')
})
