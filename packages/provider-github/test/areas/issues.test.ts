import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { issues } from '../../src/areas/issues.ts'
import { callOf, expectContract, expectNoFaults, failure, lastRequest, linkTo } from '../bed/expect.ts'
import { startSpecBed, type SpecBed } from '../bed/spec-bed.ts'

const routes = {
  get: 'GET /repos/{owner}/{repo}/issues/{issue_number}',
  list: 'GET /repos/{owner}/{repo}/issues',
  search: 'GET /search/issues',
  create: 'POST /repos/{owner}/{repo}/issues',
  update: 'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
  lock: 'PUT /repos/{owner}/{repo}/issues/{issue_number}/lock',
  unlock: 'DELETE /repos/{owner}/{repo}/issues/{issue_number}/lock',
}
const path = '/repos/octocat/hello-world/issues'
const repository_url = 'https://api.github.com/repos/octocat/Hello-World'

describe('issues', () => {
  let bed: SpecBed
  let area: Required<ReturnType<typeof issues>>
  /** GitHub's example issue is a pull request; this is an issue. */
  let found: Record<string, unknown>
  beforeAll(async () => {
    bed = await startSpecBed()
    area = issues(bed.bound()) as typeof area
    const { pull_request: _pullRequest, ...issue } = bed.example<Record<string, unknown>>(routes.get)
    found = issue
    bed.answer(routes.get, found)
    bed.answer(routes.create, found, { status: 201 })
    bed.answer(routes.update, found)
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('gets one and maps every field', async () => {
    const answer = await area.get({ issue: '1347' }, callOf())
    expectContract('issues.get', answer)
    expect(lastRequest(bed).path).toBe(`${path}/1347`)
    const octocat = {
      id: '1',
      username: 'octocat',
      displayName: null,
      isBot: false,
      avatarUrl: 'https://github.com/images/error/octocat_happy.gif',
      htmlUrl: 'https://github.com/octocat',
    }
    expect(answer.data).toEqual({
      issue: '1347',
      externalId: '1',
      title: 'Found a bug',
      body: "I'm having a problem with this.",
      state: 'open',
      stateReason: 'completed',
      author: octocat,
      assignees: [octocat],
      labels: ['bug'],
      milestone: {
        milestone: '1',
        title: 'v1.0',
        description: 'Tracking milestone for version 1.0',
        state: 'open',
        dueAt: '2012-10-09T23:39:01Z',
        htmlUrl: 'https://github.com/octocat/Hello-World/milestones/v1.0',
      },
      isLocked: true,
      commentCount: 0,
      htmlUrl: 'https://github.com/octocat/Hello-World/issues/1347',
      createdAt: '2011-04-22T13:33:48Z',
      updatedAt: '2011-04-22T13:33:48Z',
      closedAt: null,
    })
    expect(answer.raw).toEqual(found)
  })

  it('does not find a pull request of that number', async () => {
    bed.answer(routes.get, bed.example(routes.get))
    const error = await failure(area.get({ issue: '1347' }, callOf()))
    bed.answer(routes.get, found)
    expect([error.code, error.message]).toEqual(['not_found', expect.stringContaining('pullRequests.get')])
  })

  it('lists without pull requests, with all filters, page by page', async () => {
    bed.answer(routes.list, [...bed.example<object[]>(routes.list), found], { headers: linkTo(bed, 3) })
    const filter = {
      state: 'all',
      labels: ['bug', 'a b'],
      assignee: 'octocat',
      sort: 'updated',
      direction: 'asc',
    } as const
    const page = await area.list({ ...filter, since: '2026-01-31T12:00:00+02:00' }, callOf('2', 50))
    expectContract('issues.list', page)
    expect(page.data.map((issue) => issue.htmlUrl)).toEqual([found['html_url']])
    expect(page.nextCursor).toBe('3')
    expect(lastRequest(bed)).toMatchObject({ path })
    expect(lastRequest(bed).query).toEqual({
      state: 'all',
      labels: 'bug,a b',
      assignee: 'octocat',
      since: '2026-01-31T10:00:00Z',
      sort: 'updated',
      direction: 'asc',
      page: '2',
      per_page: '50',
    })
    await area.list({}, callOf())
    expect(lastRequest(bed).query).toEqual({ page: '1', per_page: '30' })
  })

  it('refuses a filter GitHub would misread', async () => {
    const sent = bed.requests.length
    const error = await failure(area.list({ labels: ['a,b'] }, callOf()))
    expect(error).toMatchObject({ code: 'invalid_argument', detail: { argument: 'labels' } })
    expect(bed.requests.length).toBe(sent)
  })

  it('T41: searches this repository alone, words taken literally', async () => {
    const items = [
      { ...bed.example<{ items: object[] }>(routes.search).items[0], repository_url, pull_request: undefined },
      { ...bed.example<{ items: object[] }>(routes.search).items[0], pull_request: undefined },
    ]
    const all = { total_count: 2, incomplete_results: false, search_type: 'lexical', items }
    bed.answer(routes.search, all, { headers: linkTo(bed, 2) })
    const query = 'crash repo:other/secret OR -label:bug "two words" on_start'
    const page = await area.search({ query }, callOf())
    expectContract('issues.search', page)
    expect(lastRequest(bed).query).toEqual({
      q: 'repo:octocat/hello-world is:issue crash "repo:other/secret" "OR" "-label:bug" "two words" on_start',
      page: '1',
      per_page: '30',
    })
    expect(page.data.map((issue) => issue.issue)).toEqual(['132'])
    expect(page.nextCursor).toBe('2')
    expect(page.raw).toHaveLength(1)
  })

  it('does not take an unfinished search for the whole answer', async () => {
    bed.answer(routes.search, bed.example(routes.search, { incomplete_results: true, search_type: 'lexical' }))
    expect(await failure(area.search({ query: 'x' }, callOf()))).toMatchObject({
      code: 'truncated_response',
      retryable: true,
    })
  })

  it('creates one', async () => {
    const input = { title: 'Found a bug', body: 'b', assignees: ['octocat'], labels: ['bug'], milestone: '1' }
    const answer = await area.create(input, callOf())
    expectContract('issues.create', answer)
    expect(lastRequest(bed)).toMatchObject({ method: 'POST', path })
    expect(lastRequest(bed).body).toEqual({ ...input, milestone: 1 })
    await area.create({ title: 'Only a title' }, callOf())
    expect(lastRequest(bed).body).toEqual({ title: 'Only a title' })
    expect(await failure(area.create({ title: 'x', milestone: 'v1' }, callOf()))).toMatchObject({
      code: 'invalid_argument',
      detail: { argument: 'milestone' },
    })
  })

  it('updates what is given and takes a null milestone off', async () => {
    const input = { title: 't', body: 'b', state: 'closed', assignees: [], labels: ['x'], milestone: null } as const
    const answer = await area.update({ issue: '1347', ...input }, callOf())
    expectContract('issues.update', answer)
    expect(lastRequest(bed)).toMatchObject({ method: 'PATCH', path: `${path}/1347` })
    expect(lastRequest(bed).body).toEqual(input)
    await area.update({ issue: '7', milestone: '3' }, callOf())
    expect(lastRequest(bed).body).toEqual({ milestone: 3 })
  })

  it('T41: sends nothing the contract does not know', async () => {
    const extra = { owner: 'other', repo: 'secret', baseUrl: 'http://127.0.0.1:1', headers: { x: 'y' } }
    await area.update({ issue: '7', title: 't', ...extra }, callOf())
    expect(lastRequest(bed)).toMatchObject({ path: `${path}/7`, body: { title: 't' } })
    expect(lastRequest(bed).headers['x']).toBeUndefined()
  })

  it.each([
    ['off_topic', 'off-topic'],
    ['too_heated', 'too heated'],
    ['resolved', 'resolved'],
    ['spam', 'spam'],
  ] as const)('locks for %s', async (reason, word) => {
    bed.answer(routes.lock, undefined, { status: 204 })
    expect(await area.lock({ issue: '7', reason }, callOf())).toEqual({ data: null })
    expect(lastRequest(bed)).toMatchObject({ method: 'PUT', path: `${path}/7/lock`, body: { lock_reason: word } })
  })

  it('locks without a reason and unlocks', async () => {
    bed.answer(routes.lock, undefined, { status: 204 })
    bed.answer(routes.unlock, undefined, { status: 204 })
    expect(await area.lock({ issue: '7' }, callOf())).toEqual({ data: null })
    expect(lastRequest(bed).body).toBeUndefined()
    expect(await area.unlock({ issue: '7' }, callOf())).toEqual({ data: null })
    expect(lastRequest(bed)).toMatchObject({ method: 'DELETE', path: `${path}/7/lock` })
  })
})
