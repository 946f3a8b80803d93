import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { treeId, type VendorTreeEntry } from '../../src/map/tree.ts'
import { expectNoFaults, failure, lastRequest, nextKeyset } from '../bed/expect.ts'
import { hasDocument, startSpecBed, without, type Ask, type SpecBed } from '../bed/spec-bed.ts'

const routes = {
  branch: 'GET /projects/{id}/repository/branches/{branch}',
  tag: 'GET /projects/{id}/repository/tags/{tag_name}',
  commit: 'GET /projects/{id}/repository/commits/{sha}',
  tree: 'GET /projects/{id}/repository/tree',
}
const sha = '2695effb5807a22ff3d138d593fd856244e155e7'

/** A tree as real git has it, with its id: names whose order is not that of their letters alone, modes of all kinds. */
function realTree(): { readonly id: string; readonly entries: readonly VendorTreeEntry[] } {
  const folder = mkdtempSync(join(tmpdir(), 'tree-'))
  const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' })
  try {
    git('init', '--quiet')
    for (const name of ['a', 'a.b', 'a-b', 'Z', 'ü']) writeFileSync(join(folder, name), name)
    mkdirSync(join(folder, 'a.d'))
    writeFileSync(join(folder, 'a.d', 'x'), 'x', { mode: 0o755 })
    writeFileSync(join(folder, 'run'), '#!/bin/sh\n', { mode: 0o755 })
    symlinkSync('a', join(folder, 'link'))
    git('add', '.')
    const id = git('write-tree').trim()
    const lines = git('ls-tree', '-z', id).split('\0').filter(Boolean)
    const entries = lines.map((line) => {
      const [about = '', name = ''] = line.split('\t')
      const [mode = '', type = '', object = ''] = about.split(' ')
      return { id: object, name, type, path: name, mode }
    })
    return { id, entries }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

it('computes the id git gives a tree, in whatever order its entries come', () => {
  const { id, entries } = realTree()
  expect(entries).toHaveLength(8)
  expect(treeId(entries)).toBe(id)
  expect(treeId(entries.toReversed())).toBe(id)
  expect(() => treeId([{ ...entries[0]!, name: 'a\uFFFD' }])).toThrow(/not UTF-8/)
})

describe.skipIf(!hasDocument)(`git${without}`, () => {
  let bed: SpecBed
  let ask: Ask
  const { id: root, entries } = realTree()
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = bed.ask()
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('reads branches and tags as references', async () => {
    bed.answer(routes.branch, bed.example(routes.branch, { name: 'a/b' }))
    expect((await ask('git.getRef', { ref: 'refs/heads/a/b' })).data).toEqual({ ref: 'refs/heads/a/b', sha })
    expect(lastRequest(bed).params['branch']).toBe('a/b')
    bed.answer(routes.tag, bed.example(routes.tag, { name: 'v1', target: 'b'.repeat(40) }))
    expect((await ask('git.getRef', { ref: 'tags/v1' })).data).toEqual({ ref: 'refs/tags/v1', sha: 'b'.repeat(40) })
    expect(await failure(ask('git.getRef', { ref: 'pull/1/head' }))).toMatchObject({ code: 'not_found' })
  })

  it('tells a commit with its tree, whose id GitLab does not tell', async () => {
    const message = 'Subject\n\nBody'
    bed.answer(routes.commit, bed.example(routes.commit, { message, parent_ids: ['c'.repeat(40)] }))
    bed.answer(routes.tree, entries)
    expect((await ask('git.getCommit', { sha })).data).toEqual({
      sha,
      treeSha: root,
      parents: ['c'.repeat(40)],
      message,
    })
    expect(lastRequest(bed).query).toEqual({ ref: sha, recursive: 'false', pagination: 'keyset', per_page: '100' })
  })

  it('reads a tree over all its pages, by keyset', async () => {
    const below = { id: 'd'.repeat(40), name: 'x', type: 'blob', path: 'a.d/x', mode: '100755' }
    const next = nextKeyset(bed, '/projects/4/repository/tree', {
      pagination: 'keyset',
      page_token: 'tok en',
      page: '1',
    })
    bed.answer(routes.tree, ({ query }) =>
      query['page_token'] === undefined
        ? { body: entries.slice(0, 3), headers: next }
        : { body: [...entries.slice(3), below] },
    )
    const { data } = await ask('git.getTree', { sha: 'main', recursive: true })
    expect(data).toMatchObject({ sha: root, truncated: false })
    expect(data.entries.map(({ path }) => path)).toEqual([...entries.map(({ path }) => path), 'a.d/x'])
    expect(data.entries.at(-1)).toEqual({ path: 'a.d/x', mode: '100755', kind: 'blob', sha: below.id, sizeBytes: null })
    expect(lastRequest(bed).query).toMatchObject({ page_token: 'tok en', recursive: 'true' })
  })

  it('stops at 10,000 entries and says so', async () => {
    const headers = (page: number) =>
      nextKeyset(bed, '/projects/4/repository/tree', { pagination: 'keyset', page_token: String(page) })
    bed.answer(routes.tree, ({ query }) => ({
      body: [{ id: sha, name: 'x', type: 'blob', path: 'x', mode: '100644' }],
      headers: headers(Number(query['page_token'] ?? 0) + 1),
    }))
    bed.answer(routes.commit, bed.example(routes.commit))
    const before = bed.requests.length
    const { data } = await ask('git.getTree', { sha: 'main' })
    expect([data.truncated, data.sha, data.entries.length]).toEqual([true, sha, 100])
    expect(bed.requests.length - before).toBe(101)
  })
})
