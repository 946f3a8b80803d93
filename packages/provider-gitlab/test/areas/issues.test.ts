import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectNoFaults, failure, lastRequest, nextPage } from '../bed/expect.ts'
import { hasDocument, startSpecBed, without, type Ask, type SpecBed } from '../bed/spec-bed.ts'
import { ann, author, issue, zoe } from './samples.ts'

const issues = '/projects/{id}/issues'
const one = `${issues}/{issue_iid}`

describe.skipIf(!hasDocument)(`issues${without}`, () => {
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

  it('gets an issue by the number people see', async () => {
    bed.answer(`GET ${one}`, issue)
    const { data, raw } = await ask('issues.get', { issue: '14' })
    expect(lastRequest(bed).path).toBe('/projects/4/issues/14')
    expect(raw).toEqual(issue)
    expect(data).toEqual({
      issue: '14',
      externalId: '84',
      title: 'It breaks',
      body: 'Badly.',
      state: 'open',
      stateReason: null,
      author: author(zoe),
      assignees: [author(ann)],
      labels: ['bug', 'C#'],
      milestone: {
        milestone: '12',
        title: '10.0',
        description: 'Ten',
        state: 'open',
        dueAt: '2026-12-24T00:00:00Z',
        htmlUrl: issue.milestone.web_url,
      },
      isLocked: false,
      commentCount: 3,
      htmlUrl: issue.web_url,
      createdAt: '2026-01-02T03:04:05.678Z',
      updatedAt: '2026-01-03T02:04:05.678Z',
      closedAt: null,
    })
  })

  it('lists a page of open issues, and of those that are asked for', async () => {
    bed.answer(`GET ${issues}`, [issue], { headers: nextPage(bed, 3) })
    const page = await ask('issues.list', {}, { cursor: '2', perPage: 1 })
    expect(page.data.map(({ issue: number }) => number)).toEqual(['14'])
    expect(page.nextCursor).toBe('3')
    expect(lastRequest(bed).query).toEqual({ state: 'opened', page: '2', per_page: '1' })
    const filter = {
      state: 'all',
      labels: ['bug', 'C#'],
      assignee: 'ann',
      since: '2026-01-01',
      sort: 'updated',
    } as const
    await ask('issues.list', { ...filter, direction: 'asc' })
    expect(lastRequest(bed).query).toEqual({
      state: 'all',
      labels: 'bug,C#',
      assignee_username: ['ann'],
      updated_after: '2026-01-01T00:00:00.000Z',
      order_by: 'updated_at',
      sort: 'asc',
      page: '1',
      per_page: '30',
    })
    await ask('issues.list', { assignee: '2' })
    expect(lastRequest(bed).query).toMatchObject({ assignee_id: '2' })
    const comma = ask('issues.list', { labels: ['a,b'] })
    expect(await failure(comma)).toMatchObject({ code: 'invalid_argument', detail: { argument: 'labels' } })
  })

  it('searches for words as they are', async () => {
    bed.answer(`GET ${issues}`, [issue])
    const query = 'is:closed a&b=c #1 "x"'
    expect((await ask('issues.search', { query })).data).toHaveLength(1)
    expect(lastRequest(bed).query).toEqual({ search: query, page: '1', per_page: '30' })
  })

  it('creates an issue, with ids of people and milestone', async () => {
    bed.answer(`POST ${issues}`, issue, { status: 201 })
    const input = {
      title: 'It breaks',
      body: 'Badly.',
      assignees: ['ann', 'zoe'],
      labels: ['bug', 'C#'],
      milestone: '12',
    }
    expect((await ask('issues.create', input)).data.issue).toBe('14')
    expect(lastRequest(bed).body).toEqual({
      title: 'It breaks',
      description: 'Badly.',
      assignee_ids: [2, 1],
      labels: 'bug,C#',
      milestone_id: 12,
    })
    await ask('issues.create', { title: 'Short', assignees: [] })
    expect(lastRequest(bed).body).toEqual({ title: 'Short' })
  })

  it('names whom GitLab does not know, before it writes', async () => {
    const before = bed.requests.length
    const error = await failure(ask('issues.create', { title: 'x', assignees: ['ann', 'nobody'] }))
    expect(error).toMatchObject({ code: 'validation_failed' })
    expect(error.message).toContain('nobody')
    expect(bed.requests.slice(before).map(({ method }) => method)).toEqual(['GET', 'GET'])
  })

  it('changes what is given, and takes off what is null or empty', async () => {
    bed.answer(`PUT ${one}`, { ...issue, state: 'closed', closed_at: '2026-02-01T00:00:00Z' })
    const { data } = await ask('issues.update', { issue: '14', state: 'closed', title: 'New', body: '' })
    expect(data).toMatchObject({ state: 'closed', closedAt: '2026-02-01T00:00:00.000Z' })
    expect(lastRequest(bed).body).toEqual({ title: 'New', description: '', state_event: 'close' })
    await ask('issues.update', { issue: '14', state: 'open', labels: [], assignees: [], milestone: null })
    expect(lastRequest(bed).body).toEqual({ state_event: 'reopen', labels: '', assignee_ids: [0], milestone_id: 0 })
    await ask('issues.update', { issue: '14', milestone: '12', assignees: ['ann'] })
    expect(lastRequest(bed).body).toEqual({ milestone_id: 12, assignee_ids: [2] })
    bed.answer(`GET ${one}`, issue)
    await ask('issues.update', { issue: '14' })
    expect(lastRequest(bed).method).toBe('GET')
  })

  it('locks and unlocks the conversation', async () => {
    bed.answer(`PUT ${one}`, issue)
    await ask('issues.lock', { issue: '14', reason: 'spam' })
    expect(lastRequest(bed).body).toEqual({ discussion_locked: true })
    expect((await ask('issues.unlock', { issue: '14' })).data).toBeNull()
    expect(lastRequest(bed).body).toEqual({ discussion_locked: false })
  })

  it.each(['0', '../1', '1/notes', '1?x', 'x'])('asks nothing for the number %s', async (number) => {
    const before = bed.requests.length
    expect(await failure(ask('issues.get', { issue: number }))).toMatchObject({ code: 'invalid_argument' })
    expect(bed.requests).toHaveLength(before)
  })
})
