import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { labels } from '../../src/areas/labels.ts'
import { milestones } from '../../src/areas/milestones.ts'
import { callOf, expectContract, expectNoFaults, failure, lastRequest, linkTo } from '../bed/expect.ts'
import { startSpecBed, type SpecBed } from '../bed/spec-bed.ts'

const label = {
  list: 'GET /repos/{owner}/{repo}/labels',
  create: 'POST /repos/{owner}/{repo}/labels',
  update: 'PATCH /repos/{owner}/{repo}/labels/{name}',
  delete: 'DELETE /repos/{owner}/{repo}/labels/{name}',
}
const milestone = {
  list: 'GET /repos/{owner}/{repo}/milestones',
  get: 'GET /repos/{owner}/{repo}/milestones/{milestone_number}',
  create: 'POST /repos/{owner}/{repo}/milestones',
  update: 'PATCH /repos/{owner}/{repo}/milestones/{milestone_number}',
  delete: 'DELETE /repos/{owner}/{repo}/milestones/{milestone_number}',
}

let bed: SpecBed
beforeAll(async () => {
  bed = await startSpecBed()
})
afterEach(() => expectNoFaults(bed))
afterAll(() => bed.close())

describe('labels', () => {
  let area: Required<ReturnType<typeof labels>>
  beforeAll(() => {
    area = labels(bed.bound()) as typeof area
  })

  it('lists them', async () => {
    bed.answer(label.list, bed.example(label.list), { headers: linkTo(bed, 2) })
    const page = await area.list({}, callOf('1', 2))
    expectContract('labels.list', page)
    expect(page.data[0]).toEqual({
      id: '208045946',
      name: 'bug',
      color: 'f29513',
      description: "Something isn't working",
    })
    expect(page.nextCursor).toBe('2')
    expect(lastRequest(bed).query).toEqual({ page: '1', per_page: '2' })
  })

  it('creates, renames and deletes one whose name needs encoding', async () => {
    bed.answer(label.create, bed.example(label.create, {}, 201), { status: 201 })
    const made = await area.create({ label: 'a/b c', color: 'ff0000', description: 'Red' }, callOf())
    expectContract('labels.create', made)
    expect(lastRequest(bed).body).toEqual({ name: 'a/b c', color: 'ff0000', description: 'Red' })
    bed.answer(label.update, bed.example(label.update))
    const changed = await area.update({ label: 'a/b c', name: 'new', color: '00ff00' }, callOf())
    expectContract('labels.update', changed)
    expect(lastRequest(bed)).toMatchObject({
      path: '/repos/octocat/hello-world/labels/a%2Fb%20c',
      body: { new_name: 'new', color: '00ff00' },
    })
    bed.answer(label.delete, undefined, { status: 204 })
    expect(await area.delete({ label: '../milestones' }, callOf())).toEqual({ data: null })
    expect(lastRequest(bed).path).toBe('/repos/octocat/hello-world/labels/..%2Fmilestones')
  })
})

describe('milestones', () => {
  let area: Required<ReturnType<typeof milestones>>
  beforeAll(() => {
    area = milestones(bed.bound()) as typeof area
  })

  it('lists those of a state', async () => {
    bed.answer(milestone.list, bed.example(milestone.list))
    const page = await area.list({ state: 'all' }, callOf())
    expectContract('milestones.list', page)
    expect(page.data).toEqual([
      {
        milestone: '1',
        title: 'v1.0',
        description: 'Tracking milestone for version 1.0',
        state: 'open',
        dueAt: '2012-10-09T23:39:01Z',
        htmlUrl: 'https://github.com/octocat/Hello-World/milestones/v1.0',
      },
    ])
    expect(page.nextCursor).toBeNull()
    expect(lastRequest(bed).query).toEqual({ state: 'all', page: '1', per_page: '30' })
  })

  it('gets, creates, updates and deletes one by its number', async () => {
    bed.answer(milestone.get, bed.example(milestone.get))
    expectContract('milestones.get', await area.get({ milestone: '1' }, callOf()))
    expect(lastRequest(bed).params).toMatchObject({ milestone_number: '1' })
    bed.answer(milestone.create, bed.example(milestone.create, {}, 201), { status: 201 })
    const input = { title: 'v2', description: 'Two', state: 'closed', dueAt: '2026-12-01T00:00:00.000Z' } as const
    expectContract('milestones.create', await area.create(input, callOf()))
    const { dueAt: _dueAt, ...same } = input
    expect(lastRequest(bed).body).toEqual({ ...same, due_on: '2026-12-01T00:00:00Z' })
    bed.answer(milestone.update, bed.example(milestone.update))
    expectContract('milestones.update', await area.update({ milestone: '1', state: 'open' }, callOf()))
    expect(lastRequest(bed).body).toEqual({ state: 'open' })
    bed.answer(milestone.delete, undefined, { status: 204 })
    expect(await area.delete({ milestone: '1' }, callOf())).toEqual({ data: null })
    expect((await failure(area.get({ milestone: 'v1.0' }, callOf()))).detail).toMatchObject({ argument: 'milestone' })
  })
})
