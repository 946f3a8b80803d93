import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { VendorPullRequest } from '../../src/map/pull-request.ts'
import { pullRequests } from '../../src/areas/pull-requests.ts'
import { boundAsHost } from '../bed/as-host.ts'
import { callOf, expectContract, expectNoFaults, failure, lastRequest, linkTo } from '../bed/expect.ts'
import { startSpecBed, type SpecBed } from '../bed/spec-bed.ts'

const one = '/repos/{owner}/{repo}/pulls/{pull_number}'
const routes = {
  get: `GET ${one}`,
  list: 'GET /repos/{owner}/{repo}/pulls',
  create: 'POST /repos/{owner}/{repo}/pulls',
  update: `PATCH ${one}`,
  merge: `PUT ${one}/merge`,
  files: `GET ${one}/files`,
  commits: `GET ${one}/commits`,
  ask: `POST ${one}/requested_reviewers`,
  unask: `DELETE ${one}/requested_reviewers`,
}
const path = '/repos/octocat/hello-world/pulls'
const graphql = 'POST /graphql'

interface GraphqlBody {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

describe('pull requests', () => {
  let bed: SpecBed
  let area: Required<ReturnType<typeof pullRequests>>
  let example: VendorPullRequest
  beforeAll(async () => {
    bed = await startSpecBed()
    area = pullRequests(boundAsHost(bed)) as typeof area
    example = bed.example<VendorPullRequest>(routes.get, { merged_at: null, closed_at: null })
    bed.answer(routes.get, example)
    bed.answer(routes.update, example)
    bed.answer(routes.create, example, { status: 201 })
    bed.answer(routes.ask, bed.example(routes.ask, {}, 201), { status: 201 })
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('gets one', async () => {
    const answer = await area.get({ pullRequest: '1347' }, callOf())
    expectContract('pullRequests.get', answer)
    expect(lastRequest(bed)).toMatchObject({ method: 'GET', path: `${path}/1347` })
    expect(answer.data).toMatchObject({ pullRequest: '1347', state: 'open', reviewers: [{ username: 'other_user' }] })
    expect(answer.raw).toEqual(example)
  })

  it('lists with filters; the head belongs to the repository’s owner', async () => {
    bed.answer(routes.list, bed.example(routes.list), { headers: linkTo(bed, 5) })
    const input = { state: 'all', head: 'a/b', base: 'main', sort: 'updated', direction: 'asc' } as const
    const page = await area.list(input, callOf('4', 50))
    expectContract('pullRequests.list', page)
    expect([page.data.length, page.nextCursor]).toEqual([1, '5'])
    expect(lastRequest(bed).path).toBe(path)
    expect(lastRequest(bed).query).toEqual({ ...input, head: 'octocat:a/b', page: '4', per_page: '50' })
    await area.list({}, callOf())
    expect(lastRequest(bed).query).toEqual({ page: '1', per_page: '30' })
  })

  it('tells closed from merged, and authors apart, within a page', async () => {
    const [merged] = bed.example<VendorPullRequest[]>(routes.list)
    const closed = { ...merged, number: 2, state: 'closed', merged_at: null }
    bed.answer(routes.list, [{ ...merged, state: 'closed' }, closed])
    const numbers = async (input: Parameters<typeof area.list>[0]) =>
      (await area.list(input, callOf())).data.map((pull) => pull.pullRequest)
    expect(await numbers({ state: 'merged' })).toEqual(['1347'])
    expect(lastRequest(bed).query).toMatchObject({ state: 'closed' })
    expect(await numbers({ state: 'closed' })).toEqual(['2'])
    expect(await numbers({ state: 'all', author: 'OctoCat' })).toEqual(['1347', '2'])
    expect(await numbers({ state: 'all', author: 'hubot' })).toEqual([])
  })

  it('creates one, as a draft, with reviewers by a second request', async () => {
    const input = { title: 't', body: 'b', head: 'fork:topic', base: 'main', draft: true }
    const answer = await area.create({ ...input, reviewers: ['octocat', 'hubot'] }, callOf())
    expectContract('pullRequests.create', answer)
    expect(bed.requests.slice(-2)).toMatchObject([
      { method: 'POST', path, body: input },
      { method: 'POST', path: `${path}/1347/requested_reviewers`, body: { reviewers: ['octocat', 'hubot'] } },
    ])
    expect(answer.data.reviewers.map((reviewer) => reviewer.username)).toEqual(['octocat', 'hubot', 'other_user'])
    await area.create({ title: 't', head: 'topic', base: 'main', reviewers: [] }, callOf())
    expect(lastRequest(bed)).toMatchObject({ path, body: { title: 't', head: 'topic', base: 'main' } })
  })

  it('answers the pull request it made when the reviewers are refused', async () => {
    const refusal = JSON.stringify({ message: 'Reviews may only be requested from collaborators.' })
    bed.answer(routes.ask, refusal, { status: 422, headers: { 'content-type': 'application/json' } })
    const input = { title: 't', head: 'topic', base: 'main', reviewers: ['stranger'] }
    const answer = await area.create(input, callOf())
    bed.answer(routes.ask, bed.example(routes.ask, {}, 201), { status: 201 })
    expect(answer.data).toMatchObject({ pullRequest: '1347', reviewers: [{ username: 'other_user' }] })
  })

  it('says conflict when there is one for these branches', async () => {
    const errors = [
      { resource: 'PullRequest', code: 'custom', message: 'A pull request already exists for octocat:topic.' },
    ]
    const refusal = { message: 'Validation Failed', documentation_url: 'https://docs.github.com/rest', errors }
    bed.answer(routes.create, refusal, { status: 422 })
    const error = await failure(area.create({ title: 't', head: 'topic', base: 'main' }, callOf()))
    bed.answer(routes.create, example, { status: 201 })
    expect(error.code).toBe('conflict')
  })

  it('updates what is given', async () => {
    const fields = { title: 't', body: 'b', state: 'closed', base: 'main' } as const
    const answer = await area.update({ pullRequest: '7', ...fields }, callOf())
    expectContract('pullRequests.update', answer)
    expect(lastRequest(bed)).toMatchObject({ method: 'PATCH', path: `${path}/7` })
    expect(lastRequest(bed).body).toEqual(fields)
  })

  it.each([
    { draft: true, field: 'convertPullRequestToDraft' },
    { draft: false, field: 'markPullRequestReadyForReview' },
  ])('switches draft to $draft by GraphQL', async ({ draft, field }) => {
    bed.answer(routes.get, { ...example, draft: !draft })
    const switched = { pullRequest: { isDraft: draft, updatedAt: '2026-01-01T00:00:00Z' } }
    bed.answer(graphql, { data: { switched } })
    const answer = await area.update({ pullRequest: '7', draft }, callOf())
    bed.answer(routes.get, example)
    expect(bed.requests.slice(-2).map((request) => request.method)).toEqual(['GET', 'POST'])
    const { query, variables } = lastRequest(bed).body as GraphqlBody
    expect(query).toContain(field)
    expect(variables).toEqual({ id: 'MDExOlB1bGxSZXF1ZXN0MQ==' })
    expect(answer.data).toMatchObject({ isDraft: draft, updatedAt: '2026-01-01T00:00:00Z' })
  })

  it('leaves GraphQL alone where the draft state is right already', async () => {
    await area.update({ pullRequest: '7', title: 't', draft: false }, callOf())
    expect(lastRequest(bed)).toMatchObject({ method: 'PATCH', body: { title: 't' } })
  })

  it('merges', async () => {
    bed.answer(routes.merge, bed.example(routes.merge))
    const sha = '6dcb09b5b57875f334f61aebed695e2e4193db5e'
    const answer = await area.merge({ pullRequest: '7', method: 'squash', sha, message: 'Why' }, callOf())
    expectContract('pullRequests.merge', answer)
    expect(answer.data).toEqual({ isMerged: true, sha })
    expect(lastRequest(bed)).toMatchObject({ method: 'PUT', path: `${path}/7/merge` })
    expect(lastRequest(bed).body).toEqual({ merge_method: 'squash', sha, commit_message: 'Why' })
  })

  it.each([405, 409])('says conflict when GitHub answers %i to a merge', async (status) => {
    bed.answer(routes.merge, { message: 'Head branch was modified.' }, { status })
    expect(await failure(area.merge({ pullRequest: '7', method: 'merge' }, callOf()))).toMatchObject({
      code: 'conflict',
    })
  })

  it('lists files', async () => {
    bed.answer(routes.files, bed.example(routes.files), { headers: linkTo(bed, 2) })
    const page = await area.listFiles({ pullRequest: '7' }, callOf('1', 100))
    expectContract('pullRequests.listFiles', page)
    expect(page.data).toMatchObject([{ path: 'file1.txt', status: 'added', additions: 103, deletions: 21 }])
    expect(page.nextCursor).toBe('2')
    expect(lastRequest(bed)).toMatchObject({ path: `${path}/7/files`, query: { page: '1', per_page: '100' } })
  })

  it('lists commits, without their files', async () => {
    bed.answer(routes.commits, bed.example(routes.commits))
    const page = await area.listCommits({ pullRequest: '7' }, callOf())
    expectContract('pullRequests.listCommits', page)
    expect(page.data).toMatchObject([{ message: 'Fix all the bugs', files: null }])
    expect(lastRequest(bed).path).toBe(`${path}/7/commits`)
  })

  it.each(['application/vnd.github.diff; charset=utf-8', 'application/octet-stream'])(
    'gets a diff sent as %s',
    async (type) => {
      const diff = 'diff --git a/ä b/ä\n--- a/ä\n+++ b/ä\n@@ -1 +1 @@\n-a\n+b\n'
      bed.answer(routes.get, diff, { headers: { 'content-type': type } })
      const answer = await area.getDiff({ pullRequest: '7' }, callOf())
      bed.answer(routes.get, example)
      expectContract('pullRequests.getDiff', answer)
      expect(answer.data).toBe(diff)
      expect(lastRequest(bed).headers['accept']).toMatch(/^application\/vnd\.github(\.v3)?\.diff$/)
    },
  )

  it('takes nothing else for a diff', async () => {
    expect(await failure(area.getDiff({ pullRequest: '7' }, callOf()))).toMatchObject({ code: 'bad_response' })
  })

  it('requests reviewers and takes requests back', async () => {
    const input = { pullRequest: '7', reviewers: ['octocat', 'dependabot[bot]'] }
    const asked = await area.requestReviewers(input, callOf())
    expectContract('pullRequests.requestReviewers', asked)
    const sent = { path: `${path}/7/requested_reviewers`, body: { reviewers: input.reviewers } }
    expect(lastRequest(bed)).toMatchObject({ method: 'POST', ...sent })
    bed.answer(routes.unask, bed.example(routes.unask))
    const taken = await area.removeReviewers(input, callOf())
    expectContract('pullRequests.removeReviewers', taken)
    expect(lastRequest(bed)).toMatchObject({ method: 'DELETE', ...sent })
  })
})
