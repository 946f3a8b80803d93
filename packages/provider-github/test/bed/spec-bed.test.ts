import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSpecBed, type SpecBed } from './spec-bed.ts'

const issueRoute = 'GET /repos/{owner}/{repo}/issues/{issue_number}'
const newIssueRoute = 'POST /repos/{owner}/{repo}/issues'

describe('the spec bed', () => {
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

  function post(path: string, body: unknown): Promise<Response> {
    return fetch(`${bed.url}${path}`, { method: 'POST', body: JSON.stringify(body) })
  }

  it('finds no fault in a right request with a right answer, and records it', async () => {
    bed.answer(issueRoute, bed.example(issueRoute, { number: 7 }))
    const { octokit, at } = bed.bound()
    const found = await faultsOf(async () => {
      const { data } = await octokit.rest.issues.get({ ...at, issue_number: 7 })
      expect(data.number).toBe(7)
    })
    expect(found).toEqual([])
    expect(bed.requests.at(-1)).toMatchObject({
      method: 'GET',
      path: '/repos/octocat/hello-world/issues/7',
      route: issueRoute,
      params: { owner: 'octocat', repo: 'hello-world', issue_number: '7' },
    })
  })

  it('refuses unknown paths, unknown query names, wrong types and unregistered routes', async () => {
    bed.answer(issueRoute, bed.example(issueRoute))
    const at = `${bed.url}/repos/o/r/issues`
    expect(await faultsOf(() => fetch(`${bed.url}/repos/o/r/isues/1`))).toContain(
      'GET /repos/o/r/isues/1: unknown path',
    )
    expect(await faultsOf(() => fetch(`${at}/1?colour=red`))).toEqual([`${issueRoute} query colour: unknown`])
    expect(await faultsOf(() => fetch(`${at}/one`))).toEqual([`${issueRoute} path issue_number: value must be integer`])
    const answer = await fetch(`${bed.url}/user`)
    expect(answer.status).toBe(501)
    expect(bed.faults.at(-1)).toBe('GET /user: no answer registered')
    expect(() => bed.answer('GET /usr', {})).toThrow(/has no GET \/usr/)
  })

  it('refuses bodies that break the document, and names it does not know', async () => {
    bed.answer(newIssueRoute, bed.example(newIssueRoute, {}, 201), { status: 201 })
    expect(await faultsOf(() => post('/repos/o/r/issues', { title: 'A', body: null }))).not.toEqual([])
    expect(await faultsOf(() => post('/repos/o/r/issues', { title: 'A', labels: ['a'], assignees: ['b'] }))).toEqual([])
    expect(await faultsOf(() => post('/repos/o/r/issues', { title: 'A', colour: 'red' }))).toEqual([
      `${newIssueRoute} body colour: unknown`,
    ])
    expect(await faultsOf(() => post('/repos/o/r/issues', { body: 'no title' }))).toEqual([
      `${newIssueRoute} body: value must have required property 'title'`,
    ])
  })

  it('refuses answers that break the document', async () => {
    const at = `${bed.url}/repos/o/r/issues/1`
    bed.answer(issueRoute, bed.example(issueRoute, { number: 'one' }))
    expect(await faultsOf(() => fetch(at))).toEqual([`${issueRoute} answer 200: /number must be integer`])
    bed.answer(issueRoute, bed.example(issueRoute), { status: 299 })
    expect(await faultsOf(() => fetch(at))).toEqual([`${issueRoute} answer 299: not documented`])
    bed.answer(issueRoute, { message: 'Gone', documentation_url: 'https://docs.github.com' }, { status: 410 })
    expect(await faultsOf(() => fetch(at))).toEqual([])
  })

  it('keeps paths encoded, serves 204, 302 and computed answers', async () => {
    bed.answer('GET /repos/{owner}/{repo}/contents/{path}', ({ params, query }) => ({
      status: 404,
      body: { message: `${params['path']} at ${query['ref']}` },
    }))
    const answer = await fetch(`${bed.url}/repos/o/r/contents/a%2Fb%20c.txt?ref=main`)
    expect(await answer.json()).toEqual({ message: 'a/b c.txt at main' })
    expect(bed.requests.at(-1)?.path).toBe('/repos/o/r/contents/a%2Fb%20c.txt')
    bed.answer('DELETE /repos/{owner}/{repo}/labels/{name}', undefined, { status: 204 })
    expect((await fetch(`${bed.url}/repos/o/r/labels/bug`, { method: 'DELETE' })).status).toBe(204)
    bed.answer('GET /repos/{owner}/{repo}/zipball/{ref}', undefined, {
      status: 302,
      headers: { location: `${bed.url}/x` },
    })
    const archive = await fetch(`${bed.url}/repos/o/r/zipball/main`, { redirect: 'manual' })
    expect(archive.headers.get('location')).toBe(`${bed.url}/x`)
  })

  it('checks GraphQL against the schema', async () => {
    bed.answer('POST /graphql', { data: { viewer: { login: 'octocat' } } })
    expect(await faultsOf(() => post('/graphql', { query: '{ viewer { login } }' }))).toEqual([])
    expect(await faultsOf(() => post('/graphql', { query: '{ viewer { logn } }' }))).toHaveLength(1)
    const named = 'query ($owner: String!) { repositoryOwner(login: $owner) { login } }'
    expect(await faultsOf(() => post('/api/graphql', { query: named, variables: {} }))).toEqual([
      'POST /graphql graphql: variable owner is not sent',
    ])
  })
})
