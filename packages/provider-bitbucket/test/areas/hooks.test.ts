import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { hookEvents, neutralKinds, vendorEvents } from '../../src/parts/hook-events.ts'
import { expectNoFaults, failure, lastRequest, pageWith } from '../bed/expect.ts'
import { atWeb, hasDocument, startSpecBed, without, type Ask, type SpecBed } from '../bed/spec-bed.ts'

const routes = {
  list: `GET ${atWeb}/hooks`,
  create: `POST ${atWeb}/hooks`,
  get: `GET ${atWeb}/hooks/{uid}`,
  update: `PUT ${atWeb}/hooks/{uid}`,
  delete: `DELETE ${atWeb}/hooks/{uid}`,
}
const uuid = '{d0f7a3d2-8b47-4c0b-a0d5-0a5b5e9d1c11}'
const secret = 'not-a-secret-not-a-secret-1'
const hookOf = (change: object = {}) => ({
  type: 'webhook_subscription',
  uuid,
  url: 'https://example.com/hooks/1',
  description: 'mine',
  active: true,
  events: ['repo:push', 'pullrequest:approved'],
  created_at: '2026-03-01T10:00:00.5+00:00',
  secret_set: true,
  ...change,
})

describe.skipIf(!hasDocument)(`hooks${without}`, () => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = bed.ask()
    bed.answer(routes.get, hookOf())
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('lists and gets them; braces of an id are encoded', async () => {
    const expected = {
      hook: uuid,
      url: 'https://example.com/hooks/1',
      events: ['push', 'branch', 'tag', 'review'],
      isActive: true,
      createdAt: '2026-03-01T10:00:00.500Z',
    }
    bed.answer(routes.list, pageWith([hookOf()], { page: '2' }))
    expect(await ask('hooks.list', {})).toMatchObject({ data: [expected], nextCursor: 'page=2' })
    expect((await ask('hooks.get', { hook: uuid })).data).toEqual(expected)
    expect(lastRequest(bed).path).toBe(`/repositories/acme/web/hooks/${encodeURIComponent(uuid)}`)
  })

  it('creates one for all events this provider understands, with the secret', async () => {
    bed.answer(routes.create, ({ body }) => ({ status: 201, body: hookOf(unsecret(body)) }))
    const { data, raw } = await ask('hooks.create', { url: 'https://example.com/h?a=1', secret })
    expect(JSON.stringify({ data, raw })).not.toContain(secret)
    const { events } = lastRequest(bed).body as { readonly events: readonly string[] }
    expect(lastRequest(bed).body).toMatchObject({ secret, active: true, url: 'https://example.com/h?a=1' })
    expect(events).toEqual(vendorEvents(undefined))
    expect(events.some((event) => event.startsWith('issue:'))).toBe(false)
  })

  it('updates one, and sends what it is not told as it was', async () => {
    bed.answer(routes.update, ({ body }) => ({ body: hookOf(unsecret(body)) }))
    await ask('hooks.update', { hook: uuid, events: ['status', 'bitbucket.repo:imported'] })
    expect(lastRequest(bed).body).toEqual({
      description: 'mine',
      url: 'https://example.com/hooks/1',
      active: true,
      events: ['repo:commit_status_created', 'repo:commit_status_updated', 'repo:imported'],
    })
    await ask('hooks.update', { hook: uuid, secret, active: false })
    expect(lastRequest(bed).body).toMatchObject({
      secret,
      active: false,
      events: ['repo:push', 'pullrequest:approved'],
    })
    const error = await failure(ask('hooks.update', { hook: uuid, events: ['issue'] }))
    expect(error).toMatchObject({ code: 'invalid_argument' })
  })

  it('deletes one', async () => {
    bed.answer(routes.delete, undefined, { status: 204 })
    expect((await ask('hooks.delete', { hook: uuid })).data).toBeNull()
  })
})

/** Bitbucket never answers a secret. */
function unsecret(body: unknown): object {
  const { secret: _secret, ...rest } = body as { readonly secret?: unknown }
  return rest
}

it('finds each neutral kind again among the events it subscribes to', () => {
  for (const kind of Object.keys(hookEvents)) expect(neutralKinds(vendorEvents([kind]))).toContain(kind)
})
