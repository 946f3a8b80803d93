import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasDocument, startSpecBed, without, type SpecBed } from './spec-bed.ts'

const branch = 'GET /projects/{id}/repository/branches/{branch}'
const branches = '/api/v4/projects/4/repository/branches'

describe.skipIf(!hasDocument)(`the spec bed${without}`, () => {
  let bed: SpecBed
  beforeAll(async () => {
    bed = await startSpecBed()
  })
  afterAll(() => bed.close())

  async function faultsOf(run: () => Promise<unknown>): Promise<readonly string[]> {
    const before = bed.faults.length
    await run()
    return bed.faults.slice(before)
  }

  const send = (method: string, path: string, body?: unknown) =>
    fetch(`${bed.url}/api/v4${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })

  it('finds no fault in a right request with a right answer, and records it', async () => {
    bed.answer(branch, bed.example(branch, { name: 'a/b', web_url: null }))
    expect(await faultsOf(() => fetch(`${bed.url}/api/v4/projects/o%2Fr/repository/branches/a%2Fb%20%26`))).toEqual([])
    expect(bed.requests.at(-1)).toMatchObject({
      method: 'GET',
      path: '/projects/o%2Fr/repository/branches/a%2Fb%20%26',
      route: branch,
      params: { id: 'o/r', branch: 'a/b &' },
    })
  })

  it('refuses unknown paths, unknown query names, wrong types and unregistered routes', async () => {
    expect(await faultsOf(() => send('GET', '/projects/4/isues'))).toContain('GET /projects/4/isues: unknown path')
    expect(await faultsOf(() => fetch(`${bed.url}${branches}/main?colour=red`))).toEqual([
      `${branch} /query must NOT have additional properties (colour)`,
    ])
    expect(await faultsOf(() => send('GET', '/projects/4/repository/branches?page=one'))).toContain(
      'GET /projects/{id}/repository/branches /query/page must be integer',
    )
    expect(bed.faults.at(-1)).toBe('GET /projects/4/repository/branches: no answer registered')
    expect(() => bed.answer('GET /usr', {})).toThrow(/has no GET \/usr/)
  })

  it('refuses bodies that break the document, and names it does not know', async () => {
    const route = 'POST /projects/{id}/repository/branches'
    bed.answer(route, bed.example(route, {}, 201), { status: 201 })
    const create = (body: unknown) => faultsOf(() => send('POST', '/projects/4/repository/branches', body))
    expect(await create({ branch: 'a', ref: 'b' })).toEqual([])
    expect(await create({ branch: 'a', ref: 'b', colour: 'red' })).toEqual([`${route} body colour: unknown`])
    expect(await create({ branch: 'a' })).toEqual([`${route} /requestBody must have required property 'ref'`])
    expect(await faultsOf(() => send('GET', '/projects/4/repository/branches/a'))).toEqual([])
  })

  it('refuses answers that break the document', async () => {
    bed.answer(branch, bed.example(branch, { name: 7 }))
    expect(await faultsOf(() => send('GET', '/projects/4/repository/branches/a'))).toEqual([
      `${branch} answer 200: /name must be string`,
    ])
    bed.answer(branch, {}, { status: 299 })
    expect(await faultsOf(() => send('GET', '/projects/4/repository/branches/a'))).toEqual([
      `${branch} answer 299: not documented`,
    ])
  })

  it('checks areas the document lacks against the supplement', async () => {
    const route = 'POST /projects/{id}/issues/{issue_iid}/notes'
    bed.answer(route, bed.example(route, {}, 201), { status: 201 })
    const create = (body: unknown) => faultsOf(() => send('POST', '/projects/4/issues/1/notes', body))
    expect(await create({ body: 'Seen' })).toEqual([])
    expect(await create({ text: 'Seen' })).toEqual([
      `${route} /requestBody must have required property 'body'`,
      `${route} body text: unknown`,
    ])
  })
})
