import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { reviews } from '../../src/areas/reviews.ts'
import { callOf, expectContract, expectNoFaults, failure, lastRequest, linkTo } from '../bed/expect.ts'
import { startSpecBed, type SpecBed } from '../bed/spec-bed.ts'

const one = '/repos/{owner}/{repo}/pulls/{pull_number}'
const routes = {
  list: `GET ${one}/reviews`,
  create: `POST ${one}/reviews`,
  dismiss: `PUT ${one}/reviews/{review_id}/dismissals`,
  comments: `GET ${one}/comments`,
  comment: `POST ${one}/comments`,
  reply: `POST ${one}/comments/{comment_id}/replies`,
}
const path = '/repos/octocat/hello-world/pulls/7'
const sha = '6dcb09b5b57875f334f61aebed695e2e4193db5e'

describe('reviews', () => {
  let bed: SpecBed
  let area: Required<ReturnType<typeof reviews>>
  beforeAll(async () => {
    bed = await startSpecBed()
    area = reviews(bed.bound()) as typeof area
    bed.answer(routes.create, bed.example(routes.create))
    bed.answer(routes.comment, bed.example(routes.comment, {}, 201), { status: 201 })
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('lists them', async () => {
    bed.answer(routes.list, bed.example(routes.list), { headers: linkTo(bed, 2) })
    const page = await area.list({ pullRequest: '7' }, callOf('1', 5))
    expectContract('reviews.list', page)
    expect(page.data).toEqual([
      {
        id: '80',
        state: 'approved',
        body: 'Here is the body for the review.',
        author: expect.objectContaining({ username: 'octocat' }),
        sha: 'ecdd80bb57125d7ba9641ffaa4d7d2c19d3f3091',
        htmlUrl: 'https://github.com/octocat/Hello-World/pull/12#pullrequestreview-80',
        submittedAt: '2019-11-17T17:43:43Z',
      },
    ])
    expect(page.nextCursor).toBe('2')
    expect(lastRequest(bed)).toMatchObject({ path: `${path}/reviews`, query: { page: '1', per_page: '5' } })
  })

  it.each([
    ['approve', 'APPROVE'],
    ['request_changes', 'REQUEST_CHANGES'],
    ['comment', 'COMMENT'],
  ] as const)('creates one that says %s', async (event, word) => {
    const answer = await area.create({ pullRequest: '7', sha, event, body: 'b' }, callOf())
    expectContract('reviews.create', answer)
    expect(lastRequest(bed)).toMatchObject({ method: 'POST', path: `${path}/reviews` })
    expect(lastRequest(bed).body).toEqual({ commit_id: sha, event: word, body: 'b' })
  })

  it('creates one with comments on lines of either side', async () => {
    const comments = [
      { path: 'a.ts', body: 'one', line: 3 },
      { path: 'a.ts', body: 'old', line: 4, side: 'base' },
      { path: 'a.ts', body: 'many', line: 9, startLine: 5 },
      { path: 'a.ts', body: 'across', line: 9, startLine: 9, startSide: 'base' },
      { path: 'a.ts', body: 'really one', line: 9, startLine: 9 },
    ] as const
    await area.create({ pullRequest: '7', sha, event: 'comment', comments }, callOf())
    expect(lastRequest(bed).body).toEqual({
      commit_id: sha,
      event: 'COMMENT',
      comments: [
        { path: 'a.ts', body: 'one', line: 3, side: 'RIGHT' },
        { path: 'a.ts', body: 'old', line: 4, side: 'LEFT' },
        { path: 'a.ts', body: 'many', line: 9, side: 'RIGHT', start_line: 5, start_side: 'RIGHT' },
        { path: 'a.ts', body: 'across', line: 9, side: 'RIGHT', start_line: 9, start_side: 'LEFT' },
        { path: 'a.ts', body: 'really one', line: 9, side: 'RIGHT' },
      ],
    })
  })

  it('dismisses one', async () => {
    bed.answer(routes.dismiss, bed.example(routes.dismiss))
    const answer = await area.dismiss({ pullRequest: '7', review: '80', message: 'Old' }, callOf())
    expectContract('reviews.dismiss', answer)
    expect(lastRequest(bed)).toMatchObject({
      method: 'PUT',
      path: `${path}/reviews/80/dismissals`,
      body: { message: 'Old' },
    })
    expect(answer.data.state).toBe('dismissed')
    const bad = area.dismiss({ pullRequest: '7', review: 'PRR_1', message: 'Old' }, callOf())
    expect(await failure(bad)).toMatchObject({ code: 'invalid_argument', detail: { argument: 'review' } })
  })

  it('lists inline comments', async () => {
    bed.answer(routes.comments, bed.example(routes.comments), { headers: linkTo(bed, 2) })
    const page = await area.listComments({ pullRequest: '7' }, callOf())
    expectContract('reviews.listComments', page)
    expect(page.data).toEqual([
      {
        id: '10',
        threadId: null,
        path: 'file1.txt',
        line: 2,
        startLine: 1,
        side: 'head',
        sha,
        body: 'Great stuff!',
        author: expect.objectContaining({ username: 'octocat' }),
        inReplyTo: '8',
        isOutdated: false,
        htmlUrl: 'https://github.com/octocat/Hello-World/pull/1#discussion-diff-1',
        createdAt: '2011-04-14T16:00:49Z',
        updatedAt: '2011-04-14T16:00:49Z',
      },
    ])
    expect(page.nextCursor).toBe('2')
    expect(lastRequest(bed).path).toBe(`${path}/comments`)
  })

  it('comments on a file, a line, several lines', async () => {
    const input = { pullRequest: '7', sha, path: 'src/a.ts', body: 'Why?' }
    const sent = { commit_id: sha, path: 'src/a.ts', body: 'Why?' }
    expectContract('reviews.createFileComment', await area.createFileComment({ ...input, side: 'head' }, callOf()))
    expect(lastRequest(bed).body).toEqual({ ...sent, subject_type: 'file' })
    expectContract('reviews.createLineComment', await area.createLineComment({ ...input, line: 4 }, callOf()))
    expect(lastRequest(bed).body).toEqual({ ...sent, line: 4, side: 'RIGHT' })
    const several = { ...input, startLine: 2, startSide: 'base', line: 4, side: 'head' } as const
    expectContract('reviews.createMultilineComment', await area.createMultilineComment(several, callOf()))
    expect(lastRequest(bed)).toMatchObject({ method: 'POST', path: `${path}/comments` })
    expect(lastRequest(bed).body).toEqual({ ...sent, line: 4, side: 'RIGHT', start_line: 2, start_side: 'LEFT' })
  })

  it('answers a comment', async () => {
    bed.answer(routes.reply, bed.example(routes.reply, {}, 201), { status: 201 })
    const answer = await area.replyToComment({ pullRequest: '7', comment: '426899381', body: 'Because' }, callOf())
    expectContract('reviews.replyToComment', answer)
    expect(lastRequest(bed)).toMatchObject({ path: `${path}/comments/426899381/replies`, body: { body: 'Because' } })
    expect(answer.data.inReplyTo).toBe('426899381')
  })
})
