import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { mapTreeEntry } from '../../src/map/git.ts'
import { askAt, type Ask } from '../ask.ts'
import { expectNoFaults, lastRequest } from '../bed/expect.ts'
import { startSpecBed, type SpecBed } from '../bed/spec-bed.ts'

const routes = {
  ref: 'GET /repos/{owner}/{repo}/git/ref/{ref}',
  tree: 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}',
  commit: 'GET /repos/{owner}/{repo}/git/commits/{commit_sha}',
  blob: 'POST /repos/{owner}/{repo}/git/blobs',
  newTree: 'POST /repos/{owner}/{repo}/git/trees',
  newCommit: 'POST /repos/{owner}/{repo}/git/commits',
}
const sha = '7638417db6d59f3c431d3e1f261cc637155684cd'

describe('git', () => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = askAt(bed.url)
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('gets a reference, however it is written', async () => {
    bed.answer(routes.ref, bed.example(routes.ref))
    for (const ref of ['heads/featureA', 'refs/heads/featureA']) {
      const { data } = await ask('git.getRef', { ref })
      expect(data).toEqual({ ref: 'refs/heads/featureA', sha: 'aa218f56b14c9653891f9e74264a383fa43fefbd' })
      expect(lastRequest(bed).params['ref']).toBe('heads/featureA')
    }
  })

  it('gets a tree; recursive only when asked, as any value means yes', async () => {
    const entry = { path: 'a/b.sh', mode: '100755', type: 'blob', size: 30, sha, url: 'https://api.github.com/x' }
    bed.answer(routes.tree, { sha, url: 'https://api.github.com/x', tree: [entry], truncated: true })
    const { data } = await ask('git.getTree', { sha, recursive: true })
    expect(data).toEqual({
      sha,
      truncated: true,
      entries: [{ path: 'a/b.sh', mode: '100755', kind: 'blob', sha, sizeBytes: 30 }],
    })
    expect(lastRequest(bed).query).toEqual({ recursive: 'true' })
    await ask('git.getTree', { sha: 'release/1', recursive: false })
    expect(lastRequest(bed)).toMatchObject({ params: { tree_sha: 'release/1' }, query: {} })
  })

  it('gets a commit object', async () => {
    bed.answer(routes.commit, bed.example(routes.commit))
    expect((await ask('git.getCommit', { sha })).data).toEqual({
      sha: '7638417db6d59f3c431d3e1f261cc637155684cd',
      treeSha: '691272480426f78a0138979dd3ce63b77f706feb',
      parents: ['1acc419d4d6a9ce985db7be48c6349a0475975b5'],
      message: 'added readme, because im a good github citizen',
    })
  })

  it('stores a blob, a tree and a commit', async () => {
    bed.answer(routes.blob, bed.example(routes.blob, {}, 201), { status: 201 })
    expect((await ask('git.createBlob', { content: 'aGk=', encoding: 'base64' })).data.sha).toMatch(/^[0-9a-f]{40}$/)
    expect(lastRequest(bed).body).toEqual({ content: 'aGk=', encoding: 'base64' })
    bed.answer(routes.newTree, bed.example(routes.newTree, {}, 201), { status: 201 })
    const entries = [
      { path: 'run.sh', mode: '100755', sha },
      { path: 'old', mode: '100644', sha: null },
      { path: 'lib', mode: '160000', sha },
    ] as const
    await ask('git.createTree', { entries, baseTree: sha })
    expect(lastRequest(bed).body).toEqual({
      base_tree: sha,
      tree: [
        { path: 'run.sh', mode: '100755', type: 'blob', sha },
        { path: 'old', mode: '100644', type: 'blob', sha: null },
        { path: 'lib', mode: '160000', type: 'commit', sha },
      ],
    })
    bed.answer(routes.newCommit, bed.example(routes.newCommit, {}, 201), { status: 201 })
    const { data } = await ask('git.createCommit', { message: 'One\n\nTwo', tree: sha, parents: [sha] })
    expect(data.sha).toMatch(/^[0-9a-f]{40}$/)
    expect(lastRequest(bed).body).toEqual({ message: 'One\n\nTwo', tree: sha, parents: [sha] })
  })

  it('maps entries git would not write, and leaves out what is none', () => {
    expect(mapTreeEntry({ path: 'a', mode: '100664', type: 'blob', sha })).toMatchObject({
      mode: '100644',
      kind: 'blob',
    })
    expect(mapTreeEntry({ path: 'a', mode: '__proto__', type: 'blob', sha })).toMatchObject({ mode: '100644' })
    expect(mapTreeEntry({ mode: '100644', type: 'blob', sha })).toBeNull()
    expect(mapTreeEntry({ path: 'a', mode: '040000', type: 'tree', sha })).toMatchObject({
      kind: 'tree',
      sizeBytes: null,
    })
  })
})
