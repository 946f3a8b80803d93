import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectNoFaults, failure, lastRequest } from '../bed/expect.ts'
import { hasDocument, startSpecBed, without, type Ask, type SpecBed } from '../bed/spec-bed.ts'

const root = '/projects/{id}/repository'
const routes = {
  branch: `GET ${root}/branches/{branch}`,
  file: `HEAD ${root}/files/{file_path}`,
  create: `POST ${root}/commits`,
}
const parent = '2695effb5807a22ff3d138d593fd856244e155e7'

describe.skipIf(!hasDocument)(`commits.create${without}`, () => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = bed.ask()
    bed.answer(routes.branch, bed.example(routes.branch))
    bed.answer(routes.create, bed.example(routes.create, { parent_ids: [parent], message: 'M' }), { status: 201 })
    bed.answer(routes.file, ({ params }) => ({ status: (params['file_path'] ?? '').startsWith('old') ? 200 : 404 }))
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  const input = { branch: 'a/b', parent, message: 'M' }

  it('makes one commit of all changes, new files told from changed ones', async () => {
    const { data } = await ask('commits.create', {
      ...input,
      changes: [
        { action: 'write', path: 'new ü', content: 'x' },
        { action: 'write', path: 'old/a', content: 'eA==', encoding: 'base64', isExecutable: true },
        { action: 'delete', path: 'old/b' },
        { action: 'move', path: 'c', from: 'old/c' },
        { action: 'move', path: 'd', from: 'old/d', content: 'changed' },
        { action: 'chmod', path: 'old/e', isExecutable: false },
      ],
    })
    expect(data).toMatchObject({ message: 'M', parents: [parent], files: null })
    expect(lastRequest(bed).body).toEqual({
      branch: 'a/b',
      commit_message: 'M',
      actions: [
        { action: 'create', file_path: 'new ü', content: 'x', encoding: 'text' },
        { action: 'update', file_path: 'old/a', content: 'eA==', encoding: 'base64' },
        { action: 'chmod', file_path: 'old/a', execute_filemode: true },
        { action: 'delete', file_path: 'old/b' },
        { action: 'move', file_path: 'c', previous_path: 'old/c' },
        { action: 'move', file_path: 'd', previous_path: 'old/d', content: 'changed', encoding: 'text' },
        { action: 'chmod', file_path: 'old/e', execute_filemode: false },
      ],
    })
    expect(lastRequest(bed, routes.file).query).toEqual({ ref: parent })
  })

  it('follows a path through the changes before it', async () => {
    await ask('commits.create', {
      ...input,
      changes: [
        { action: 'delete', path: 'old/a' },
        { action: 'write', path: 'old/a', content: '1' },
        { action: 'move', path: 'b', from: 'old/b' },
        { action: 'write', path: 'b', content: '2' },
        { action: 'write', path: 'old/b', content: '3' },
      ],
    })
    const { actions } = lastRequest(bed).body as { readonly actions: readonly { action: string; file_path: string }[] }
    expect(actions.map(({ action, file_path: path }) => [action, path])).toEqual([
      ['delete', 'old/a'],
      ['create', 'old/a'],
      ['move', 'b'],
      ['update', 'b'],
      ['create', 'old/b'],
    ])
  })

  it('does not commit on a branch that has moved, unless forced', async () => {
    const changes = [{ action: 'delete', path: 'old/a' }] as const
    const moved = { ...input, parent: 'e'.repeat(40), changes }
    const before = bed.requests.length
    expect(await failure(ask('commits.create', moved))).toMatchObject({ code: 'conflict' })
    expect(bed.requests.slice(before).map(({ route }) => route)).toEqual([routes.branch])
    await ask('commits.create', { ...moved, force: true })
    expect(lastRequest(bed).body).toMatchObject({ start_sha: 'e'.repeat(40), force: true })
  })
})
