import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { askAt, type Ask } from '../ask.ts'
import { expectNoFaults, failure, lastRequest } from '../bed/expect.ts'
import { startSpecBed, type SpecBed } from '../bed/spec-bed.ts'

const routes = {
  get: 'GET /repos/{owner}/{repo}/contents/{path}',
  put: 'PUT /repos/{owner}/{repo}/contents/{path}',
  delete: 'DELETE /repos/{owner}/{repo}/contents/{path}',
  blob: 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}',
}
const sha = '3d21ec53a331a6f037a91c368710b99387d012c1'
const url = 'https://api.github.com/x'
const urls = { url, git_url: url, html_url: url, download_url: url, _links: { git: url, self: url, html: url } }

function entryOf(path: string, change: object = {}) {
  return { type: 'file', size: 5, name: path.split('/').at(-1) ?? '', path, sha, ...urls, ...change }
}

function fileOf(path: string, bytes: Uint8Array, change: object = {}) {
  const content = Buffer.from(bytes).toString('base64')
  return entryOf(path, { size: bytes.length, encoding: 'base64', content, ...change })
}

const json = { headers: { 'content-type': 'application/json; charset=utf-8' } }
const refusal = (message: string) => ({ message, documentation_url: 'https://docs.github.com' })

describe('files', () => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = askAt(bed.url)
  })
  beforeEach(() => bed.answer(routes.get, fileOf('docs/a b.md', Buffer.from('Grüße\n')), json))
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('gets text, at a ref and at the default branch', async () => {
    const { data } = await ask('files.get', { path: 'docs/a b.md', ref: 'feat/x' })
    expect(data).toEqual({
      path: 'docs/a b.md',
      ref: 'feat/x',
      sha,
      sizeBytes: 8,
      encoding: 'utf-8',
      content: 'Grüße\n',
    })
    expect(lastRequest(bed)).toMatchObject({
      path: '/repos/octocat/hello-world/contents/docs%2Fa%20b.md',
      query: { ref: 'feat/x' },
      headers: { accept: 'application/vnd.github.object+json' },
    })
    expect((await ask('files.get', { path: 'docs/a b.md' })).data.ref).toBeNull()
    expect(lastRequest(bed).query).toEqual({})
  })

  it('gets bytes that are no UTF-8 as base64', async () => {
    const bytes = Uint8Array.of(0x89, 0x50, 0xff, 0x00)
    bed.answer(routes.get, fileOf('logo.png', bytes), json)
    const { data } = await ask('files.get', { path: 'logo.png' })
    expect(data).toMatchObject({ encoding: 'base64', content: Buffer.from(bytes).toString('base64'), sizeBytes: 4 })
  })

  it('gets a large file from its blob', async () => {
    bed.answer(routes.get, entryOf('big.txt', { size: 2_000_000, encoding: 'none', content: '' }), json)
    const content = 'x'.repeat(2_000_000)
    const blob = {
      content: Buffer.from(content).toString('base64'),
      encoding: 'base64',
      url,
      sha,
      size: 2_000_000,
      node_id: 'x',
    }
    bed.answer(routes.blob, blob)
    const { data } = await ask('files.get', { path: 'big.txt' })
    expect(data.content === content).toBe(true)
    expect(lastRequest(bed).params['file_sha']).toBe(sha)
  })

  it('reads an answer that names the asked media type', async () => {
    const typed = { headers: { 'content-type': 'application/vnd.github.object; charset=utf-8' } }
    bed.answer(routes.get, JSON.stringify({ ...entryOf('src', { type: 'dir' }), entries: [] }), typed)
    expect(await failure(ask('files.get', { path: 'src' }))).toMatchObject({
      code: 'path_is_directory',
      detail: { path: 'src' },
    })
  })

  it('refuses what claims to be typed and is no JSON', async () => {
    bed.answer(routes.get, '{"type":', { headers: { 'content-type': 'application/vnd.github.object; charset=utf-8' } })
    expect(await failure(ask('files.get', { path: 'src' }))).toMatchObject({ code: 'bad_response' })
  })

  it('refuses directories and submodules, reads links that lead nowhere', async () => {
    bed.answer(routes.get, [entryOf('src/a')], json)
    expect(await failure(ask('files.get', { path: 'src' }))).toMatchObject({ code: 'path_is_directory' })
    bed.answer(routes.get, entryOf('lib', { type: 'submodule', submodule_git_url: 'git://x/y.git' }), json)
    expect(await failure(ask('files.get', { path: 'lib' }))).toMatchObject({ code: 'path_is_directory' })
    bed.answer(routes.get, entryOf('link', { type: 'symlink', target: '/tmp/x' }), json)
    expect((await ask('files.get', { path: 'link' })).data).toMatchObject({ content: '/tmp/x', sizeBytes: 6 })
  })

  it('tells whether a path exists', async () => {
    expect((await ask('files.exists', { path: 'a' })).data).toEqual({ exists: true })
    bed.answer(routes.get, refusal('Not Found'), { status: 404 })
    expect((await ask('files.exists', { path: 'a', ref: 'b' })).data).toEqual({ exists: false })
    bed.answer(routes.get, refusal('Forbidden'), { status: 403 })
    expect(await failure(ask('files.exists', { path: 'a' }))).toMatchObject({ code: 'forbidden' })
  })

  it('creates a file from text and from bytes', async () => {
    bed.answer(routes.put, bed.example(routes.put, {}, 201), { status: 201 })
    const place = { path: 'notes/hello.txt', branch: 'main', message: 'Add' }
    const { data } = await ask('files.create', { ...place, content: 'Grüße' })
    expect(data).toEqual({
      path: 'notes/hello.txt',
      branch: 'main',
      commitSha: '7638417db6d59f3c431d3e1f261cc637155684cd',
      fileSha: '95b966ae1c166bd92f8ae7d1c313e738c731dfc3',
    })
    expect(lastRequest(bed)).toMatchObject({
      params: { path: 'notes/hello.txt' },
      body: { branch: 'main', message: 'Add', content: Buffer.from('Grüße').toString('base64') },
    })
    await ask('files.create', { ...place, content: 'iVA=', encoding: 'base64' })
    expect(lastRequest(bed).body).toEqual({ branch: 'main', message: 'Add', content: 'iVA=' })
  })

  it('creating what exists and updating what moved on are conflicts', async () => {
    const input = { path: 'a', branch: 'main', message: 'm', content: 'c' }
    const missingSha = 'Invalid request.\n\n"sha" wasn\'t supplied.'
    bed.answer(routes.put, refusal(missingSha), { status: 422 })
    expect(await failure(ask('files.create', input))).toMatchObject({ code: 'conflict' })
    bed.answer(routes.put, refusal(`a does not match ${sha}`), { status: 409 })
    expect(await failure(ask('files.update', { ...input, sha }))).toMatchObject({ code: 'conflict' })
  })

  it('updates and deletes with the given blob, else with the one of the branch', async () => {
    bed.answer(routes.put, bed.example(routes.put))
    bed.answer(routes.delete, bed.example(routes.delete))
    const place = { path: 'a', branch: 'feat/x', message: 'm' }
    await ask('files.update', { ...place, content: 'c', sha: 'abcdef1' })
    expect(lastRequest(bed).body).toMatchObject({ sha: 'abcdef1' })
    await ask('files.update', { ...place, content: 'c' })
    expect(bed.requests.at(-2)).toMatchObject({ route: routes.get, query: { ref: 'feat/x' } })
    expect(lastRequest(bed).body).toMatchObject({ sha, branch: 'feat/x' })
    const { data } = await ask('files.delete', place)
    expect(data).toMatchObject({ path: 'a', fileSha: null, commitSha: expect.stringMatching(/^[0-9a-f]{40}$/) })
    expect(lastRequest(bed)).toMatchObject({ method: 'DELETE', body: { sha, branch: 'feat/x', message: 'm' } })
  })
})
