import { describe, expect, it } from 'vitest'
import { mapMergeRequest, titleAs, withoutDraft } from '../../src/map/merge-request.ts'
import { mergeRequest, sha } from '../areas/samples.ts'

const mapped = (change: object) => mapMergeRequest({ ...mergeRequest, ...change }, 'a/b/c')

describe('a merge request', () => {
  it.each([
    ['opened', 'open'],
    ['locked', 'open'],
    ['closed', 'closed'],
    ['merged', 'merged'],
    [undefined, 'open'],
  ])('that is %s is %s', (state, expected) => {
    expect(mapped({ state }).state).toBe(expected)
  })

  it.each([
    ['mergeable', true],
    ['conflict', false],
    ['ci_must_pass', false],
    ['draft_status', false],
    ['unchecked', null],
    ['checking', null],
    ['preparing', null],
    [null, null],
  ])('with the merge status %s is mergeable: %s', (detailed_merge_status, isMergeable) => {
    expect(mapped({ detailed_merge_status }).isMergeable).toBe(isMergeable)
    expect(mapped({ detailed_merge_status, state: 'merged' }).isMergeable).toBeNull()
  })

  it('that was merged names the commit: of the merge, the squash or the fast-forward', () => {
    const merged = { state: 'merged', merged_at: '2026-01-05T00:00:00Z' }
    expect(mapped({ ...merged, merge_commit_sha: 'm', squash_commit_sha: 's' }).mergeCommitSha).toBe('m')
    expect(mapped({ ...merged, squash_commit_sha: 's' }).mergeCommitSha).toBe('s')
    expect(mapped(merged).mergeCommitSha).toBe(sha)
    expect(mapped(merged)).toMatchObject({ closedAt: '2026-01-05T00:00:00.000Z', mergedAt: '2026-01-05T00:00:00.000Z' })
    expect(mapped({ merge_commit_sha: 'test merge' }).mergeCommitSha).toBeNull()
  })

  it('of a fork, deleted or not, tells no name of it', () => {
    expect(mapped({ source_project_id: 9 }).head.repositoryFullName).toBeNull()
    expect(mapped({ source_project_id: null }).head.repositoryFullName).toBeNull()
    expect(mapped({}).head.repositoryFullName).toBe('a/b/c')
  })

  it.each(['Draft: X', 'draft:X', '[Draft] X', '(Draft) X', '  Draft:  X'])(
    'called "%s" is a draft called X',
    (title) => {
      expect(mapped({ title, draft: true })).toMatchObject({ title: 'X', isDraft: true })
      expect(titleAs(title, true)).toBe('Draft: X')
      expect(titleAs(title, false)).toBe('X')
    },
  )

  it('keeps a title that only looks like a draft’s', () => {
    expect(mapped({ title: 'Draft: X', draft: false }).title).toBe('Draft: X')
    expect(withoutDraft('Drafting')).toBe('Drafting')
    expect(withoutDraft('Draft:')).toBe('Draft:')
  })
})
