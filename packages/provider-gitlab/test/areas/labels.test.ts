import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectNoFaults, failure, lastRequest, nextPage } from '../bed/expect.ts'
import { hasDocument, startSpecBed, without, type Ask, type SpecBed } from '../bed/spec-bed.ts'
import { milestone } from './samples.ts'

const labels = '/projects/{id}/labels'
const milestones = '/projects/{id}/milestones'
const label = { id: 1, name: 'a/b & c#', color: '#d9534f', description: null, text_color: '#fff' }

describe.skipIf(!hasDocument)(`labels and milestones${without}`, () => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = bed.ask()
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('lists labels, colours without #', async () => {
    bed.answer(`GET ${labels}`, [label], { headers: nextPage(bed, 3) })
    const page = await ask('labels.list', {}, { cursor: '2', perPage: 1 })
    expect(page.data).toEqual([{ id: '1', name: 'a/b & c#', color: 'd9534f', description: null }])
    expect(page.nextCursor).toBe('3')
    expect(lastRequest(bed).query).toEqual({ page: '2', per_page: '1' })
  })

  it('creates a label; one that exists is a conflict', async () => {
    bed.answer(`POST ${labels}`, label, { status: 201 })
    await ask('labels.create', { label: 'a/b & c#', color: 'd9534f', description: 'x' })
    expect(lastRequest(bed).body).toEqual({ name: 'a/b & c#', color: '#d9534f', description: 'x' })
    await ask('labels.create', { label: 'plain' })
    expect(lastRequest(bed).body).toEqual({ name: 'plain', color: '#ededed' })
    bed.answer(`POST ${labels}`, { message: 'Label already exists' }, { status: 409 })
    expect(await failure(ask('labels.create', { label: 'plain' }))).toMatchObject({ code: 'conflict' })
  })

  it('changes and deletes a label by its name, encoded', async () => {
    bed.answer(`PUT ${labels}/{label_id}`, label)
    await ask('labels.update', { label: 'a/b & c#', name: 'new', color: '00ff00' })
    expect(lastRequest(bed)).toMatchObject({
      path: '/projects/4/labels/a%2Fb%20%26%20c%23',
      body: { new_name: 'new', color: '#00ff00' },
    })
    await ask('labels.update', { label: 'x', description: 'only this' })
    expect(lastRequest(bed).body).toEqual({ description: 'only this' })
    bed.answer(`GET ${labels}/{label_id}`, label)
    await ask('labels.update', { label: 'x' })
    expect(lastRequest(bed).method).toBe('GET')
    bed.answer(`DELETE ${labels}/{label_id}`, undefined, { status: 204 })
    expect((await ask('labels.delete', { label: 'a?b' })).data).toBeNull()
    expect(lastRequest(bed)).toMatchObject({ method: 'DELETE', params: { label_id: 'a?b' } })
  })

  it('does not take the name 7 for the label whose id is 7', async () => {
    bed.answer(`GET ${labels}`, ({ query }) =>
      query['page'] === '1'
        ? { body: [{ ...label, name: '77' }], headers: nextPage(bed, 2) }
        : { body: [{ ...label, id: 9, name: '7' }] },
    )
    bed.answer(`DELETE ${labels}/{label_id}`, undefined, { status: 204 })
    await ask('labels.delete', { label: '7' })
    expect(lastRequest(bed).path).toBe('/projects/4/labels/9')
    bed.answer(`GET ${labels}`, [])
    expect(await failure(ask('labels.delete', { label: '7' }))).toMatchObject({ code: 'not_found' })
  })

  it('lists milestones by state', async () => {
    bed.answer(`GET ${milestones}`, [{ ...milestone, state: 'closed', due_date: null }])
    const page = await ask('milestones.list', { state: 'closed' })
    expect(page.data).toMatchObject([{ milestone: '12', state: 'closed', dueAt: null }])
    expect(lastRequest(bed).query).toEqual({ state: 'closed', page: '1', per_page: '30' })
    await ask('milestones.list', {})
    expect(lastRequest(bed).query).toMatchObject({ state: 'active' })
    await ask('milestones.list', { state: 'all' })
    expect(lastRequest(bed).query).toEqual({ page: '1', per_page: '30' })
  })

  it('gets, creates, changes and deletes a milestone', async () => {
    bed.answer(`GET ${milestones}/{milestone_id}`, milestone)
    expect((await ask('milestones.get', { milestone: '12' })).data.dueAt).toBe('2026-12-24T00:00:00Z')
    bed.answer(`POST ${milestones}`, milestone, { status: 201 })
    await ask('milestones.create', { title: '10.0', description: 'Ten', dueAt: '2026-12-24T23:30:00-02:00' })
    expect(lastRequest(bed).body).toEqual({ title: '10.0', description: 'Ten', due_date: '2026-12-25' })
    bed.answer(`PUT ${milestones}/{milestone_id}`, { ...milestone, state: 'closed' })
    expect((await ask('milestones.create', { title: 'x', state: 'closed' })).data.state).toBe('closed')
    expect(lastRequest(bed)).toMatchObject({ path: '/projects/4/milestones/12', body: { state_event: 'close' } })
    await ask('milestones.update', { milestone: '12', title: 'y', state: 'open', dueAt: '2026-12-24' })
    expect(lastRequest(bed).body).toEqual({ title: 'y', state_event: 'activate', due_date: '2026-12-24' })
    await ask('milestones.update', { milestone: '12' })
    expect(lastRequest(bed).method).toBe('GET')
    bed.answer(`DELETE ${milestones}/{milestone_id}`, undefined, { status: 204 })
    expect((await ask('milestones.delete', { milestone: '12' })).data).toBeNull()
    expect(await failure(ask('milestones.get', { milestone: 'x' }))).toMatchObject({ code: 'invalid_argument' })
  })
})
