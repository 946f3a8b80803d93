import { describe, expect, it } from 'vitest'
import { mapReviewComment, type VendorReviewComment } from '../../src/map/review-comment.ts'
import { mapReview } from '../../src/map/review.ts'
import { mapThread, type VendorThread, type VendorThreadComment } from '../../src/graphql/map-review-thread.ts'
import { expectContract } from '../bed/expect.ts'

const sha = '6dcb09b5b57875f334f61aebed695e2e4193db5e'

describe('a review', () => {
  it.each([
    ['APPROVED', 'approved'],
    ['changes_requested', 'changes_requested'],
    ['COMMENTED', 'commented'],
    ['dismissed', 'dismissed'],
    ['PENDING', 'pending'],
    ['SOMETHING_NEW', 'commented'],
  ])('%s is %s', (word, state) => {
    const data = mapReview({ id: 1, state: word })
    expectContract('reviews.create', { data })
    expect(data).toEqual({ id: '1', state, body: null, author: null, sha: null, htmlUrl: null, submittedAt: null })
  })
})

describe('an inline comment', () => {
  const comment: VendorReviewComment = {
    id: 2,
    path: 'a.ts',
    position: 1,
    line: 5,
    start_line: 3,
    side: 'LEFT',
    subject_type: 'line',
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-02T00:00:00Z',
  }

  it('has lines and a side', () => {
    const data = mapReviewComment(comment, 'PRRT_1')
    expectContract('reviews.replyToComment', { data })
    expect(data).toMatchObject({ threadId: 'PRRT_1', line: 5, startLine: 3, side: 'base', isOutdated: false })
    expect(data).toMatchObject({ sha: null, body: null, author: null, inReplyTo: null, htmlUrl: null })
  })

  it('on a whole file has no line', () => {
    const onFile = mapReviewComment({ ...comment, subject_type: 'file', line: 1, start_line: null })
    expect(onFile).toMatchObject({ line: null, startLine: null, isOutdated: false })
    expect(mapReviewComment({ ...comment, subject_type: 'file', position: null })).toMatchObject({ isOutdated: true })
  })

  it('is outdated with neither line nor position; an old payload has the position alone', () => {
    const outdated = { ...comment, line: null, start_line: null, position: null }
    expect(mapReviewComment(outdated)).toMatchObject({ line: null, isOutdated: true })
    const { line: _line, ...old } = comment
    expect(mapReviewComment(old)).toMatchObject({ line: null, isOutdated: false })
  })
})

describe('a thread', () => {
  const actor = { login: 'octocat', avatarUrl: 'https://a.example/1', url: 'https://github.com/octocat' }
  const comment: VendorThreadComment = {
    id: 'PRRC_1',
    fullDatabaseId: '3000000001',
    body: 'Why?',
    path: 'a.ts',
    line: 5,
    startLine: 3,
    outdated: false,
    subjectType: 'LINE',
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-02T00:00:00Z',
    url: 'https://github.com/o/r/pull/3#discussion_r3000000001',
    commit: { oid: sha },
    replyTo: null,
    author: { ...actor, __typename: 'User', databaseId: 1, name: 'Octo Cat' },
  }
  const thread: VendorThread = {
    id: 'PRRT_1',
    path: 'a.ts',
    line: 5,
    diffSide: 'LEFT',
    isOutdated: false,
    isResolved: true,
    comments: { nodes: [comment] },
  }
  const only = (change: Partial<VendorThreadComment>) =>
    mapThread({ ...thread, comments: { nodes: [{ ...comment, ...change }] } }).comments[0]

  it('has its comments with their REST ids', () => {
    const data = mapThread({ ...thread, comments: { nodes: [comment, null] } })
    expectContract('reviews.resolveThread', { data })
    expect(data).toEqual({
      thread: 'PRRT_1',
      path: 'a.ts',
      line: 5,
      isResolved: true,
      comments: [
        {
          id: '3000000001',
          threadId: 'PRRT_1',
          path: 'a.ts',
          line: 5,
          startLine: 3,
          side: 'base',
          sha,
          body: 'Why?',
          author: {
            id: '1',
            username: 'octocat',
            displayName: 'Octo Cat',
            isBot: false,
            avatarUrl: 'https://a.example/1',
            htmlUrl: 'https://github.com/octocat',
          },
          inReplyTo: null,
          isOutdated: false,
          htmlUrl: 'https://github.com/o/r/pull/3#discussion_r3000000001',
          createdAt: '2026-01-01T00:00:00Z',
          updatedAt: '2026-01-02T00:00:00Z',
        },
      ],
    })
  })

  it('names a bot as REST does', () => {
    const bot = { ...actor, login: 'dependabot', __typename: 'Bot', databaseId: 49699333 }
    expect(only({ author: bot })?.author).toMatchObject({ username: 'dependabot[bot]', isBot: true, displayName: null })
  })

  it('says little of deleted accounts, whole files, outdated lines and answers', () => {
    expect(only({ author: null })?.author).toBeNull()
    expect(only({ author: { ...actor, __typename: 'EnterpriseUserAccount' } })?.author).toBeNull()
    expect(only({ subjectType: 'FILE', line: 1 })).toMatchObject({ line: null, startLine: null, isOutdated: false })
    expect(only({ outdated: true })).toMatchObject({ line: null, isOutdated: true })
    expect(only({ replyTo: { fullDatabaseId: '8' } })).toMatchObject({ inReplyTo: '8' })
    expect(only({ fullDatabaseId: null })).toMatchObject({ id: 'PRRC_1' })
    expect(mapThread({ ...thread, isOutdated: true, comments: { nodes: null } })).toMatchObject({
      line: null,
      comments: [],
    })
  })
})
