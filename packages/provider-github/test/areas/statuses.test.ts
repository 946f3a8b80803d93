import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { statuses } from '../../src/areas/statuses.ts'
import { statusState, vendorStates, type VendorCombinedStatus, type VendorStatus } from '../../src/map/status.ts'
import { callOf, expectContract, expectNoFaults, lastRequest, linkTo } from '../bed/expect.ts'
import { startSpecBed, type SpecBed } from '../bed/spec-bed.ts'

const routes = {
  list: 'GET /repos/{owner}/{repo}/commits/{ref}/statuses',
  create: 'POST /repos/{owner}/{repo}/statuses/{sha}',
  combined: 'GET /repos/{owner}/{repo}/commits/{ref}/status',
}
const sha = '6dcb09b5b57875f334f61aebed695e2e4193db5e'
const jenkins = {
  id: '1',
  sha,
  context: 'continuous-integration/jenkins',
  state: 'success',
  description: 'Build has completed successfully',
  targetUrl: 'https://ci.example.com/1000/output',
  createdAt: '2012-07-20T01:19:13Z',
}

describe('statuses', () => {
  let bed: SpecBed
  let area: Required<ReturnType<typeof statuses>>
  beforeAll(async () => {
    bed = await startSpecBed()
    area = statuses(bed.bound()) as typeof area
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('lists those of a ref', async () => {
    bed.answer(routes.list, bed.example(routes.list), { headers: linkTo(bed, 2) })
    const page = await area.list({ ref: 'release/1.0' }, callOf())
    expectContract('statuses.list', page)
    expect(page.data).toEqual([jenkins])
    expect(page.nextCursor).toBe('2')
    expect(lastRequest(bed)).toMatchObject({ params: { ref: 'release/1.0' }, query: { page: '1', per_page: '30' } })
  })

  it('creates one', async () => {
    bed.answer(routes.create, bed.example<VendorStatus>(routes.create, { target_url: '' }, 201), { status: 201 })
    const input = { sha, state: 'running', context: 'ci', url: 'https://ci.example.com', description: 'Half' } as const
    const answer = await area.create(input, callOf())
    expectContract('statuses.create', answer)
    expect(lastRequest(bed)).toMatchObject({
      params: { sha },
      body: { state: 'pending', context: 'ci', target_url: 'https://ci.example.com', description: 'Half' },
    })
    expect(answer.data).toMatchObject({ ...jenkins, targetUrl: null })
  })

  it.each([
    ['pending', 'pending'],
    ['running', 'pending'],
    ['success', 'success'],
    ['failure', 'failure'],
    ['error', 'error'],
    ['cancelled', 'failure'],
  ] as const)('writes %s as %s', async (state, vendor) => {
    bed.answer(routes.create, bed.example<VendorStatus>(routes.create, { state: vendor }, 201), { status: 201 })
    await area.create({ sha, state, context: 'ci' }, callOf())
    expect(lastRequest(bed).body).toEqual({ state: vendor, context: 'ci' })
    expect(vendorStates[state]).toBe(vendor)
  })

  it('never reads an unknown state as success', () => {
    expect(['pending', 'success', 'failure', 'error', 'expected', 'constructor'].map(statusState)).toEqual([
      'pending',
      'success',
      'failure',
      'error',
      'error',
      'error',
    ])
  })

  it('combines all pages', async () => {
    const whole = bed.example<VendorCombinedStatus>(routes.combined)
    bed.answer(routes.combined, ({ query }) => {
      const page = Number(query['page'])
      const body = { ...whole, state: 'failure', statuses: whole.statuses.slice(page - 1, page) }
      return { body, headers: page === 1 ? linkTo(bed, 2) : {} }
    })
    const answer = await area.getCombined({ ref: 'main' }, callOf())
    expectContract('statuses.getCombined', answer)
    expect(answer.data).toMatchObject({ sha, state: 'failure' })
    expect(answer.data.statuses.map((status) => [status.id, status.sha])).toEqual([
      ['1', sha],
      ['2', sha],
    ])
    expect(answer.data.statuses[0]).toEqual(jenkins)
    expect(lastRequest(bed).query).toEqual({ page: '2', per_page: '100' })
  })
})
