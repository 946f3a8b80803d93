import { describe, expect, it } from 'vitest'
import { deploymentState } from '../../src/map/deployment.ts'
import { mapLabelNames, mapMilestone } from '../../src/map/milestone.ts'
import { mapAward, mapNote } from '../../src/map/note.ts'
import { releaseId, releaseTag } from '../../src/map/release.ts'
import { mapReviews } from '../../src/map/review.ts'
import { checkProgress, combinedState, statusState } from '../../src/map/status.ts'
import { note } from '../areas/samples.ts'

describe('GitLab’s states', () => {
  it.each([
    ['created', 'pending', null, 'pending'],
    ['waiting_for_resource', 'pending', null, 'pending'],
    ['preparing', 'pending', null, 'pending'],
    ['pending', 'pending', null, 'pending'],
    ['scheduled', 'pending', null, 'pending'],
    ['running', 'running', null, 'running'],
    ['canceling', 'running', null, 'running'],
    ['success', 'completed', 'success', 'success'],
    ['failed', 'completed', 'failure', 'failure'],
    ['canceled', 'completed', 'cancelled', 'cancelled'],
    ['skipped', 'completed', 'skipped', 'success'],
    ['manual', 'completed', 'action_required', 'pending'],
    ['brand-new', 'completed', 'unknown', 'error'],
  ] as const)('a status that is %s: check %s %s, status %s', (word, status, conclusion, state) => {
    expect(checkProgress(word)).toEqual({ status, conclusion })
    expect(statusState(word)).toBe(state)
  })

  it('of many statuses the worst counts', () => {
    expect(combinedState([])).toBe('pending')
    expect(combinedState(['success', 'running'])).toBe('running')
    expect(combinedState(['success', 'pending', 'failure'])).toBe('failure')
    expect(combinedState(['success', 'success'])).toBe('success')
  })

  it.each([
    ['created', 'pending'],
    ['blocked', 'pending'],
    ['running', 'in_progress'],
    ['success', 'success'],
    ['failed', 'failure'],
    ['canceled', 'cancelled'],
    ['skipped', 'inactive'],
    ['brand-new', 'unknown'],
    [null, 'unknown'],
  ])('a deployment that is %s is %s', (word, state) => {
    expect(deploymentState(word)).toBe(state)
  })
})

describe('small objects', () => {
  it('skip emoji the contract has no word for, and know aliases', () => {
    expect(mapAward({ id: 1, name: 'lizard' })).toBeNull()
    expect(mapAward({ id: 1, name: '+1' })).toEqual({ id: '1', reaction: '+1', author: null, createdAt: null })
  })

  it('have no author when the account is deleted', () => {
    const ghost = { id: 5, username: 'ghost', name: 'Ghost User' }
    expect(mapNote({ ...note, author: ghost }, 'https://x.example').author).toBeNull()
    const user = { id: 1, username: 'zoe' }
    const reviewers = [
      { user, state: 'unapproved' },
      { user: ghost, state: 'reviewed' },
      { user, state: null },
    ]
    expect(mapReviews([], reviewers).map(({ id, state }) => [id, state])).toEqual([
      ['user:1', 'dismissed'],
      ['user:0', 'commented'],
    ])
  })

  it('take labels as names or as objects', () => {
    expect(mapLabelNames(['a', { name: 'b' }, { title: 'c' }, {}])).toEqual(['a', 'b', 'c'])
    expect(mapLabelNames(null)).toEqual([])
    expect(mapMilestone({ id: 1, title: 'x', due_date: 'soon' }).dueAt).toBeNull()
  })

  it.each(['v1', 'v1/2', '~', 'ü', 'a b', 'x'.repeat(500)])('find the tag %s in the id of its release', (tag) => {
    expect(releaseTag(releaseId(tag))).toBe(tag)
    expect(releaseId(tag)).toMatch(/^[A-Za-z0-9_.=+:{}@~-]+$/)
  })

  it.each(['~Li4', '~Lg', '~', '..', '.', '~djE', 'a b', '~!'])('find no tag in %s, which is no id of ours', (id) => {
    expect(releaseTag(id)).toBeNull()
  })
})
