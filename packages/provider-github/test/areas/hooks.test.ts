import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { delivery } from '../../../../test/webhooks/parse.ts'
import { hookEvents, neutralKinds, vendorEvents } from '../../src/parts/hook-events.ts'
import { hooks } from '../../src/areas/hooks.ts'
import { webhooks } from '../../src/webhooks.ts'
import { schemaFolder } from '../bed/github-document.ts'
import { callOf, expectContract, expectNoFaults, failure, lastRequest } from '../bed/expect.ts'
import { startSpecBed, type SpecBed } from '../bed/spec-bed.ts'
import { examples } from '../webhook-examples.ts'

const routes = {
  list: 'GET /repos/{owner}/{repo}/hooks',
  get: 'GET /repos/{owner}/{repo}/hooks/{hook_id}',
  create: 'POST /repos/{owner}/{repo}/hooks',
  update: 'PATCH /repos/{owner}/{repo}/hooks/{hook_id}',
  config: 'PATCH /repos/{owner}/{repo}/hooks/{hook_id}/config',
  delete: 'DELETE /repos/{owner}/{repo}/hooks/{hook_id}',
}
const secret = 'never-out-0123456789abcdefghij'
const url = 'https://scm.example.com/hooks/1'
const config = { url, content_type: 'json', insecure_ssl: '0', secret }

describe('hooks', () => {
  let bed: SpecBed
  let area: Required<ReturnType<typeof hooks>>
  beforeAll(async () => {
    bed = await startSpecBed()
    area = hooks(bed.bound()) as typeof area
    bed.answer(routes.list, [bed.example(routes.get, { config })])
    bed.answer(routes.get, bed.example(routes.get, { config }))
    bed.answer(routes.create, bed.example(routes.create, { config }, 201), { status: 201 })
    bed.answer(routes.update, bed.example(routes.update, { config }))
    bed.answer(routes.config, { content_type: 'json', insecure_ssl: '0', secret, url })
    bed.answer(routes.delete, undefined, { status: 204 })
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('gets and lists them without their secret, in raw as well', async () => {
    const one = await area.get({ hook: '12345678' }, callOf())
    expectContract('hooks.get', one)
    const kinds = ['push', 'pull_request']
    const expected = { hook: '12345678', url, events: kinds, isActive: true, createdAt: '2019-06-03T00:57:16Z' }
    expect(one.data).toEqual(expected)
    const page = await area.list({}, callOf())
    expectContract('hooks.list', page)
    expect(page.data).toEqual([expected])
    expect(JSON.stringify([one, page])).not.toContain(secret)
    expect(one.raw).toMatchObject({ config: { url } })
  })

  it('creates one: JSON over verified TLS, for all events it understands', async () => {
    const made = await area.create({ url, secret }, callOf())
    expectContract('hooks.create', made)
    expect(lastRequest(bed).body).toEqual({ name: 'web', active: true, events: vendorEvents(undefined), config })
    expect(JSON.stringify(made)).not.toContain(secret)
    await area.create({ url, secret, events: ['issue', 'branch', 'github.gollum'], active: false }, callOf())
    expect(lastRequest(bed).body).toMatchObject({ active: false, events: ['issues', 'create', 'delete', 'gollum'] })
  })

  it('changes URL and secret where the rest of the configuration stays', async () => {
    const from = bed.requests.length
    const changed = await area.update({ hook: '7', secret }, callOf())
    expectContract('hooks.update', changed)
    await area.update({ hook: '7', url, active: false }, callOf())
    await area.update({ hook: '7', events: ['push'] }, callOf())
    const sent = bed.requests.slice(from).map(({ method, path, body }) => [method, path.split('/7')[1], body])
    expect(sent).toEqual([
      ['PATCH', '/config', { secret }],
      ['GET', '', undefined],
      ['PATCH', '/config', { url }],
      ['PATCH', '', { active: false }],
      ['PATCH', '', { events: ['push'] }],
    ])
    expect(JSON.stringify(changed)).not.toContain(secret)
  })

  it('deletes one', async () => {
    expect(await area.delete({ hook: '7' }, callOf())).toEqual({ data: null })
    expect(lastRequest(bed)).toMatchObject({ method: 'DELETE', path: '/repos/octocat/hello-world/hooks/7' })
  })

  it('refuses kinds a repository cannot subscribe to', async () => {
    for (const kind of ['installation', 'merge_group', 'reaction', 'pushes', 'constructor']) {
      const error = await failure(area.create({ url, secret, events: [kind] }, callOf()))
      expect(error).toMatchObject({ code: 'invalid_argument', detail: { argument: 'events' } })
    }
  })
})

describe('events of hooks', () => {
  it('are all events that GitHub lets a repository subscribe to', () => {
    const document = JSON.parse(readFileSync(join(schemaFolder(), 'api.github.com.json'), 'utf8')) as {
      'x-webhooks': Record<string, { post: { 'x-github': Record<string, unknown> } }>
    }
    const rows = Object.values(document['x-webhooks']).map((one) => one.post['x-github'])
    const forRepositories = new Set(
      rows
        .filter((row) => (row['supported-webhook-types'] as readonly string[]).includes('repository'))
        .map((row) => row['subcategory']),
    )
    const unknown = vendorEvents(undefined).filter((event) => !forRepositories.has(event))
    expect(unknown).toEqual([])
  })

  it('arrive as the kinds they were subscribed for', () => {
    const arrived: Record<string, string[]> = {}
    const ofTags = examples.filter((one) => one.body['ref_type'] === 'tag')
    const more = ofTags.map((one) => ({ ...one, body: { ...one.body, ref_type: 'branch' } }))
    for (const { event, body } of [...examples, ...more]) {
      if (!vendorEvents(undefined).includes(event)) continue
      for (const { kind } of webhooks.parse(delivery(event, body))) (arrived[kind] ??= []).push(event)
    }
    const sorted = Object.entries(arrived).map(([kind, events]) => [kind, [...new Set(events)].toSorted()])
    const expected = Object.entries(hookEvents).map(([kind, events]) => [kind, events.toSorted()])
    expect(Object.fromEntries(sorted)).toEqual(Object.fromEntries(expected))
  })

  it('go to GitHub and back', () => {
    const kinds = Object.keys(hookEvents)
    expect(neutralKinds(vendorEvents(kinds))).toEqual(kinds)
    expect(neutralKinds(['gollum', 'issues', '*'])).toEqual(['github.gollum', 'issue', 'github.*'])
    expect(vendorEvents(['github.*'])).toEqual(['*'])
    expect(vendorEvents(['branch', 'tag'])).toEqual(['create', 'delete'])
  })
})
