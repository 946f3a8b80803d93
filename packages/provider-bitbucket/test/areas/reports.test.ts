import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { checkId, keyOf, mapCheck, mapStatus } from '../../src/map/status.ts'
import { expectNoFaults, failure, lastRequest, pageWith } from '../bed/expect.ts'
import { commitOf, sha } from '../bed/samples.ts'
import { atWeb, hasDocument, startSpecBed, without, type Ask, type SpecBed } from '../bed/spec-bed.ts'

const routes = {
  commits: `GET ${atWeb}/commits`,
  list: `GET ${atWeb}/commit/{commit}/statuses`,
  create: `POST ${atWeb}/commit/{commit}/statuses/build`,
  get: `GET ${atWeb}/commit/{commit}/statuses/build/{key}`,
  update: `PUT ${atWeb}/commit/{commit}/statuses/build/{key}`,
  report: `PUT ${atWeb}/commit/{commit}/reports/{reportId}`,
  annotations: `POST ${atWeb}/commit/{commit}/reports/{reportId}/annotations`,
  deployments: `GET ${atWeb}/deployments`,
  environments: `GET ${atWeb}/environments`,
}
const statusOf = (change: object = {}) => ({
  type: 'build',
  key: 'ci/unit',
  name: 'ci/unit',
  state: 'SUCCESSFUL',
  url: 'https://ci.example.com/1',
  description: '42 passed',
  created_on: '2026-03-01T10:00:00.123456+00:00',
  updated_on: '2026-03-01T10:05:00+00:00',
  ...change,
})

describe.skipIf(!hasDocument)(`statuses, checks, deployments${without}`, () => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = bed.ask()
    bed.answer(routes.commits, pageWith([commitOf()]))
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('lists the statuses of a branch with a slash, newest first', async () => {
    bed.answer(routes.list, pageWith([statusOf(), statusOf({ key: 'x', name: '', state: 'STOPPED' })], { page: '2' }))
    const page = await ask('statuses.list', { ref: 'fix/1&#%' })
    expect(page.data).toEqual([
      {
        id: 'ci/unit',
        sha,
        context: 'ci/unit',
        state: 'success',
        description: '42 passed',
        targetUrl: 'https://ci.example.com/1',
        createdAt: '2026-03-01T10:00:00.123Z',
      },
      expect.objectContaining({ id: 'x', context: 'x', state: 'cancelled' }),
    ])
    expect(page.nextCursor).toBe('page=2')
    expect(lastRequest(bed).query).toEqual({ sort: '-created_on', pagelen: '30' })
  })

  it.each([
    ['pending', 'INPROGRESS', 'running'],
    ['running', 'INPROGRESS', 'running'],
    ['success', 'SUCCESSFUL', 'success'],
    ['failure', 'FAILED', 'failure'],
    ['error', 'FAILED', 'failure'],
    ['cancelled', 'STOPPED', 'cancelled'],
  ] as const)('creates a status %s as %s', async (state, vendor, back) => {
    bed.answer(routes.create, ({ body }) => ({ status: 201, body: statusOf({ ...(body as object) }) }))
    const { data } = await ask('statuses.create', { sha, state, context: 'ci' })
    expect(data).toMatchObject({ context: 'ci', state: back, sha })
    expect(lastRequest(bed).body).toEqual({
      key: 'ci',
      name: 'ci',
      state: vendor,
      url: `${bed.root}/acme/web/commits/${sha}`,
    })
  })

  it('keeps a long context whole, and no template in a URL', async () => {
    const context = 'continuous-integration/very/long/name/of/a/build'
    const { data } = await ask('statuses.create', { sha, state: 'success', context, url: 'https://ci.example.com/{x}' })
    expect(data.context).toBe(context)
    const { key } = lastRequest(bed).body as { key: string }
    expect(key).toBe(keyOf(context))
    expect(key.length).toBe(40)
    expect(data.targetUrl).toBe('https://ci.example.com/%7Bx%7D')
  })

  it('combines all of them: the worst counts', async () => {
    bed.answer(routes.list, ({ query }) => ({
      body:
        query['page'] === '2'
          ? pageWith([statusOf({ key: 'b', state: 'FAILED' })])
          : pageWith([statusOf()], { page: '2' }),
    }))
    const { data } = await ask('statuses.getCombined', { ref: sha })
    expect(data).toMatchObject({ sha, state: 'failure' })
    expect(data.statuses.map((status) => status.state)).toEqual(['success', 'failure'])
    bed.answer(routes.list, pageWith([]))
    expect((await ask('statuses.getCombined', { ref: sha })).data.state).toBe('pending')
  })

  it('reads a check by its id, and refuses ids of others', async () => {
    bed.answer(routes.get, statusOf({ state: 'INPROGRESS' }))
    const check = checkId(sha, 'ci/unit')
    expect((await ask('checks.get', { check })).data).toMatchObject({
      check,
      name: 'ci/unit',
      sha,
      status: 'running',
      conclusion: null,
      title: '42 passed',
      completedAt: null,
    })
    expect(lastRequest(bed).params).toMatchObject({ commit: sha, key: 'ci/unit' })
    expect(await failure(ask('checks.get', { check: '1' }))).toMatchObject({ code: 'invalid_argument' })
  })

  it('lists checks of one name', async () => {
    bed.answer(routes.list, pageWith([statusOf()]))
    const { data } = await ask('checks.listForRef', { ref: 'main', name: 'say "hi"' })
    expect(data[0]).toMatchObject({ status: 'completed', conclusion: 'success' })
    expect(lastRequest(bed).query['q']).toBe('name="say \\"hi\\""')
  })

  it('creates a check with annotations: a build status and a report', async () => {
    bed.answer(routes.report, {})
    bed.answer(routes.annotations, [])
    const annotation = { path: 'a b/ü.ts', startLine: 2, endLine: 4, level: 'failure', message: 'Wrong' } as const
    const output = {
      title: '1 error',
      summary: 'See below',
      annotations: Array.from({ length: 101 }, () => annotation),
    }
    const { data } = await ask('checks.create', {
      name: 'lint',
      sha,
      status: 'completed',
      conclusion: 'failure',
      output,
    })
    expect(data).toMatchObject({ name: 'lint', status: 'completed', conclusion: 'failure', title: '1 error' })
    expect(lastRequest(bed, routes.create).body).toMatchObject({ key: 'lint', state: 'FAILED', description: '1 error' })
    const reportId = `scm-${Buffer.from('lint').toString('base64url')}`
    expect(lastRequest(bed, routes.report)).toMatchObject({
      params: { commit: sha, reportId },
      body: { result: 'FAILED' },
    })
    const sent = bed.requests.filter((one) => one.route === routes.annotations).map((one) => one.body as unknown[])
    expect(sent.map((rows) => rows.length)).toEqual([100, 1])
    expect(sent[1]?.[0]).toEqual({
      external_id: `${reportId}-100`,
      annotation_type: 'BUG',
      severity: 'HIGH',
      path: 'a b/ü.ts',
      line: 2,
      summary: 'Wrong',
    })
  })

  it('updates a check, and keeps what it is not told', async () => {
    bed.answer(routes.get, statusOf({ state: 'INPROGRESS' }))
    bed.answer(routes.update, ({ body }) => ({ body: statusOf(body as object) }))
    const check = checkId(sha, 'ci/unit')
    const { data } = await ask('checks.update', { check, conclusion: 'cancelled' })
    expect(data).toMatchObject({ conclusion: 'cancelled' })
    expect(lastRequest(bed).body).toEqual({
      key: 'ci/unit',
      name: 'ci/unit',
      state: 'STOPPED',
      url: 'https://ci.example.com/1',
      description: '42 passed',
    })
    const unknown = await failure(ask('checks.update', { check, conclusion: 'unknown' }))
    expect(unknown).toMatchObject({ code: 'invalid_argument' })
    const open = await failure(ask('checks.create', { name: 'x', sha, status: 'completed' }))
    expect(open).toMatchObject({ code: 'invalid_argument' })
  })

  it('lists deployments with the names of their environments', async () => {
    const environment = { type: 'deployment_environment', uuid: '{e-1}', name: 'Production' }
    bed.answer(routes.environments, pageWith([environment]))
    const deploymentOf = (uuid: string, state: object, of = '{e-1}') => ({
      type: 'deployment',
      uuid,
      state: { type: 'deployment_state', ...state },
      environment: { type: 'deployment_environment', uuid: of },
      release: { type: 'deployment_release', name: '#7', commit: commitOf(), created_on: '2026-03-01T10:00:00+00:00' },
    })
    const done = { name: 'COMPLETED', status: { type: 'x', name: 'SUCCESSFUL' }, url: 'https://example.com/d' }
    bed.answer(
      routes.deployments,
      pageWith([deploymentOf('{d-1}', done), deploymentOf('{d-2}', { name: 'IN_PROGRESS' }, '{e-2}')]),
    )
    const { data } = await ask('deployments.list', {})
    expect(data).toMatchObject([
      { deployment: '{d-1}', environment: 'Production', sha, state: 'success', htmlUrl: 'https://example.com/d' },
      { deployment: '{d-2}', environment: '{e-2}', state: 'in_progress' },
    ])
    const { data: some } = await ask('deployments.list', { environment: 'Production', ref: 'main' })
    expect(some.map((one) => one.deployment)).toEqual(['{d-1}'])
  })
})

it('takes no state it does not know for a success', () => {
  const status = { key: 'x', state: 'NEW' }
  expect(mapStatus(status).state).toBe('error')
  expect(mapCheck(sha, status)).toMatchObject({ status: 'completed', conclusion: 'unknown' })
})
