import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { expectNoFaults, failure } from '../bed/expect.ts'
import { hasDocument, startSpecBed, without, type Ask, type SpecBed } from '../bed/spec-bed.ts'
import { ann, author, baseSha, discussion, mergeRequest, note, sha, startSha, zoe } from './samples.ts'

const one = '/projects/{id}/merge_requests/{merge_request_iid}'
const approvals = (...approved_by: readonly object[]) => ({ user_has_approved: false, approved: true, approved_by })
const version = { id: 11, head_commit_sha: sha, base_commit_sha: baseSha, start_commit_sha: startSha }
const file = {
  diff: '@@ -0,0 +1 @@\n+x\n',
  old_path: 'a',
  new_path: 'a',
  new_file: true,
  renamed_file: false,
  deleted_file: false,
}

describe.skipIf(!hasDocument)(`reviews${without}`, () => {
  let bed: SpecBed
  let ask: Ask
  let before = 0
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = bed.ask()
    bed.answer('GET /user', zoe)
    bed.answer(`GET ${one}`, mergeRequest)
    bed.answer(`GET ${one}/versions`, [version])
    bed.answer(`GET ${one}/versions/{version_id}`, { ...version, diffs: [file] })
    bed.answer(`POST ${one}/discussions`, discussion, { status: 201 })
    bed.answer(`POST ${one}/notes`, note, { status: 201 })
    bed.answer(`POST ${one}/approve`, approvals({ user: zoe }), { status: 201 })
  })
  beforeEach(() => {
    before = bed.requests.length
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  const writes = () => bed.requests.slice(before).filter(({ method }) => method !== 'GET')
  const written = () => writes().map(({ path, body }) => [path.replace('/projects/4/merge_requests/7', ''), body])
  const review = (state: string, user: typeof zoe, rest: object = {}) => ({
    id: `user:${user.id}`,
    state,
    body: null,
    author: author(user),
    sha: null,
    htmlUrl: null,
    submittedAt: null,
    ...rest,
  })

  it('lists approvals and what reviewers did, one review a person', async () => {
    bed.answer(`GET ${one}/approvals`, approvals({ user: zoe, approved_at: '2026-03-01T00:00:00Z' }))
    const bob = { ...zoe, id: 3, username: 'bob' }
    const reviewers = [
      { user: zoe, state: 'approved' },
      { user: ann, state: 'requested_changes' },
      { user: bob, state: 'unreviewed' },
    ].map((one) => ({ ...one, created_at: note.created_at }))
    bed.answer(`GET ${one}/reviewers`, reviewers)
    const { data, nextCursor } = await ask('reviews.list', { pullRequest: '7' })
    expect(data).toEqual([
      review('approved', zoe, { submittedAt: '2026-03-01T00:00:00.000Z' }),
      review('changes_requested', ann),
    ])
    expect(nextCursor).toBeNull()
    const first = await ask('reviews.list', { pullRequest: '7' }, { perPage: 1 })
    expect(first.nextCursor).toBe('2')
    const second = await ask('reviews.list', { pullRequest: '7' }, { perPage: 1, cursor: '2' })
    expect(second).toMatchObject({ data: [{ state: 'changes_requested' }], nextCursor: null })
  })

  it('approves the commit first, then comments', async () => {
    const comments = [{ path: 'a', body: 'Nice', line: 1 }]
    const input = { pullRequest: '7', sha, event: 'approve', body: 'Good.', comments } as const
    const { data } = await ask('reviews.create', input)
    expect(written()).toMatchObject([
      ['/approve', { sha }],
      ['/discussions', { body: 'Nice', position: { new_line: 1, head_sha: sha } }],
      ['/notes', { body: 'Good.' }],
    ])
    const htmlUrl = `${bed.url}/diaspora/apps/client/-/merge_requests/7#note_302`
    expect(data).toEqual(review('approved', zoe, { body: 'Good.', sha, htmlUrl, submittedAt: note.created_at }))
  })

  it('leaves nothing behind when the approval is refused', async () => {
    const input = { pullRequest: '7', sha, event: 'approve', body: 'Good.' } as const
    bed.answer(`POST ${one}/approve`, { message: 'SHA does not match HEAD of source branch' }, { status: 409 })
    expect(await failure(ask('reviews.create', input))).toMatchObject({ code: 'conflict' })
    bed.answer(`POST ${one}/approve`, { message: '401 Unauthorized' }, { status: 401 })
    expect(await failure(ask('reviews.create', input))).toMatchObject({ code: 'forbidden' })
    const short = ask('reviews.create', { ...input, sha: 'f'.repeat(7) })
    expect(await failure(short)).toMatchObject({ code: 'conflict' })
    expect(written().map(([path]) => path)).toEqual(['/approve', '/approve'])
  })

  it('requests changes by the quick action, ahead of the text, and tells what came of it', async () => {
    const input = { pullRequest: '7', sha, event: 'request_changes', body: '```\nopen block' } as const
    const reviewer = { user: zoe, state: 'requested_changes', created_at: note.created_at }
    bed.answer(`GET ${one}/reviewers`, [reviewer])
    expect((await ask('reviews.create', input)).data.state).toBe('changes_requested')
    expect(written()).toEqual([['/notes', { body: '/submit_review requested_changes\n\n```\nopen block' }]])
    bed.answer(`GET ${one}/reviewers`, [{ ...reviewer, user: ann }])
    expect((await ask('reviews.create', input)).data.state).toBe('commented')
  })

  it('comments without a verdict', async () => {
    const comments = [{ path: 'a', body: 'Hm', line: 1 }]
    const { data } = await ask('reviews.create', { pullRequest: '7', sha, event: 'comment', comments })
    expect(data).toMatchObject({ state: 'commented', body: null, submittedAt: note.created_at })
    expect(written()).toMatchObject([
      ['/discussions', { body: 'Hm' }],
      ['/notes', { body: '/submit_review reviewed' }],
    ])
    const said = await ask('reviews.create', { pullRequest: '7', sha, event: 'comment', body: 'Looked.' })
    // Not `user:1`, which is the person's review in the list: that has neither words nor commit.
    expect(said.data).toMatchObject({ id: 'note:302', body: 'Looked.', sha })
    expect(written().at(-1)).toEqual(['/notes', { body: '/submit_review reviewed\n\nLooked.' }])
    const empty = ask('reviews.create', { pullRequest: '7', sha, event: 'comment' })
    expect(await failure(empty)).toMatchObject({ code: 'invalid_argument', detail: { argument: 'body' } })
  })

  it('answers with the thread’s moment when GitLab made no note of the quick action alone', async () => {
    bed.answer(`POST ${one}/notes`, { commands_changes: {}, summary: ['Submitted.'] }, { status: 202 })
    const comments = [{ path: 'a', body: 'Hm', line: 1 }]
    const { data } = await ask('reviews.create', { pullRequest: '7', sha, event: 'comment', comments })
    expect(data.htmlUrl).toMatch(/#note_400$/)
    bed.answer(`POST ${one}/notes`, note, { status: 201 })
  })

  it('takes one’s own approval back with a word, and nobody else’s', async () => {
    bed.answer(`GET ${one}/approvals`, approvals({ user: zoe }, { user: ann }))
    bed.answer(`POST ${one}/unapprove`, approvals({ user: ann }), { status: 201 })
    const own = await ask('reviews.dismiss', { pullRequest: '7', review: 'user:1', message: 'Too soon' })
    expect(own.data).toEqual(review('dismissed', zoe, { body: 'Too soon', submittedAt: note.created_at }))
    expect(written().map(([path]) => path)).toEqual(['/unapprove', '/notes'])
    const other = ask('reviews.dismiss', { pullRequest: '7', review: 'user:2', message: 'x' })
    expect(await failure(other)).toMatchObject({ code: 'forbidden' })
    const none = ask('reviews.dismiss', { pullRequest: '7', review: 'user:9', message: 'x' })
    expect(await failure(none)).toMatchObject({ code: 'not_found' })
    expect(writes()).toHaveLength(2)
  })
})
