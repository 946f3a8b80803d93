import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { askAt, type Ask } from '../ask.ts'
import { expectNoFaults, failure, lastRequest } from '../bed/expect.ts'
import { startSpecBed, type SpecBed } from '../bed/spec-bed.ts'

const routes = {
  ref: 'GET /repos/{owner}/{repo}/git/ref/{ref}',
  commit: 'GET /repos/{owner}/{repo}/git/commits/{commit_sha}',
  tree: 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}',
  blob: 'POST /repos/{owner}/{repo}/git/blobs',
  newTree: 'POST /repos/{owner}/{repo}/git/trees',
  newCommit: 'POST /repos/{owner}/{repo}/git/commits',
  update: 'PATCH /repos/{owner}/{repo}/git/refs/{ref}',
}
const id = (digit: string) => digit.repeat(40)
const [parent, root, source, script, text, stored, tree, made] = ['1', '2', '3', '4', '5', '6', '7', '8'].map(id) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
]
const url = 'https://api.github.com/x'
const trees: Readonly<Record<string, readonly object[]>> = {
  [root]: [
    { path: 'src', mode: '040000', type: 'tree', sha: source },
    { path: 'README.md', mode: '100644', type: 'blob', sha: text, size: 1 },
  ],
  [source]: [
    { path: 'run.sh', mode: '100755', type: 'blob', sha: script, size: 1 },
    { path: 'a.ts', mode: '100644', type: 'blob', sha: text, size: 1 },
  ],
}
const headAt = (sha: string) => ({ ref: 'refs/heads/feat/x', node_id: 'x', url, object: { type: 'commit', sha, url } })
const base = { branch: 'feat/x', parent, message: 'One\n\nTwo' }

describe('commits.create', () => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = askAt(bed.url)
    bed.answer(routes.ref, headAt(parent))
    bed.answer(routes.commit, bed.example(routes.commit, { sha: parent, tree: { sha: root, url } }))
    bed.answer(routes.tree, ({ params }) => {
      const sha = params['tree_sha'] ?? ''
      return { body: { sha, url, truncated: false, tree: trees[sha] ?? [] } }
    })
    bed.answer(routes.blob, { sha: stored, url }, { status: 201 })
    bed.answer(routes.newTree, { sha: tree, url, truncated: false, tree: [] }, { status: 201 })
    const example = bed.example<object>(
      routes.newCommit,
      { sha: made, message: base.message, parents: [{ sha: parent, url, html_url: url }] },
      201,
    )
    bed.answer(routes.newCommit, example, { status: 201 })
    bed.answer(routes.update, headAt(made))
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  const sentTo = (route: string) => bed.requests.findLast((request) => request.route === route)?.body

  it('writes, deletes, moves and changes modes in one commit', async () => {
    const { data } = await ask('commits.create', {
      ...base,
      changes: [
        { action: 'write', path: 'src/run.sh', content: 'echo hi' },
        { action: 'write', path: 'logo.png', content: 'iVA=', encoding: 'base64' },
        { action: 'write', path: 'bin/new', content: '#!', isExecutable: true },
        { action: 'delete', path: 'README.md' },
        { action: 'move', from: 'src/a.ts', path: 'lib/a.ts' },
        { action: 'chmod', path: 'lib/a.ts', isExecutable: true },
      ],
    })
    expect(data).toMatchObject({ sha: made, message: 'One\n\nTwo', parents: [parent], files: null })
    expect(sentTo(routes.newTree)).toEqual({
      base_tree: root,
      tree: [
        { path: 'src/run.sh', mode: '100755', type: 'blob', content: 'echo hi' },
        { path: 'logo.png', mode: '100644', type: 'blob', sha: stored },
        { path: 'bin/new', mode: '100755', type: 'blob', content: '#!' },
        { path: 'README.md', mode: '100644', type: 'blob', sha: null },
        { path: 'src/a.ts', mode: '100644', type: 'blob', sha: null },
        { path: 'lib/a.ts', mode: '100755', type: 'blob', sha: text },
      ],
    })
    expect(sentTo(routes.blob)).toEqual({ content: 'iVA=', encoding: 'base64' })
    expect(sentTo(routes.newCommit)).toEqual({ message: 'One\n\nTwo', tree, parents: [parent] })
    expect(lastRequest(bed)).toMatchObject({
      route: routes.update,
      params: { ref: 'heads/feat/x' },
      body: { sha: made, force: false },
    })
  })

  it('moves with new content, moves folders, and reads each folder once', async () => {
    const before = bed.requests.length
    await ask('commits.create', {
      ...base,
      changes: [
        { action: 'move', from: 'src/run.sh', path: 'src/go.sh', content: 'echo go' },
        { action: 'write', path: 'src/tmp', content: 'x' },
        { action: 'delete', path: 'src/tmp' },
        { action: 'move', from: 'src', path: 'lib' },
      ],
    })
    expect(sentTo(routes.newTree)).toMatchObject({
      tree: [
        { path: 'src/run.sh', sha: null },
        { path: 'src/go.sh', mode: '100755', content: 'echo go' },
        { path: 'src', sha: null },
        { path: 'lib', mode: '040000', type: 'tree', sha: source },
      ],
    })
    expect(bed.requests.slice(before).filter((request) => request.route === routes.tree)).toHaveLength(2)
  })

  it('is a conflict when the branch has moved, before and while it is made', async () => {
    bed.answer(routes.ref, headAt(id('9')))
    const changes = [{ action: 'write', path: 'a', content: 'b' }] as const
    expect(await failure(ask('commits.create', { ...base, changes }))).toMatchObject({ code: 'conflict' })
    expect(lastRequest(bed).route).toBe(routes.ref)
    bed.answer(routes.ref, headAt(parent))
    bed.answer(routes.update, { message: 'Update is not a fast forward', documentation_url: url }, { status: 422 })
    expect(await failure(ask('commits.create', { ...base, changes }))).toMatchObject({ code: 'conflict' })
    bed.answer(routes.update, headAt(made))
  })

  it('moves the branch by force without looking where it is', async () => {
    const before = bed.requests.length
    await ask('commits.create', { ...base, force: true, changes: [{ action: 'write', path: 'a', content: 'b' }] })
    expect(lastRequest(bed).body).toEqual({ sha: made, force: true })
    expect(bed.requests.slice(before).some((request) => request.route === routes.ref)).toBe(false)
  })

  it('names the change whose path is not there', async () => {
    const here = { action: 'write', path: 'a', content: 'b' } as const
    for (const change of [
      { action: 'delete', path: 'src/none' },
      { action: 'move', from: 'README.md/x', path: 'b' },
      { action: 'chmod', path: 'src', isExecutable: true },
    ] as const) {
      const error = await failure(ask('commits.create', { ...base, changes: [here, change] }))
      expect(error).toMatchObject({ code: 'validation_failed' })
      expect(error.message).toContain('changes[1]')
    }
  })
})
