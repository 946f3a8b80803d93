import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectNoFaults, failure, lastRequest, nextPage } from '../bed/expect.ts'
import { hasDocument, startSpecBed, without, type Ask, type SpecBed } from '../bed/spec-bed.ts'
import { ann, author, baseSha, diffNote, discussion, mergeRequest, note, position, sha, startSha } from './samples.ts'

const one = '/projects/{id}/merge_requests/{merge_request_iid}'
const path = 'src/a b.ts'
const version = {
  id: 11,
  head_commit_sha: sha,
  base_commit_sha: baseSha,
  start_commit_sha: startSha,
  created_at: note.created_at,
  merge_request_id: 99,
  state: 'collected',
}
const file = {
  diff: '@@ -10,3 +10,4 @@ function x() {\n ten\n-eleven\n+neu\n+more\n twelve\n',
  old_path: 'src/old.ts',
  new_path: path,
  new_file: false,
  renamed_file: true,
  deleted_file: false,
}
const refs = { base_sha: baseSha, start_sha: startSha, head_sha: sha, old_path: 'src/old.ts', new_path: path }

describe.skipIf(!hasDocument)(`inline comments${without}`, () => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = bed.ask()
    bed.answer(`GET ${one}`, mergeRequest)
    bed.answer(`GET ${one}/versions`, ({ query }) =>
      query['page'] === '1'
        ? { body: [{ ...version, id: 12, head_commit_sha: '9'.repeat(40) }], headers: nextPage(bed, 2) }
        : { body: [version] },
    )
    bed.answer(`GET ${one}/versions/{version_id}`, { ...version, diffs: [file] })
    bed.answer(`POST ${one}/discussions`, discussion, { status: 201 })
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  const target = { pullRequest: '7', sha, path, body: 'Why?' }
  const placed = () => (lastRequest(bed).body as { readonly position: unknown }).position

  it('comments on an added line, on the version whose head was reviewed', async () => {
    const { data } = await ask('reviews.createLineComment', { ...target, line: 12 })
    expect(bed.requests.findLast(({ method }) => method === 'GET')?.path).toBe(
      '/projects/4/merge_requests/7/versions/11',
    )
    expect(lastRequest(bed).path).toBe('/projects/4/merge_requests/7/discussions')
    expect(lastRequest(bed).body).toEqual({ body: 'Why?', position: { ...refs, position_type: 'text', new_line: 12 } })
    expect(data).toEqual({
      id: '400',
      threadId: discussion.id,
      path,
      line: 3,
      startLine: null,
      side: 'head',
      sha,
      body: 'Seen.',
      author: author(ann),
      inReplyTo: null,
      isOutdated: false,
      htmlUrl: `${bed.url}/diaspora/apps/client/-/merge_requests/7#note_400`,
      createdAt: note.created_at,
      updatedAt: note.updated_at,
    })
  })

  it('comments on a removed line, and on unchanged ones with both numbers', async () => {
    await ask('reviews.createLineComment', { ...target, line: 11, side: 'base' })
    expect(placed()).toEqual({ ...refs, position_type: 'text', old_line: 11 })
    await ask('reviews.createLineComment', { ...target, line: 13 })
    expect(placed()).toEqual({ ...refs, position_type: 'text', old_line: 12, new_line: 13 })
    await ask('reviews.createLineComment', { ...target, sha: sha.slice(0, 8), line: 40 })
    expect(placed()).toEqual({ ...refs, position_type: 'text', old_line: 39, new_line: 40 })
  })

  it('comments on a range with the codes of both lines', async () => {
    const code = createHash('sha1').update(path).digest('hex')
    await ask('reviews.createMultilineComment', { ...target, startLine: 11, startSide: 'base', line: 12 })
    expect(placed()).toEqual({
      ...refs,
      position_type: 'text',
      new_line: 12,
      line_range: {
        start: { line_code: `${code}_11_11`, type: 'old', old_line: 11 },
        end: { line_code: `${code}_12_12`, type: 'new', new_line: 12 },
      },
    })
    await ask('reviews.createMultilineComment', { ...target, startLine: 12, line: 12 })
    expect(placed()).not.toHaveProperty('line_range')
  })

  it('comments on a whole file, by its old name too', async () => {
    await ask('reviews.createFileComment', { ...target, path: 'src/old.ts' })
    expect(placed()).toEqual({ ...refs, position_type: 'file' })
  })

  it('refuses a file that is not changed, and a commit that never was the head, before it writes', async () => {
    const before = bed.requests.length
    const beyond = { ...file, diff: '@@ -0,0 +1,2 @@\n+one\n+two\n', new_file: true, renamed_file: false }
    bed.answer(`GET ${one}/versions/{version_id}`, { ...version, diffs: [beyond] })
    const line = ask('reviews.createLineComment', { ...target, line: 3 })
    expect(await failure(line)).toMatchObject({ code: 'validation_failed' })
    const other = ask('reviews.createLineComment', { ...target, path: 'x', line: 1 })
    expect(await failure(other)).toMatchObject({ code: 'validation_failed' })
    const commit = ask('reviews.createLineComment', { ...target, sha: 'f'.repeat(40), line: 1 })
    expect(await failure(commit)).toMatchObject({ code: 'validation_failed' })
    expect(bed.requests.slice(before).every(({ method }) => method === 'GET')).toBe(true)
  })

  it('lists inline comments alone, and knows the outdated ones', async () => {
    const moved = { ...diffNote, id: 401, position: { ...position, head_sha: '9'.repeat(40) } }
    const reply = { ...diffNote, id: 402, resolvable: false }
    const system = { ...note, id: 403, system: true, noteable_type: 'MergeRequest' }
    const all = [
      { ...discussion, notes: [diffNote, reply, system] },
      { id: 'e'.repeat(40), individual_note: true, notes: [note] },
      { id: 'f'.repeat(40), individual_note: false, notes: [moved] },
    ]
    bed.answer(`GET ${one}/discussions`, all, { headers: nextPage(bed, 3) })
    const page = await ask('reviews.listComments', { pullRequest: '7' }, { cursor: '2', perPage: 3 })
    expect(page.data.map(({ id, inReplyTo, isOutdated, line }) => [id, inReplyTo, isOutdated, line])).toEqual([
      ['400', null, false, 3],
      ['402', '400', false, 3],
      ['401', null, true, null],
    ])
    expect(page.nextCursor).toBe('3')
    const threads = await ask('reviews.listThreads', { pullRequest: '7' })
    expect(
      threads.data.map(({ thread, path: at, line, isResolved, comments }) => [
        thread,
        at,
        line,
        isResolved,
        comments.length,
      ]),
    ).toEqual([
      [discussion.id, path, 3, false, 2],
      ['f'.repeat(40), path, null, false, 1],
    ])
  })

  it('answers in the thread of a comment, on whatever page that is', async () => {
    bed.answer(`GET ${one}/discussions`, ({ query }) =>
      query['page'] === '1'
        ? { body: [{ id: 'e'.repeat(40), individual_note: true, notes: [note] }], headers: nextPage(bed, 2) }
        : { body: [discussion] },
    )
    bed.answer(`POST ${one}/discussions/{discussion_id}/notes`, { ...diffNote, id: 405 }, { status: 201 })
    const { data } = await ask('reviews.replyToComment', { pullRequest: '7', comment: '400', body: 'So.' })
    expect(data).toMatchObject({ id: '405', threadId: discussion.id, inReplyTo: '400' })
    expect(lastRequest(bed)).toMatchObject({
      path: `/projects/4/merge_requests/7/discussions/${discussion.id}/notes`,
      body: { body: 'So.' },
    })
    const run = ask('reviews.replyToComment', { pullRequest: '7', comment: '302', body: 'So.' })
    expect(await failure(run)).toMatchObject({ code: 'not_found' })
  })

  it('resolves a thread and opens it again', async () => {
    bed.answer(`PUT ${one}/discussions/{discussion_id}`, ({ query }) => ({
      body: { ...discussion, notes: [{ ...diffNote, resolved: query['resolved'] === 'true' }, note] },
    }))
    const thread = discussion.id
    const resolved = await ask('reviews.resolveThread', { pullRequest: '7', thread })
    expect(resolved.data).toMatchObject({ thread, isResolved: true, path, line: 3 })
    const put = bed.requests.findLast(({ method }) => method === 'PUT')
    expect(put).toMatchObject({
      path: `/projects/4/merge_requests/7/discussions/${thread}`,
      query: { resolved: 'true' },
    })
    const opened = await ask('reviews.unresolveThread', { pullRequest: '7', thread })
    expect(opened.data.isResolved).toBe(false)
  })
})
