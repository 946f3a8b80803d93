import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { deployments } from '../../src/areas/deployments.ts'
import { deploymentState, vendorDeploymentStates } from '../../src/map/deployment.ts'
import { releases } from '../../src/areas/releases.ts'
import { callOf, expectContract, expectNoFaults, failure, lastRequest, linkTo } from '../bed/expect.ts'
import { startSpecBed, type SpecBed } from '../bed/spec-bed.ts'

const release = {
  list: 'GET /repos/{owner}/{repo}/releases',
  get: 'GET /repos/{owner}/{repo}/releases/{release_id}',
  getByTag: 'GET /repos/{owner}/{repo}/releases/tags/{tag}',
  create: 'POST /repos/{owner}/{repo}/releases',
  update: 'PATCH /repos/{owner}/{repo}/releases/{release_id}',
  delete: 'DELETE /repos/{owner}/{repo}/releases/{release_id}',
}
const deployment = {
  list: 'GET /repos/{owner}/{repo}/deployments',
  create: 'POST /repos/{owner}/{repo}/deployments',
  status: 'POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses',
}
let bed: SpecBed
beforeAll(async () => {
  bed = await startSpecBed()
})
afterEach(() => expectNoFaults(bed))
afterAll(() => bed.close())

describe('releases', () => {
  let area: Required<ReturnType<typeof releases>>
  beforeAll(() => {
    area = releases(bed.bound()) as typeof area
  })

  it('gets one by id and by tag', async () => {
    bed.answer(release.get, bed.example(release.get, { draft: true, published_at: null, body: null }))
    const one = await area.get({ release: '1' }, callOf())
    expectContract('releases.get', one)
    expect(one.data).toMatchObject({
      release: '1',
      tag: 'v1.0.0',
      name: 'v1.0.0',
      body: null,
      isDraft: true,
      isPrerelease: false,
      author: { id: '1', username: 'octocat', isBot: false },
      htmlUrl: 'https://github.com/octocat/Hello-World/releases/v1.0.0',
      createdAt: '2013-02-27T19:35:32Z',
      publishedAt: null,
    })
    bed.answer(release.getByTag, bed.example(release.getByTag))
    expectContract('releases.getByTag', await area.getByTag({ tag: 'web/v1.0.0' }, callOf()))
    expect(lastRequest(bed).path).toBe('/repos/octocat/hello-world/releases/tags/web%2Fv1.0.0')
  })

  it('lists them', async () => {
    bed.answer(release.list, bed.example(release.list), { headers: linkTo(bed, 2) })
    const page = await area.list({}, callOf())
    expectContract('releases.list', page)
    expect([page.data.length, page.nextCursor]).toEqual([1, '2'])
    expect(lastRequest(bed).query).toEqual({ page: '1', per_page: '30' })
  })

  it('creates, updates and deletes one, sending nothing the contract does not know', async () => {
    bed.answer(release.create, bed.example(release.create, {}, 201), { status: 201 })
    const fields = { name: 'One', body: 'Text', draft: false, prerelease: true }
    const stray = { baseUrl: 'http://127.0.0.1:1', owner: 'mallory' }
    const made = await area.create({ tag: 'v1', ref: 'main', ...fields, ...stray }, callOf())
    expectContract('releases.create', made)
    expect(lastRequest(bed).body).toEqual({ tag_name: 'v1', target_commitish: 'main', ...fields })
    bed.answer(release.update, bed.example(release.update))
    expectContract('releases.update', await area.update({ release: '1', draft: false, ...stray }, callOf()))
    expect(lastRequest(bed)).toMatchObject({ params: { owner: 'octocat', release_id: '1' }, body: { draft: false } })
    bed.answer(release.delete, undefined, { status: 204 })
    expect(await area.delete({ release: '1' }, callOf())).toEqual({ data: null })
    expect(lastRequest(bed).method).toBe('DELETE')
  })
})

describe('deployments', () => {
  let area: Required<ReturnType<typeof deployments>>
  beforeAll(() => {
    area = deployments(bed.bound()) as typeof area
  })

  it('lists those of an environment and ref', async () => {
    bed.answer(deployment.list, bed.example(deployment.list))
    const page = await area.list({ environment: 'production', ref: 'main' }, callOf())
    expectContract('deployments.list', page)
    expect(page.data[0]).toEqual({
      deployment: '1',
      environment: 'production',
      ref: 'topic-branch',
      sha: 'a84d88e7554fc1fa21bcbc4efae3c782a70d2b9d',
      state: null,
      description: 'Deploy request from hubot',
      htmlUrl: null,
      createdAt: '2012-07-20T01:19:13Z',
    })
    expect(lastRequest(bed).query).toMatchObject({ environment: 'production', ref: 'main', page: '1' })
  })

  it('records one without merging or waiting for anything', async () => {
    bed.answer(deployment.create, bed.example(deployment.create, {}, 201), { status: 201 })
    const made = await area.create({ ref: 'main', environment: 'qa', description: 'Try' }, callOf())
    expectContract('deployments.create', made)
    expect(lastRequest(bed).body).toEqual({
      ref: 'main',
      environment: 'qa',
      description: 'Try',
      auto_merge: false,
      required_contexts: [],
    })
  })

  it('is a conflict when GitHub merged instead of deploying', async () => {
    bed.answer(deployment.create, { message: 'Auto-merged main into topic-branch on deployment.' }, { status: 202 })
    expect((await failure(area.create({ ref: 'topic', environment: 'qa' }, callOf()))).code).toBe('conflict')
  })

  it('reports progress', async () => {
    bed.answer(deployment.status, bed.example(deployment.status, { state: 'error', log_url: undefined }, 201), {
      status: 201,
    })
    const input = { deployment: '42', state: 'cancelled', description: 'Stop', targetUrl: 'https://x.example' } as const
    const answer = await area.createStatus(input, callOf())
    expectContract('deployments.createStatus', answer)
    expect(lastRequest(bed)).toMatchObject({
      params: { deployment_id: '42' },
      body: { state: 'error', description: 'Stop', log_url: 'https://x.example' },
    })
    expect(answer.data).toEqual({
      id: '1',
      deployment: '42',
      state: 'failure',
      description: 'Deployment finished successfully.',
      targetUrl: 'https://example.com/deployment/42/output',
      createdAt: '2012-07-20T01:19:13Z',
    })
  })

  it('reads back every state it writes, a cancelled one as a failure', () => {
    const read = Object.entries(vendorDeploymentStates).map(([state, vendor]) => [state, deploymentState(vendor)])
    const changed = read.filter(([state, back]) => state !== back)
    expect(changed).toEqual([['cancelled', 'failure']])
    expect(['waiting', 'destroyed', 'valueOf'].map(deploymentState)).toEqual(['pending', 'unknown', 'unknown'])
  })
})
