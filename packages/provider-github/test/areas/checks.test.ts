import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { checks } from '../../src/areas/checks.ts'
import { checkConclusion, checkStatus, type VendorCheck } from '../../src/map/check.ts'
import { callOf, expectContract, expectNoFaults, failure, lastRequest, linkTo } from '../bed/expect.ts'
import { startSpecBed, type SpecBed } from '../bed/spec-bed.ts'

const routes = {
  get: 'GET /repos/{owner}/{repo}/check-runs/{check_run_id}',
  list: 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
  create: 'POST /repos/{owner}/{repo}/check-runs',
  update: 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}',
}
const sha = 'ce587453ced02b1526dfb4cb910479d431683101'

describe('checks', () => {
  let bed: SpecBed
  let area: Required<ReturnType<typeof checks>>
  beforeAll(async () => {
    bed = await startSpecBed()
    area = checks(bed.bound()) as typeof area
    bed.answer(routes.create, bed.example(routes.create, {}, 201), { status: 201 })
    bed.answer(routes.update, bed.example(routes.update))
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('gets one and maps every field', async () => {
    bed.answer(routes.get, bed.example<VendorCheck>(routes.get, { external_id: 'run 7' }))
    const answer = await area.get({ check: '4' }, callOf())
    expectContract('checks.get', answer)
    expect(lastRequest(bed).path).toBe('/repos/octocat/hello-world/check-runs/4')
    expect(answer.data).toEqual({
      check: '4',
      name: 'mighty_readme',
      sha,
      status: 'completed',
      conclusion: 'neutral',
      externalId: 'run 7',
      title: 'Mighty Readme report',
      summary: 'There are 0 failures, 2 warnings, and 1 notice.',
      detailsUrl: 'https://example.com',
      htmlUrl: 'https://github.com/github/hello-world/runs/4',
      startedAt: '2018-05-04T01:14:52Z',
      completedAt: '2018-05-04T01:14:52Z',
    })
  })

  it('lists those of a ref by pages and by name', async () => {
    bed.answer(routes.list, bed.example(routes.list), { headers: linkTo(bed, 4) })
    const page = await area.listForRef({ ref: 'feature/x', name: 'lint' }, callOf('3', 50))
    expectContract('checks.listForRef', page)
    expect(page.data.map((check) => check.check)).toEqual(['4'])
    expect(page.nextCursor).toBe('4')
    expect(lastRequest(bed)).toMatchObject({
      params: { ref: 'feature/x' },
      query: { check_name: 'lint', page: '3', per_page: '50' },
    })
  })

  it('creates a finished one with output and annotations', async () => {
    const annotation = { path: 'a.ts', startLine: 2, endLine: 3, level: 'warning', message: 'Odd.' } as const
    const answer = await area.create(
      {
        name: 'lint',
        sha,
        status: 'completed',
        conclusion: 'timed_out',
        externalId: 'run 7',
        detailsUrl: 'https://ci.example.com/7',
        startedAt: '2026-01-01T10:00:00.123Z',
        completedAt: '2026-01-01T10:05:00Z',
        output: { title: 'Lint', summary: 'One.', annotations: [annotation] },
      },
      callOf(),
    )
    expectContract('checks.create', answer)
    expect(lastRequest(bed).body).toEqual({
      name: 'lint',
      head_sha: sha,
      status: 'completed',
      conclusion: 'timed_out',
      external_id: 'run 7',
      details_url: 'https://ci.example.com/7',
      started_at: '2026-01-01T10:00:00Z',
      completed_at: '2026-01-01T10:05:00Z',
      output: {
        title: 'Lint',
        summary: 'One.',
        annotations: [{ path: 'a.ts', start_line: 2, end_line: 3, annotation_level: 'warning', message: 'Odd.' }],
      },
    })
  })

  it('reports progress', async () => {
    await area.create({ name: 'lint', sha, status: 'pending' }, callOf())
    expect(lastRequest(bed).body).toEqual({ name: 'lint', head_sha: sha, status: 'queued' })
    await area.update({ check: '4', status: 'running' }, callOf())
    expect(lastRequest(bed).body).toEqual({ status: 'in_progress' })
    const answer = await area.update({ check: '4', conclusion: 'success' }, callOf())
    expectContract('checks.update', answer)
    expect(lastRequest(bed).body).toEqual({ status: 'completed', conclusion: 'success' })
    await area.update({ check: '4', output: { title: 'Lint', summary: 'Half.', text: 'x' } }, callOf())
    expect(lastRequest(bed).body).toEqual({ output: { title: 'Lint', summary: 'Half.', text: 'x' } })
  })

  it('refuses what GitHub cannot record, before any request', async () => {
    const before = bed.requests.length
    const base = { name: 'lint', sha }
    const wrong = [
      area.create({ ...base, status: 'completed' }, callOf()),
      area.create({ ...base, status: 'running', conclusion: 'success' }, callOf()),
      area.create({ ...base, status: 'completed', conclusion: 'unknown' }, callOf()),
      area.update({ check: '4', status: 'completed' }, callOf()),
    ]
    for (const run of wrong) {
      expect(await failure(run)).toMatchObject({ code: 'invalid_argument', detail: { argument: 'conclusion' } })
    }
    const early = area.create({ ...base, status: 'pending', completedAt: '2026-01-01T10:00:00Z' }, callOf())
    expect((await failure(early)).detail).toMatchObject({ argument: 'completedAt' })
    expect((await failure(area.get({ check: '../4' }, callOf()))).code).toBe('invalid_argument')
    expect(bed.requests.length).toBe(before)
  })

  it.each([
    ['queued', null, 'pending', null],
    ['requested', null, 'pending', null],
    ['waiting', null, 'pending', null],
    ['pending', null, 'pending', null],
    ['in_progress', null, 'running', null],
    ['in_progress', 'success', 'running', null],
    ['completed', 'success', 'completed', 'success'],
    ['completed', 'failure', 'completed', 'failure'],
    ['completed', 'startup_failure', 'completed', 'failure'],
    ['completed', 'neutral', 'completed', 'neutral'],
    ['completed', 'cancelled', 'completed', 'cancelled'],
    ['completed', 'skipped', 'completed', 'skipped'],
    ['completed', 'timed_out', 'completed', 'timed_out'],
    ['completed', 'action_required', 'completed', 'action_required'],
    ['completed', 'stale', 'completed', 'unknown'],
    ['completed', null, 'completed', 'unknown'],
    ['completed', 'toString', 'completed', 'unknown'],
  ] as const)('maps GitHub %s %s to %s %s', (status, conclusion, neutral, end) => {
    expect([checkStatus(status), checkConclusion(status, conclusion)]).toEqual([neutral, end])
  })
})
