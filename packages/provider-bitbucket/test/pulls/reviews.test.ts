import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectNoFaults, failure, lastRequest, pageWith } from '../bed/expect.ts'
import { commitOf, emma, sha } from '../bed/samples.ts'
import { atWeb, hasDocument, startSpecBed, without, type Ask, type SpecBed } from '../bed/spec-bed.ts'
import { commentOf, inlineAt, otto, pullOf } from './samples.ts'

const one = `${atWeb}/pullrequests/{pull_request_id}`
const ofComment = `${one}/comments/{comment_id}`
const approval = { type: 'participant', user: otto, state: 'approved', participated_on: '2026-03-02T10:00:00+00:00' }

describe.skipIf(!hasDocument)(`reviews${without}`, () => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = bed.ask()
    bed.answer(`GET ${atWeb}/commits`, pageWith([commitOf()]))
    bed.answer(`GET ${one}`, pullOf())
    bed.answer(`POST ${one}/comments`, commentOf(9, inlineAt('src/a b.ts', 4)), { status: 201 })
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('lists what the participants decided', async () => {
    const { data, nextCursor } = await ask('reviews.list', { pullRequest: '7' })
    expect(nextCursor).toBeNull()
    expect(data).toEqual([
      expect.objectContaining({ id: otto.uuid, state: 'approved', submittedAt: '2026-03-02T10:00:00.000Z', sha }),
    ])
  })

  it.each([
    ['approve', 'approve', 'approved'],
    ['request_changes', 'request-changes', 'changes_requested'],
  ] as const)('%s, with inline comments first', async (event, path, state) => {
    bed.answer(`POST ${one}/${path}`, { ...approval, state })
    const comments = [{ path: 'a', body: 'Why?', line: 3, side: 'base' }] as const
    const { data } = await ask('reviews.create', {
      pullRequest: '7',
      sha,
      event,
      body: 'Fine',
      comments: [...comments],
    })
    expect(data).toMatchObject({ id: otto.uuid, state, body: 'Fine' })
    const written = bed.requests.filter(({ method }) => method === 'POST').slice(-3)
    expect(written.map(({ body }) => body)).toEqual([
      { content: { raw: 'Why?' }, inline: { path: 'a', from: 3 } },
      { content: { raw: 'Fine' } },
      undefined,
    ])
  })

  it('refuses a review of a commit that is no longer the head, before anything is written', async () => {
    const before = bed.requests.length
    const stale = ask('reviews.create', { pullRequest: '7', sha: 'f'.repeat(40), event: 'approve', body: 'x' })
    expect(await failure(stale)).toMatchObject({ code: 'conflict' })
    expect(bed.requests.slice(before).map(({ method }) => method)).toEqual(['GET'])
  })

  it('answers the comment for a review that only says something', async () => {
    const { data } = await ask('reviews.create', { pullRequest: '7', sha, event: 'comment', body: 'Hm' })
    expect(data).toMatchObject({ id: '9', state: 'commented', body: 'Comment 9', sha })
  })

  it('takes back one’s own review, never another’s', async () => {
    bed.answer('GET /user', otto)
    bed.answer(`DELETE ${one}/approve`, null, { status: 204 })
    const own = await ask('reviews.dismiss', { pullRequest: '7', review: otto.uuid, message: 'm' })
    expect(own.data).toMatchObject({ id: otto.uuid, state: 'dismissed' })
    bed.answer('GET /user', emma)
    const before = bed.requests.length
    const other = ask('reviews.dismiss', { pullRequest: '7', review: otto.uuid, message: 'm' })
    expect(await failure(other)).toMatchObject({ code: 'forbidden' })
    const none = ask('reviews.dismiss', { pullRequest: '7', review: emma.uuid, message: 'm' })
    expect(await failure(none)).toMatchObject({ code: 'not_found' })
    expect(bed.requests.slice(before).every(({ method }) => method === 'GET')).toBe(true)
  })

  it('comments on a file, a line and several lines, on either side', async () => {
    const at = { pullRequest: '7', sha, path: 'src/a b.ts', body: 'Here' }
    const { data } = await ask('reviews.createFileComment', at)
    expect(lastRequest(bed).body).toEqual({ content: { raw: 'Here' }, inline: { path: 'src/a b.ts' } })
    expect(data).toMatchObject({ id: '9', threadId: '9', path: 'src/a b.ts', line: 4, side: 'head' })
    await ask('reviews.createLineComment', { ...at, line: 4 })
    expect(lastRequest(bed).body).toMatchObject({ inline: { path: 'src/a b.ts', to: 4 } })
    await ask('reviews.createMultilineComment', { ...at, startLine: 2, line: 4, side: 'base' })
    expect(lastRequest(bed).body).toMatchObject({ inline: { path: 'src/a b.ts', from: 4, start_from: 2 } })
  })

  it('answers an inline comment', async () => {
    bed.answer(`GET ${ofComment}`, commentOf(5, inlineAt('x', 1)))
    bed.answer(`POST ${one}/comments`, commentOf(10, { parent: { id: 5 }, ...inlineAt('x', 1) }), { status: 201 })
    const { data } = await ask('reviews.replyToComment', { pullRequest: '7', comment: '5', body: 'Because' })
    expect(data).toMatchObject({ id: '10', inReplyTo: '5', threadId: null })
    expect(lastRequest(bed).body).toEqual({ content: { raw: 'Because' }, parent: { id: 5 } })
  })

  it('lists inline comments, and threads with their answers at any depth', async () => {
    const all = [
      commentOf(1, inlineAt('x', 1)),
      commentOf(2, { parent: { id: 1 } }),
      commentOf(3, { parent: { id: 2 }, ...inlineAt('x', 1) }),
      commentOf(4),
      commentOf(5, { ...inlineAt('y', 2), resolution: { type: 'comment_resolution' } }),
    ]
    bed.answer(`GET ${one}/comments`, pageWith(all))
    const comments = await ask('reviews.listComments', { pullRequest: '7' })
    expect(comments.data.map(({ id }) => id)).toEqual(['1', '3', '5'])
    const threads = await ask('reviews.listThreads', { pullRequest: '7' })
    expect(
      threads.data.map(({ thread, isResolved, comments: inside }) => [thread, isResolved, inside.map(({ id }) => id)]),
    ).toEqual([
      ['1', false, ['1', '2', '3']],
      ['5', true, ['5']],
    ])
  })

  it('resolves and reopens threads of this pull request only', async () => {
    bed.answer(`POST ${ofComment}/resolve`, { type: 'comment_resolution' })
    bed.answer(`DELETE ${ofComment}/resolve`, null, { status: 204 })
    const resolved = await ask('reviews.resolveThread', { pullRequest: '7', thread: '1' })
    expect(resolved.data).toMatchObject({ thread: '1', isResolved: true })
    const reopened = await ask('reviews.unresolveThread', { pullRequest: '7', thread: '5' })
    expect(reopened.data).toMatchObject({ thread: '5', isResolved: false })
    const writes = () => bed.requests.filter(({ method }) => method !== 'GET').length
    const written = writes()
    await ask('reviews.resolveThread', { pullRequest: '7', thread: '5' })
    await ask('reviews.unresolveThread', { pullRequest: '7', thread: '1' })
    expect(writes(), 'what is so already is not asked for').toBe(written)
    const before = bed.requests.length
    expect(await failure(ask('reviews.resolveThread', { pullRequest: '7', thread: '4' }))).toMatchObject({
      code: 'not_found',
    })
    expect(bed.requests.slice(before).map(({ method }) => method)).toEqual(['GET'])
  })
})
