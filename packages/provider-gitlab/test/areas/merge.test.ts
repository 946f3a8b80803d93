import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectNoFaults, failure, lastRequest } from '../bed/expect.ts'
import { hasDocument, startSpecBed, without, type Ask, type SpecBed } from '../bed/spec-bed.ts'
import { baseSha, mergeRequest, sha } from './samples.ts'

const one = '/projects/{id}/merge_requests/{merge_request_iid}'
const merged = { ...mergeRequest, state: 'merged', merge_commit_sha: baseSha, merged_at: mergeRequest.updated_at }

describe.skipIf(!hasDocument)(`merging${without}`, () => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = bed.ask()
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('merges, guarded by the head, with a message', async () => {
    bed.answer(`PUT ${one}/merge`, merged)
    const { data } = await ask('pullRequests.merge', { pullRequest: '7', method: 'merge', sha, message: 'Now' })
    expect(data).toEqual({ isMerged: true, sha: baseSha })
    expect(lastRequest(bed)).toMatchObject({ path: '/projects/4/merge_requests/7/merge' })
    expect(lastRequest(bed).body).toEqual({ squash: false, merge_commit_message: 'Now', sha })
  })

  it('squashes', async () => {
    bed.answer(`PUT ${one}/merge`, { ...merged, merge_commit_sha: null, squash_commit_sha: 'e'.repeat(40) })
    const { data } = await ask('pullRequests.merge', { pullRequest: '7', method: 'squash', message: 'All' })
    expect(data.sha).toBe('e'.repeat(40))
    expect(lastRequest(bed).body).toEqual({ squash: true, squash_commit_message: 'All' })
  })

  it('completes a shortened head, and refuses one that moved', async () => {
    bed.answer(`GET ${one}`, mergeRequest)
    bed.answer(`PUT ${one}/merge`, merged)
    await ask('pullRequests.merge', { pullRequest: '7', method: 'merge', sha: sha.slice(0, 8) })
    expect(lastRequest(bed).body).toEqual({ squash: false, sha })
    const before = bed.requests.length
    const moved = ask('pullRequests.merge', { pullRequest: '7', method: 'merge', sha: 'f'.repeat(8) })
    expect(await failure(moved)).toMatchObject({ code: 'conflict' })
    expect(bed.requests.slice(before).map(({ method }) => method)).toEqual(['GET'])
  })

  it.each([
    [405, '405 Method Not Allowed'],
    [406, 'Branch cannot be merged'],
    [409, 'SHA does not match HEAD of source branch: 1'],
    [422, 'Branch cannot be merged'],
  ])('is a conflict when GitLab answers %s', async (status, message) => {
    bed.answer(`PUT ${one}/merge`, { message }, { status })
    const run = ask('pullRequests.merge', { pullRequest: '7', method: 'merge', sha })
    expect(await failure(run)).toMatchObject({ code: 'conflict', detail: { status } })
  })

  it('is not merged yet when GitLab only queued it', async () => {
    bed.answer(`PUT ${one}/merge`, { ...mergeRequest, state: 'locked' })
    const { data } = await ask('pullRequests.merge', { pullRequest: '7', method: 'merge' })
    expect(data).toEqual({ isMerged: false, sha: null })
  })

  it('rebases first, waits for it, and merges the new head', async () => {
    const head = '9'.repeat(40)
    const states = [
      { ...mergeRequest, rebase_in_progress: false },
      { ...mergeRequest, rebase_in_progress: true },
      { ...mergeRequest, sha: head, rebase_in_progress: false },
    ]
    let looks = 0
    bed.answer(`GET ${one}`, () => ({ body: states[Math.min(looks++, 2)] }))
    bed.answer(`PUT ${one}/rebase`, { rebase_in_progress: true }, { status: 202 })
    bed.answer(`PUT ${one}/merge`, { ...merged, sha: head, merge_commit_sha: null })
    const { data } = await ask('pullRequests.merge', { pullRequest: '7', method: 'rebase', sha })
    expect(data).toEqual({ isMerged: true, sha: head })
    expect(looks).toBe(3)
    expect(lastRequest(bed).body).toEqual({ squash: false, sha: head })
  })

  it('says so when a rebase fails, or the head had moved before it', async () => {
    bed.answer(`PUT ${one}/rebase`, { rebase_in_progress: true }, { status: 202 })
    bed.answer(`GET ${one}`, { ...mergeRequest, rebase_in_progress: false, merge_error: 'Rebase failed' })
    const failed = await failure(ask('pullRequests.merge', { pullRequest: '7', method: 'rebase' }))
    expect(failed).toMatchObject({ code: 'conflict' })
    expect(failed.message).toContain('Rebase failed')
    const before = bed.requests.length
    const moved = ask('pullRequests.merge', { pullRequest: '7', method: 'rebase', sha: 'f'.repeat(40) })
    expect(await failure(moved)).toMatchObject({ code: 'conflict' })
    expect(bed.requests.slice(before).map(({ method }) => method)).toEqual(['GET'])
  })
})
