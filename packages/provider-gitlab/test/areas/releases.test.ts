import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectNoFaults, failure, lastRequest, nextPage } from '../bed/expect.ts'
import { hasDocument, startSpecBed, without, type Ask, type SpecBed } from '../bed/spec-bed.ts'
import { author, sha, zoe } from './samples.ts'

const releases = '/projects/{id}/releases'
const deployments = '/projects/{id}/deployments'
const release = {
  tag_name: 'v1.0',
  name: 'One',
  description: 'First',
  author: zoe,
  created_at: '2026-01-03T01:56:19.539Z',
  released_at: '2026-01-04T01:56:19.539Z',
  _links: { self: 'https://gitlab.example/diaspora/apps/client/-/releases/v1.0' },
}
const deployment = {
  id: 41,
  iid: 1,
  ref: 'main',
  sha,
  status: 'running',
  created_at: '2026-08-11T11:32:35.444Z',
  updated_at: '2026-08-12T11:32:35.444Z',
  environment: { id: 9, name: 'prod/eu' },
}

describe.skipIf(!hasDocument)(`releases and deployments${without}`, () => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = bed.ask()
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('lists releases', async () => {
    bed.answer(`GET ${releases}`, [release], { headers: nextPage(bed, 2) })
    const page = await ask('releases.list', {}, { perPage: 1 })
    expect(page.nextCursor).toBe('2')
    expect(page.data).toEqual([
      {
        release: 'v1.0',
        tag: 'v1.0',
        name: 'One',
        body: 'First',
        isDraft: false,
        isPrerelease: false,
        author: author(zoe),
        htmlUrl: release._links.self,
        createdAt: release.created_at,
        publishedAt: release.released_at,
      },
    ])
  })

  it.each(['v1.0', 'v1/rc', 'a b', '50%', 'a&b#c', 'ünï', '~x', '+'])(
    'finds the release of tag %s by its id',
    async (tag) => {
      bed.answer(`GET ${releases}/{tag_name}`, ({ params }) => ({ body: { ...release, tag_name: params['tag_name'] } }))
      const { data } = await ask('releases.getByTag', { tag })
      expect(lastRequest(bed)).toMatchObject({ path: `/projects/4/releases/${encodeURIComponent(tag)}` })
      expect(data.release).toMatch(/^[A-Za-z0-9_.=+:{}@~-]+$/)
      const again = await ask('releases.get', { release: data.release })
      expect(again.data.tag).toBe(tag)
      bed.answer(`DELETE ${releases}/{tag_name}`, release)
      await ask('releases.delete', { release: data.release })
      expect(lastRequest(bed).params).toMatchObject({ tag_name: tag })
    },
  )

  it('creates and changes a release; neither drafts nor pre-releases', async () => {
    bed.answer(`POST ${releases}`, release, { status: 201 })
    const input = { tag: 'v1.0', ref: 'main', name: 'One', body: 'First' }
    await ask('releases.create', { ...input, draft: false, prerelease: false })
    expect(lastRequest(bed).body).toEqual({ tag_name: 'v1.0', ref: 'main', name: 'One', description: 'First' })
    bed.answer(`PUT ${releases}/{tag_name}`, release)
    await ask('releases.update', { release: 'v1.0', body: 'Second' })
    expect(lastRequest(bed)).toMatchObject({ path: '/projects/4/releases/v1.0', body: { description: 'Second' } })
    const before = bed.requests.length
    for (const kind of [{ draft: true }, { prerelease: true }]) {
      const [argument] = Object.keys(kind)
      const create = await failure(ask('releases.create', { ...input, ...kind }))
      expect(create).toMatchObject({ code: 'invalid_argument', detail: { argument } })
      const update = await failure(ask('releases.update', { release: 'v1.0', ...kind }))
      expect(update).toMatchObject({ code: 'invalid_argument' })
    }
    expect(bed.requests).toHaveLength(before)
    bed.answer(`POST ${releases}`, { message: 'Release already exists' }, { status: 409 })
    expect(await failure(ask('releases.create', input))).toMatchObject({ code: 'conflict' })
  })

  it('makes the tag at the default branch when nobody says where', async () => {
    bed.answer('GET /projects/{id}', bed.example('GET /projects/{id}', { default_branch: 'trunk', statistics: null }))
    bed.answer(`POST ${releases}`, release, { status: 201 })
    await ask('releases.create', { tag: 'v1.0', name: 'One' })
    expect(lastRequest(bed).body).toEqual({ tag_name: 'v1.0', ref: 'trunk', name: 'One' })
  })

  it('asks nothing for an id that is none of ours', async () => {
    const before = bed.requests.length
    for (const release of ['~Li4', '~djE']) {
      expect(await failure(ask('releases.get', { release }))).toMatchObject({ code: 'invalid_argument' })
      expect(await failure(ask('releases.delete', { release }))).toMatchObject({ code: 'invalid_argument' })
    }
    expect(bed.requests).toHaveLength(before)
  })

  it('lists deployments, newest first', async () => {
    bed.answer(`GET ${deployments}`, [deployment, { ...deployment, id: 40, ref: 'other' }], {
      headers: nextPage(bed, 2),
    })
    const page = await ask('deployments.list', { environment: 'prod/eu', ref: 'main' }, { perPage: 2 })
    expect(page.nextCursor).toBe('2')
    expect(page.data).toEqual([
      {
        deployment: '41',
        environment: 'prod/eu',
        ref: 'main',
        sha,
        state: 'in_progress',
        description: null,
        htmlUrl: null,
        createdAt: deployment.created_at,
      },
    ])
    const query = { environment: 'prod/eu', order_by: 'id', sort: 'desc', page: '1', per_page: '2' }
    expect(lastRequest(bed).query).toEqual(query)
  })

  it('deploys a branch, a tag or a commit', async () => {
    const nothing = { message: '404 Not found' }
    const commit = bed.example<{ id: string }>('GET /projects/{id}/repository/commits/{sha}', { id: sha })
    bed.answer('GET /projects/{id}/repository/branches/{branch}', ({ params }) =>
      params['branch'] === 'a/b' ? { body: { name: 'a/b', commit } } : { status: 404, body: nothing },
    )
    bed.answer('GET /projects/{id}/repository/tags/{tag_name}', ({ params }) =>
      params['tag_name'] === 'v1' ? { body: { name: 'v1', commit } } : { status: 404, body: nothing },
    )
    bed.answer('GET /projects/{id}/repository/commits/{sha}', commit)
    bed.answer(`POST ${deployments}`, deployment, { status: 201 })
    for (const [ref, tag] of [
      ['a/b', false],
      ['v1', true],
      [sha, false],
    ] as const) {
      expect((await ask('deployments.create', { ref, environment: 'prod/eu' })).data.state).toBe('in_progress')
      expect(lastRequest(bed).body).toEqual({ environment: 'prod/eu', sha, ref, tag, status: 'running' })
    }
  })

  it.each([
    ['pending', 'running'],
    ['queued', 'running'],
    ['in_progress', 'running'],
    ['success', 'success'],
    ['failure', 'failed'],
    ['cancelled', 'canceled'],
  ] as const)('reports %s as %s', async (state, word) => {
    bed.answer(`PUT ${deployments}/{deployment_id}`, { ...deployment, status: word })
    const { data } = await ask('deployments.createStatus', { deployment: '41', state })
    expect(lastRequest(bed)).toMatchObject({ path: '/projects/4/deployments/41', body: { status: word } })
    expect(data).toMatchObject({ id: '41', deployment: '41', createdAt: deployment.updated_at })
  })

  it('answers a state the deployment is in already, and refuses inactive', async () => {
    const message = { status: ['cannot transition via "run"'] }
    bed.answer(`PUT ${deployments}/{deployment_id}`, { message }, { status: 400 })
    bed.answer(`GET ${deployments}/{deployment_id}`, deployment)
    const same = await ask('deployments.createStatus', { deployment: '41', state: 'queued' })
    expect(same.data.state).toBe('in_progress')
    const other = ask('deployments.createStatus', { deployment: '41', state: 'success' })
    expect(await failure(other)).toMatchObject({ code: 'validation_failed' })
    const inactive = ask('deployments.createStatus', { deployment: '41', state: 'inactive' })
    expect(await failure(inactive)).toMatchObject({ code: 'invalid_argument', detail: { argument: 'state' } })
  })
})
