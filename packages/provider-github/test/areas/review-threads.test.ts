import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { VendorThread } from '../../src/graphql/map-review-thread.ts'
import { reviews } from '../../src/areas/reviews.ts'
import { callOf, expectContract, expectNoFaults, failure, lastRequest } from '../bed/expect.ts'
import { startSpecBed, type RecordedRequest, type SpecBed } from '../bed/spec-bed.ts'

const graphql = 'POST /graphql'
const getComment = 'GET /repos/{owner}/{repo}/pulls/comments/{comment_id}'
const thread: VendorThread = {
  id: 'PRRT_kwDOAA1',
  path: 'src/a.ts',
  line: 12,
  diffSide: 'RIGHT',
  isOutdated: false,
  isResolved: true,
  comments: { nodes: [] },
}
const ours = { databaseId: 1296269, nameWithOwner: 'octocat/renamed' }
const foreign = { databaseId: 7, nameWithOwner: 'octocat/other' }

/** Answers each query by the name of its operation. */
function answers(bed: SpecBed, data: Readonly<Record<string, unknown>>): void {
  bed.answer(graphql, (request: RecordedRequest) => ({ body: { data: data[nameOf(request)] ?? null } }))
}
const queryOf = (request: RecordedRequest) => request.body as { readonly query: string; readonly variables: object }
const nameOf = (request: RecordedRequest) => /^(?:query|mutation) (\w+)/.exec(queryOf(request).query)?.[1] ?? ''
const placedIn = (repository: object, number = 7) => ({ node: { pullRequest: { number, repository } } })

let bed: SpecBed
let area: Required<ReturnType<typeof reviews>>
beforeAll(async () => {
  bed = await startSpecBed()
  area = reviews(bed.bound()) as typeof area
})
afterEach(() => expectNoFaults(bed))
afterAll(() => bed.close())

describe('review threads', () => {
  it('lists them; the cursor is GraphQL’s', async () => {
    const reviewThreads = { pageInfo: { hasNextPage: true, endCursor: 'Y3Vyc29yOnYyOpHOAA==' }, nodes: [thread, null] }
    answers(bed, { Threads: { repository: { pullRequest: { reviewThreads } } } })
    const page = await area.listThreads({ pullRequest: '7' }, callOf('Y3Vyc29yOjE=', 20))
    expectContract('reviews.listThreads', page)
    const variables = { owner: 'octocat', repo: 'hello-world', number: 7, first: 20, after: 'Y3Vyc29yOjE=' }
    expect(queryOf(lastRequest(bed)).variables).toEqual(variables)
    expect(page.data).toEqual([{ thread: 'PRRT_kwDOAA1', path: 'src/a.ts', line: 12, isResolved: true, comments: [] }])
    expect(page.nextCursor).toBe('Y3Vyc29yOnYyOpHOAA==')
  })

  it('ends at the last page', async () => {
    const reviewThreads = { pageInfo: { hasNextPage: false, endCursor: 'Y3Vyc29yOjI=' }, nodes: null }
    answers(bed, { Threads: { repository: { pullRequest: { reviewThreads } } } })
    const page = await area.listThreads({ pullRequest: '7' }, callOf())
    expect([page.data, page.nextCursor]).toEqual([[], null])
  })

  it('does not find a pull request that is not there', async () => {
    answers(bed, { Threads: { repository: { pullRequest: null } } })
    expect(await failure(area.listThreads({ pullRequest: '7' }, callOf()))).toMatchObject({ code: 'not_found' })
    const errors = [{ type: 'NOT_FOUND', path: ['repository'], message: 'Could not resolve to a Repository.' }]
    bed.answer(graphql, { data: { repository: null }, errors })
    expect(await failure(area.listThreads({ pullRequest: '7' }, callOf()))).toMatchObject({ code: 'not_found' })
  })

  it.each([
    { operation: 'resolveThread', mutation: 'Resolve', field: 'resolveReviewThread', isResolved: true },
    { operation: 'unresolveThread', mutation: 'Unresolve', field: 'unresolveReviewThread', isResolved: false },
  ] as const)('$operation finds the thread here first', async ({ operation, mutation, field, isResolved }) => {
    answers(bed, { ThreadPlace: placedIn(ours), [mutation]: { done: { thread: { ...thread, isResolved } } } })
    const answer = await area[operation]({ pullRequest: '7', thread: thread.id }, callOf())
    expectContract(`reviews.${operation}`, answer)
    expect(bed.requests.slice(-2).map(nameOf)).toEqual(['ThreadPlace', mutation])
    expect(queryOf(lastRequest(bed)).query).toContain(field)
    expect(queryOf(lastRequest(bed)).variables).toEqual({ thread: thread.id })
    expect(answer.data.isResolved).toBe(isResolved)
  })

  it.each([
    ['of another repository', placedIn(foreign)],
    ['of another pull request', placedIn(ours, 8)],
    ['that is something else', { node: {} }],
    ['that is not there', { node: null }],
  ])('T41: touches no thread %s', async (_what, place) => {
    answers(bed, { ThreadPlace: place })
    const before = bed.requests.length
    for (const run of [area.resolveThread, area.unresolveThread]) {
      expect(await failure(run({ pullRequest: '7', thread: thread.id }, callOf()))).toMatchObject({ code: 'not_found' })
    }
    expect(bed.requests.slice(before).map(nameOf)).toEqual(['ThreadPlace', 'ThreadPlace'])
  })
})

describe('folding a comment away', () => {
  const minimized = { minimizeComment: { minimizedComment: { isMinimized: true, minimizedReason: 'off-topic' } } }

  it.each([
    ['abuse', 'ABUSE'],
    ['off_topic', 'OFF_TOPIC'],
    ['outdated', 'OUTDATED'],
    ['resolved', 'RESOLVED'],
    ['duplicate', 'DUPLICATE'],
    ['spam', 'SPAM'],
  ] as const)('by its id, as %s', async (reason, word) => {
    bed.answer(getComment, bed.example(getComment))
    answers(bed, { Minimize: minimized })
    const answer = await area.minimizeComment({ comment: '10', reason }, callOf())
    expectContract('reviews.minimizeComment', answer)
    expect(bed.requests.at(-2)?.path).toBe('/repos/octocat/hello-world/pulls/comments/10')
    const comment = 'MDI0OlB1bGxSZXF1ZXN0UmV2aWV3Q29tbWVudDEw'
    expect(queryOf(lastRequest(bed)).variables).toEqual({ comment, reason: word })
  })

  it('by its node id, when it is of this repository', async () => {
    answers(bed, { CommentPlace: { node: { repository: ours } }, Minimize: minimized })
    await area.minimizeComment({ comment: 'PRRC_1', reason: 'spam' }, callOf())
    expect(bed.requests.slice(-2).map(nameOf)).toEqual(['CommentPlace', 'Minimize'])
    expect(queryOf(lastRequest(bed)).variables).toEqual({ comment: 'PRRC_1', reason: 'SPAM' })
  })

  it.each([{ node: { repository: foreign } }, { node: {} }, { node: null }])(
    'T41: touches no other comment: %j',
    async (place) => {
      answers(bed, { CommentPlace: place })
      const error = await failure(area.minimizeComment({ comment: 'PRRC_1', reason: 'spam' }, callOf()))
      expect(error.code).toBe('not_found')
      expect(nameOf(lastRequest(bed))).toBe('CommentPlace')
    },
  )
})
