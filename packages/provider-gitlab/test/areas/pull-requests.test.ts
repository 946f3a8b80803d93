import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectNoFaults, failure, lastRequest, nextPage } from '../bed/expect.ts'
import { hasDocument, startSpecBed, without, type Ask, type SpecBed } from '../bed/spec-bed.ts'
import { ann, author, mergeRequest, sha, startSha, zoe } from './samples.ts'

const requests = '/projects/{id}/merge_requests'
const one = `${requests}/{merge_request_iid}`

describe.skipIf(!hasDocument)(`merge requests${without}`, () => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed('/gitlab')
    ask = bed.ask()
    bed.answer('GET /users', ({ query }) => ({
      body: [zoe, ann].filter(({ username }) => username === query['username']),
    }))
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('gets a merge request by the number people see', async () => {
    bed.answer(`GET ${one}`, mergeRequest)
    const { data } = await ask('pullRequests.get', { pullRequest: '7' })
    expect(lastRequest(bed).path).toBe('/projects/4/merge_requests/7')
    expect(data).toEqual({
      pullRequest: '7',
      externalId: '99',
      title: 'Mend it',
      body: null,
      state: 'open',
      isDraft: false,
      author: author(zoe),
      assignees: [],
      reviewers: [author(ann)],
      labels: ['bug'],
      milestone: null,
      head: { ref: 'fix/a&b', sha, repositoryFullName: 'diaspora/apps/client' },
      base: { ref: 'main', sha: startSha, repositoryFullName: 'diaspora/apps/client' },
      isMergeable: true,
      mergeCommitSha: null,
      htmlUrl: mergeRequest.web_url,
      createdAt: mergeRequest.created_at,
      updatedAt: mergeRequest.updated_at,
      closedAt: null,
      mergedAt: null,
    })
  })

  it('lists open ones, and what is asked for; a branch of a fork is not ours', async () => {
    const fork = { ...mergeRequest, iid: 8, source_project_id: 5 }
    bed.answer(`GET ${requests}`, [mergeRequest, fork], { headers: nextPage(bed, 2) })
    const page = await ask('pullRequests.list', {}, { perPage: 2 })
    expect(page.data.map(({ pullRequest, head }) => [pullRequest, head.repositoryFullName])).toEqual([
      ['7', 'diaspora/apps/client'],
      ['8', null],
    ])
    expect(page.nextCursor).toBe('2')
    expect(lastRequest(bed).query).toEqual({ state: 'opened', page: '1', per_page: '2' })
    const filter = { state: 'merged', head: 'fix/a&b', base: 'main', author: 'zoe', sort: 'updated' } as const
    const filtered = await ask('pullRequests.list', { ...filter, direction: 'desc' })
    expect(filtered.data.map(({ pullRequest }) => pullRequest)).toEqual(['7'])
    expect(lastRequest(bed).query).toEqual({
      state: 'merged',
      source_branch: 'fix/a&b',
      target_branch: 'main',
      author_username: 'zoe',
      order_by: 'updated_at',
      sort: 'desc',
      page: '1',
      per_page: '30',
    })
    await ask('pullRequests.list', { author: '1' })
    expect(lastRequest(bed).query).toMatchObject({ author_id: '1' })
    await ask('pullRequests.list', { state: 'all' })
    expect(lastRequest(bed).query).toEqual({ page: '1', per_page: '30' })
  })

  it('opens one, as a draft and with reviewers', async () => {
    bed.answer(`POST ${requests}`, { ...mergeRequest, title: 'Draft: Mend it', draft: true }, { status: 201 })
    const input = { title: 'Mend it', body: 'So.', head: 'fix/a&b', base: 'main', draft: true, reviewers: ['ann'] }
    expect((await ask('pullRequests.create', input)).data).toMatchObject({ title: 'Mend it', isDraft: true })
    expect(lastRequest(bed).body).toEqual({
      title: 'Draft: Mend it',
      description: 'So.',
      source_branch: 'fix/a&b',
      target_branch: 'main',
      reviewer_ids: [2],
    })
    const message = ['Another open merge request already exists for this source branch: !7']
    bed.answer(`POST ${requests}`, { message }, { status: 409 })
    const again = ask('pullRequests.create', { title: 'x', head: 'a', base: 'main' })
    expect(await failure(again)).toMatchObject({ code: 'conflict' })
  })

  it('opens one of a fork at the fork, for this project', async () => {
    const fork = { id: 5, namespace: { full_path: 'Ann/forks' }, forked_from_project: { id: 4 } }
    const other = { id: 6, namespace: { full_path: 'bob' }, forked_from_project: { id: 4 } }
    bed.answer('GET /projects/{id}/forks', ({ query }) =>
      query['page'] === '1' ? { body: [other], headers: nextPage(bed, 2) } : { body: [fork] },
    )
    bed.answer(`POST ${requests}`, { ...mergeRequest, source_project_id: 5 }, { status: 201 })
    const { data } = await ask('pullRequests.create', { title: 'x', head: 'ann/forks:fix', base: 'main' })
    expect(data.head.repositoryFullName).toBeNull()
    expect(lastRequest(bed)).toMatchObject({
      path: '/projects/5/merge_requests',
      body: { source_branch: 'fix', target_branch: 'main', target_project_id: 4 },
    })
    const unknown = ask('pullRequests.create', { title: 'x', head: 'eve:fix', base: 'main' })
    expect(await failure(unknown)).toMatchObject({ code: 'validation_failed' })
    bed.answer('GET /projects/{id}', { id: 4 })
    await ask('pullRequests.create', { title: 'x', head: 'diaspora/apps:fix', base: 'main' })
    expect(lastRequest(bed).path).toBe('/projects/4/merge_requests')
  })

  it('changes what is given; a draft stays one unless it is told otherwise', async () => {
    const draft = { ...mergeRequest, title: 'Draft: Mend it', draft: true }
    bed.answer(`GET ${one}`, draft)
    bed.answer(`PUT ${one}`, draft)
    const update = async (change: object) => {
      await ask('pullRequests.update', { pullRequest: '7', ...change })
      return lastRequest(bed).body
    }
    expect(await update({ body: 'New', state: 'closed', base: 'next' })).toEqual({
      description: 'New',
      state_event: 'close',
      target_branch: 'next',
    })
    expect(await update({ state: 'open' })).toEqual({ state_event: 'reopen' })
    expect(await update({ title: 'Mend all' })).toEqual({ title: 'Draft: Mend all' })
    expect(await update({ draft: false })).toEqual({ title: 'Mend it' })
    expect(await update({ title: 'Mend all', draft: false })).toEqual({ title: 'Mend all' })
    expect(await update({ title: '[Draft] Mend all', draft: true })).toEqual({ title: 'Draft: Mend all' })
    expect(await update({})).toBeUndefined()
  })

  it('asks for reviews without losing who was asked, and takes back', async () => {
    bed.answer(`GET ${one}`, mergeRequest)
    bed.answer(`PUT ${one}`, mergeRequest)
    await ask('pullRequests.requestReviewers', { pullRequest: '7', reviewers: ['zoe', 'ann'] })
    expect(lastRequest(bed).body).toEqual({ reviewer_ids: [2, 1] })
    await ask('pullRequests.requestReviewers', { pullRequest: '7', reviewers: ['ann'] })
    expect(lastRequest(bed).method).toBe('GET')
    await ask('pullRequests.removeReviewers', { pullRequest: '7', reviewers: ['ann'] })
    expect(lastRequest(bed).body).toEqual({ reviewer_ids: [0] })
    await ask('pullRequests.removeReviewers', { pullRequest: '7', reviewers: ['zoe'] })
    expect(lastRequest(bed).method).toBe('GET')
    const unknown = ask('pullRequests.requestReviewers', { pullRequest: '7', reviewers: ['eve'] })
    expect(await failure(unknown)).toMatchObject({ code: 'validation_failed' })
  })

  it('tells files with their lines', async () => {
    const file = {
      diff: '@@ -1,2 +1,3 @@\n a\n-b\n+c\n+d\n',
      old_path: 'old name.ts',
      new_path: 'new name.ts',
      a_mode: '100644',
      b_mode: '100644',
      new_file: false,
      renamed_file: true,
      deleted_file: false,
    }
    const large = { ...file, diff: '', renamed_file: false, too_large: true }
    bed.answer(`GET ${one}/diffs`, [file, large], { headers: nextPage(bed, 2) })
    const page = await ask('pullRequests.listFiles', { pullRequest: '7' }, { perPage: 2 })
    expect(lastRequest(bed)).toMatchObject({ path: '/projects/4/merge_requests/7/diffs', query: { per_page: '2' } })
    expect(page.nextCursor).toBe('2')
    expect(page.data).toMatchObject([
      { path: 'new name.ts', previousPath: 'old name.ts', status: 'renamed', additions: 2, deletions: 1 },
      { path: 'new name.ts', previousPath: null, status: 'modified', additions: null, patch: null },
    ])
    expect(page.data[0]?.patch).toBe(file.diff)
  })

  it('tells commits with whole messages, and the diff as text', async () => {
    const commit = bed.example(`GET /projects/{id}/repository/commits/{sha}`, { id: sha, message: 'Mend\n\nAll.' })
    bed.answer(`GET ${one}/commits`, [commit])
    const page = await ask('pullRequests.listCommits', { pullRequest: '7' })
    expect(page.data).toMatchObject([{ sha, message: 'Mend\n\nAll.', files: null }])
    const diff = 'diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-ä\n+ü\n'
    for (const type of ['text/plain', 'application/octet-stream']) {
      bed.answer(`GET ${one}/raw_diffs`, diff, { headers: { 'content-type': type } })
      expect((await ask('pullRequests.getDiff', { pullRequest: '7' })).data).toBe(diff)
    }
    expect(lastRequest(bed).path).toBe('/projects/4/merge_requests/7/raw_diffs')
  })
})
