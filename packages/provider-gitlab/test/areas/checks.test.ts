import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectNoFaults, failure, lastRequest, nextPage } from '../bed/expect.ts'
import { hasDocument, startSpecBed, without, type Ask, type SpecBed } from '../bed/spec-bed.ts'
import { sha, zoe } from './samples.ts'

const list = '/projects/{id}/repository/commits/{sha}/statuses'
const post = '/projects/{id}/statuses/{sha}'
const status = {
  id: 93,
  sha,
  ref: 'main',
  status: 'success',
  name: 'ci/test: a&b',
  description: 'All green',
  target_url: 'https://ci.example/1',
  created_at: '2026-01-19T09:05:50.355Z',
  started_at: '2026-01-19T09:06:00.000Z',
  finished_at: '2026-01-19T09:07:00.000Z',
  allow_failure: false,
  author: zoe,
}

describe.skipIf(!hasDocument)(`checks and statuses${without}`, () => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = bed.ask()
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('lists all statuses of a ref, newest first', async () => {
    bed.answer(`GET ${list}`, [status], { headers: nextPage(bed, 2) })
    const page = await ask('statuses.list', { ref: 'feat/a&b#1' }, { perPage: 1 })
    expect(page).toMatchObject({ nextCursor: '2' })
    expect(page.data).toEqual([
      {
        id: '93',
        sha,
        context: 'ci/test: a&b',
        state: 'success',
        description: 'All green',
        targetUrl: 'https://ci.example/1',
        createdAt: '2026-01-19T09:05:50.355Z',
      },
    ])
    expect(lastRequest(bed)).toMatchObject({
      path: '/projects/4/repository/commits/feat%2Fa%26b%231/statuses',
      query: { all: 'true', order_by: 'id', sort: 'desc', page: '1', per_page: '1' },
    })
  })

  it.each([
    ['pending', 'running'],
    ['running', 'running'],
    ['success', 'success'],
    ['failure', 'failed'],
    ['error', 'failed'],
    ['cancelled', 'canceled'],
  ] as const)('sets %s as %s', async (state, word) => {
    bed.answer(`POST ${post}`, { ...status, status: word }, { status: 201 })
    const input = { sha, state, context: 'ci/test: a&b', url: 'https://ci.example/1', description: 'All green' }
    await ask('statuses.create', input)
    expect(lastRequest(bed)).toMatchObject({
      path: `/projects/4/statuses/${sha}`,
      body: { state: word, name: 'ci/test: a&b', target_url: 'https://ci.example/1', description: 'All green' },
    })
  })

  it('is idempotent although GitLab is not', async () => {
    const message = 'Cannot transition status via :run from :running (Reason(s): Status cannot transition via "run")'
    bed.answer(`POST ${post}`, { message }, { status: 400 })
    bed.answer(`GET ${list}`, [{ ...status, status: 'running' }])
    const input = { sha, state: 'running', context: status.name } as const
    expect((await ask('statuses.create', input)).data).toMatchObject({ id: '93', state: 'running' })
    expect(lastRequest(bed).query).toMatchObject({ name: status.name })
    expect(await failure(ask('statuses.create', { ...input, state: 'success' }))).toMatchObject({ code: 'conflict' })
  })

  it('combines the newest status of each name, from all pages', async () => {
    const pages = [
      [
        { ...status, id: 5, status: 'failed' },
        { ...status, id: 4, name: 'lint', status: 'success' },
      ],
      [{ ...status, id: 3, name: 'lint', status: 'failed' }],
    ]
    bed.answer(`GET ${list}`, ({ query }) =>
      query['page'] === '1' ? { body: pages[0], headers: nextPage(bed, 2) } : { body: pages[1] },
    )
    const { data } = await ask('statuses.getCombined', { ref: 'main' })
    expect(data).toMatchObject({ sha, state: 'failure', statuses: [{ id: '5' }, { id: '4', state: 'success' }] })
    expect(data.statuses).toHaveLength(2)
    bed.answer(`GET ${list}`, [])
    bed.answer('GET /projects/{id}/repository/commits/{sha}', { id: sha })
    expect((await ask('statuses.getCombined', { ref: 'main' })).data).toEqual({ sha, state: 'pending', statuses: [] })
  })

  it('lists checks, and finds each again by the id it gave', async () => {
    bed.answer(`GET ${list}`, [status], { headers: nextPage(bed, 2) })
    const page = await ask('checks.listForRef', { ref: 'main', name: status.name })
    expect(page.nextCursor).toBe('2')
    expect(lastRequest(bed).query).toMatchObject({ name: status.name })
    const [check] = page.data
    expect(check).toEqual({
      check: expect.any(String),
      name: status.name,
      sha,
      status: 'completed',
      conclusion: 'success',
      externalId: null,
      title: 'All green',
      summary: null,
      detailsUrl: 'https://ci.example/1',
      htmlUrl: 'https://ci.example/1',
      startedAt: status.started_at,
      completedAt: status.finished_at,
    })
    bed.answer(`GET ${list}`, ({ query }) => ({ body: query['name'] === status.name ? [status] : [] }))
    const found = await ask('checks.get', { check: check?.check ?? '' })
    expect(found.data).toEqual(check)
    expect(lastRequest(bed).path).toBe(`/projects/4/repository/commits/${sha}/statuses`)
  })

  it('finds a check with a very long name', async () => {
    const name = 'ü'.repeat(300)
    bed.answer(`GET ${list}`, [status, { ...status, id: 94, name }])
    const { data } = await ask('checks.listForRef', { ref: 'main' })
    const id = data[1]?.check ?? ''
    expect((await ask('checks.get', { check: id })).data.name).toBe(name)
    bed.answer(`GET ${list}`, [status])
    expect(await failure(ask('checks.get', { check: id }))).toMatchObject({ code: 'not_found' })
    expect(await failure(ask('checks.get', { check: '93' }))).toMatchObject({ code: 'invalid_argument' })
  })

  it.each([
    ['pending', undefined, 'pending'],
    ['running', undefined, 'running'],
    ['completed', 'success', 'success'],
    ['completed', 'failure', 'failed'],
    ['completed', 'cancelled', 'canceled'],
    ['completed', 'skipped', 'skipped'],
    ['completed', 'neutral', 'skipped'],
    ['completed', 'timed_out', 'failed'],
    ['completed', 'action_required', 'failed'],
  ] as const)('creates a check that is %s %s as %s', async (progress, conclusion, word) => {
    bed.answer(`POST ${post}`, { ...status, status: word }, { status: 201 })
    const more = conclusion === undefined ? {} : { conclusion }
    const output = { title: 'All green', summary: 'Long' }
    const input = { name: 'ci', sha, status: progress, detailsUrl: 'https://ci.example/1', output, ...more }
    expect((await ask('checks.create', input)).data.status).toBe(progress)
    expect(lastRequest(bed).body).toEqual({
      state: word,
      name: 'ci',
      target_url: 'https://ci.example/1',
      description: 'All green',
    })
  })

  it('refuses what no check can be, and what GitLab cannot say', async () => {
    const before = bed.requests.length
    for (const input of [
      { status: 'completed' },
      { status: 'completed', conclusion: 'unknown' },
      { status: 'running', conclusion: 'success' },
      { status: 'running', completedAt: '2026-01-01T00:00:00Z' },
    ] as const) {
      const run = ask('checks.create', { name: 'ci', sha, ...input })
      expect(await failure(run)).toMatchObject({ code: 'invalid_argument' })
    }
    expect(bed.requests).toHaveLength(before)
  })

  it('updates a check: its name and commit, with what is new', async () => {
    bed.answer(`GET ${list}`, [{ ...status, status: 'running' }])
    bed.answer(`POST ${post}`, status, { status: 201 })
    const [before] = (await ask('checks.listForRef', { ref: 'main' })).data
    const check = before?.check ?? ''
    expect((await ask('checks.update', { check, conclusion: 'success' })).data.conclusion).toBe('success')
    expect(lastRequest(bed).body).toEqual({ state: 'success', name: status.name })
    const long = 'x'.repeat(300)
    await ask('checks.update', { check, output: { title: long, summary: '' } })
    expect(lastRequest(bed).body).toEqual({ state: 'running', name: status.name, description: `${'x'.repeat(254)}…` })
    await ask('checks.update', { check, status: 'running' })
    expect(lastRequest(bed).method).toBe('GET')
  })
})
