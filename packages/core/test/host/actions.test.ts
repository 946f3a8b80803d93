import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { paginate } from '../../src/contract/paginate.ts'
import { ScmError } from '../../src/errors/scm-error.ts'
import { startWorld, token } from './world.ts'

let world: Awaited<ReturnType<typeof startWorld>>
const reported: string[] = []

beforeAll(async () => {
  world = await startWorld({
    onError: (error, about) => reported.push(`${about.operation ?? about.listener}: ${error.code}`),
  })
})
afterAll(() => world.close())
beforeEach(() => {
  world.api.intercept = null
  world.api.requests.length = 0
  reported.length = 0
})

const one = () =>
  world.host.scm({ organization: 'a', repository: { provider: 'fake', fullName: 'o/one' }, referrer: 'test' })

it('makes a change that is read back through the same contract', async () => {
  const scm = await one()
  if (!scm.can('issues.create', 'issues.createComment', 'issues.get')) throw new Error('the fake has them')
  const made = await scm.issues.create({ title: 'First', body: 'Text' })
  expect(made.data).toMatchObject({ title: 'First', body: 'Text', state: 'open' })
  await scm.issues.createComment({ issue: made.data.issue, body: 'Seen.' })
  const read = await scm.issues.get({ issue: made.data.issue })
  expect(read.data).toEqual(made.data)
  expect(read.meta.etag).toMatch(/^"/)
  expect(read.meta.rateLimit).toMatchObject({ resource: 'core', limit: 5000 })
  expect(read.raw).toMatchObject({ number: 1, comments: [{ body: 'Seen.' }] })
  expect(world.api.requests.every(({ headers }) => headers.authorization === `Bearer ${token}`)).toBe(true)
})

it('shows what the provider has, and leaves the rest absent', async () => {
  const scm = await one()
  expect(scm.can('issues.get')).toBe(true)
  expect(scm.can('issues.get', 'issues.lock')).toBe(false)
  expect(scm.issues.lock).toBeUndefined()
  expect(scm.labels).toEqual({})
  expect([...scm.operations].sort()).toEqual(['issues.create', 'issues.createComment', 'issues.get', 'issues.list'])
  expect('users' in scm).toBe(false)
  const connection = await world.host.connection({ organization: 'a', connection: 'ca' })
  expect([...connection.operations]).toEqual(['users.getCurrent'])
  expect((await connection.users.getCurrent?.())?.data.username).toBe('fake-user')
})

it('answers an untyped call by id, and refuses unknown fields and operations before any request', async () => {
  const scm = await one()
  expect((await scm.call('issues.list', {})).data).toHaveLength(1)
  world.api.requests.length = 0
  await expect(scm.call('issues.get', { issue: '1', path: '/x' })).rejects.toMatchObject({ code: 'invalid_argument' })
  await expect(scm.call('issues.lock', { issue: '1' })).rejects.toMatchObject({
    code: 'capability_not_supported',
    detail: { operation: 'issues.lock', supported: expect.arrayContaining(['issues.get']) },
  })
  await expect(scm.call('__proto__' as 'issues.get', {})).rejects.toMatchObject({ code: 'capability_not_supported' })
  expect(world.api.requests).toHaveLength(0)
})

it('reads pages to their end', async () => {
  const scm = await one()
  if (!scm.can('issues.create', 'issues.list')) throw new Error('the fake has them')
  for (let made = 0; made < 4; made++) await scm.issues.create({ title: `More ${made}` })
  const titles: string[] = []
  for await (const issue of paginate(scm.issues.list, {}, { perPage: 2 })) titles.push(issue.title)
  expect(titles).toEqual(['First', 'More 0', 'More 1', 'More 2', 'More 3'])
})

it('tells an unchanged resource as not_modified, never as null', async () => {
  const scm = await one()
  const { etag } = (await scm.issues.get?.({ issue: '1' }))?.meta ?? {}
  const again = scm.issues.get?.({ issue: '1' }, { ifNoneMatch: etag ?? '' })
  await expect(again).rejects.toMatchObject({ code: 'not_modified', detail: { etag } })
})

it.each([
  ['HTML', 200, 'text/html', '<html><body>Sign in</body></html>', 'bad_response'],
  ['an empty body', 200, 'application/json', '', 'bad_response'],
  ['half a body', 200, 'application/json', '{"number":1,"tit', 'bad_response'],
  [
    'a title that is a number',
    200,
    'application/json',
    '{"number":1,"title":7,"body":null,"state":"open"}',
    'bad_response',
  ],
  [
    'a state it never had',
    200,
    'application/json',
    '{"number":1,"title":"x","body":null,"state":"ajar"}',
    'bad_response',
  ],
])('T52: names %s as what it is', async (_name, status, type, body, code) => {
  world.api.intercept = (_request, response) => {
    response.writeHead(status, { 'content-type': type }).end(body)
  }
  const scm = await one()
  await expect(scm.issues.get?.({ issue: '1' })).rejects.toMatchObject({ code })
  expect(reported).toEqual([`issues.get: ${code}`])
})

it('ends a call at its deadline and at its caller’s signal', async () => {
  world.api.intercept = () => undefined
  const slow = await startWorld({ timeoutMs: 50 })
  slow.api.intercept = () => undefined
  const scm = await slow.host.scm({ organization: 'a', repository: 'one' })
  await expect(scm.issues.get?.({ issue: '1' })).rejects.toMatchObject({ code: 'timeout', retryable: true })
  await expect(scm.issues.create?.({ title: 'x' })).rejects.toMatchObject({ code: 'outcome_unknown' })
  const controller = new AbortController()
  const pending = scm.issues.get?.({ issue: '2' }, { signal: controller.signal })
  controller.abort()
  await expect(pending).rejects.toMatchObject({ code: 'aborted' })
  await slow.close()
})

it('lets a tap refuse an action and tells another what became of it', async () => {
  const seen: string[] = []
  const stopBefore = world.host.beforeAction('policy', ({ operation }) => {
    if (operation === 'issues.get') throw new ScmError('forbidden', 'Not today.', {})
  })
  const stopAfter = world.host.afterAction('audit', ({ operation, error, organizationId }) => {
    seen.push(`${organizationId} ${operation} ${error?.code ?? 'ok'}`)
  })
  const scm = await one()
  await expect(scm.issues.get?.({ issue: '1' })).rejects.toMatchObject({ code: 'forbidden' })
  await scm.issues.list?.()
  stopBefore()
  await scm.issues.get?.({ issue: '1' })
  stopAfter()
  await scm.issues.list?.()
  expect(seen).toEqual(['a issues.get forbidden', 'a issues.list ok', 'a issues.get ok'])
})
