import { describe, expect, it } from 'vitest'
import { mapPullRequest, type VendorPullRequest } from '../../src/map/pull-request.ts'
import { expectContract } from '../bed/expect.ts'

const sha = '6dcb09b5b57875f334f61aebed695e2e4193db5e'
const open: VendorPullRequest = {
  id: 9,
  number: 3,
  title: 't',
  state: 'open',
  head: { ref: 'topic', sha, repo: { full_name: 'fork/r' } },
  base: { ref: 'main', sha, repo: { full_name: 'o/r' } },
  merge_commit_sha: sha,
  html_url: 'https://github.com/o/r/pull/3',
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-02T00:00:00Z',
}

describe('a pull request', () => {
  it('gives null, and never undefined, for what it lacks; a test merge is no merge', () => {
    const data = mapPullRequest(open)
    expectContract('pullRequests.get', { data })
    expect(data).toEqual({
      pullRequest: '3',
      externalId: '9',
      title: 't',
      body: null,
      state: 'open',
      isDraft: false,
      author: null,
      assignees: [],
      reviewers: [],
      labels: [],
      milestone: null,
      head: { ref: 'topic', sha, repositoryFullName: 'fork/r' },
      base: { ref: 'main', sha, repositoryFullName: 'o/r' },
      isMergeable: null,
      mergeCommitSha: null,
      htmlUrl: 'https://github.com/o/r/pull/3',
      createdAt: '2026-01-01T00:00:00Z',
      updatedAt: '2026-01-02T00:00:00Z',
      closedAt: null,
      mergedAt: null,
    })
  })

  it('is merged by its date, whatever its state says', () => {
    const merged = { ...open, state: 'closed', merged_at: '2026-02-01T00:00:00Z', closed_at: '2026-02-01T00:00:00Z' }
    expect(mapPullRequest(merged)).toMatchObject({ state: 'merged', mergeCommitSha: sha, mergedAt: merged.merged_at })
    expect(mapPullRequest({ ...merged, merged_at: null })).toMatchObject({ state: 'closed', mergeCommitSha: null })
  })

  it('survives the deletion of its fork', () => {
    const data = mapPullRequest({ ...open, head: { ref: 'topic', sha, repo: null }, user: null })
    expectContract('pullRequests.get', { data })
    expect(data.head).toEqual({ ref: 'topic', sha, repositoryFullName: null })
  })

  it('tells drafts, what can be merged, and asks users, not teams', () => {
    const team: object = { id: 5, name: 'Justice League', slug: 'justice-league' }
    const reviewers = [{ id: 1, login: 'octocat' }, team]
    const data = mapPullRequest({ ...open, draft: true, mergeable: false, requested_reviewers: reviewers })
    expect(data).toMatchObject({ isDraft: true, isMergeable: false })
    expect(data.reviewers.map((reviewer) => reviewer.username)).toEqual(['octocat'])
  })
})
