import { expect, it } from 'vitest'
import { mapComment } from '../../src/map/comment.ts'
import { mapIssue, mapLabelNames } from '../../src/map/issue.ts'
import { mapMilestone } from '../../src/map/milestone.ts'
import { mapReaction } from '../../src/map/reaction.ts'
import { expectContract } from '../bed/expect.ts'

const times = { created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-02T00:00:00Z' }
const leanest = { id: 9, number: 3, title: 't', html_url: 'https://github.com/o/r/issues/3', ...times }

it('gives null, and never undefined, for what an issue lacks', () => {
  const data = mapIssue(leanest)
  expectContract('issues.get', { data })
  expect(data).toEqual({
    issue: '3',
    externalId: '9',
    title: 't',
    body: null,
    state: 'open',
    stateReason: null,
    author: null,
    assignees: [],
    labels: [],
    milestone: null,
    isLocked: false,
    commentCount: null,
    htmlUrl: 'https://github.com/o/r/issues/3',
    createdAt: times.created_at,
    updatedAt: times.updated_at,
    closedAt: null,
  })
})

it('knows a closed issue with GitHub’s reason', () => {
  const closed = { ...leanest, state: 'closed', state_reason: 'not_planned', closed_at: '2026-01-03T00:00:00Z' }
  expect(mapIssue(closed)).toMatchObject({ state: 'closed', stateReason: 'not_planned', closedAt: closed.closed_at })
})

it('leaves deleted accounts out', () => {
  expect(mapIssue({ ...leanest, user: null, assignees: [null, { id: 1, login: 'a' }] })).toMatchObject({
    author: null,
    assignees: [{ id: '1', username: 'a' }],
  })
  expect(mapComment({ id: 1, user: null, ...times })).toMatchObject({ author: null, body: null, htmlUrl: null })
  const ghost = mapReaction({ id: 1, content: '+1', user: null })
  expectContract('issues.addReaction', { data: ghost })
  expect(ghost).toEqual({ id: '1', reaction: '+1', author: null, createdAt: null })
})

it('reads label names from objects and from text', () => {
  expect(mapLabelNames(['a', { name: 'b' }, { name: null }, {}])).toEqual(['a', 'b'])
  expect(mapLabelNames(undefined)).toEqual([])
})

it('knows milestones by number', () => {
  const milestone = mapMilestone({ number: 4, title: 'v2', state: 'closed' })
  expectContract('milestones.get', { data: milestone })
  expect(milestone).toEqual({
    milestone: '4',
    title: 'v2',
    description: null,
    state: 'closed',
    dueAt: null,
    htmlUrl: null,
  })
})
