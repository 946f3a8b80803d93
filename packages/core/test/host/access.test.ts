import { afterAll, beforeAll, expect, it } from 'vitest'
import { directoryFor, fake, startWorld } from './world.ts'
import { createHost } from '../../src/host/create-host.ts'

let world: Awaited<ReturnType<typeof startWorld>>
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

it('answers foreign, inactive and absent repositories with the same error', async () => {
  const at = [
    { organization: 'a', repository: 'two' },
    { organization: 'a', repository: 'off' },
    { organization: 'a', repository: 'none' },
    { organization: 'a', repository: { provider: 'fake', fullName: 'o/two' } },
    { organization: 'nobody', repository: 'one' },
  ]
  const errors = await Promise.all(
    at.map((one) =>
      world.host.scm(one).then(
        () => null,
        (error) => JSON.stringify(error),
      ),
    ),
  )
  expect(new Set(errors).size).toBe(1)
  expect(errors[0]).toContain('"not_found"')
  expect(world.api.requests).toHaveLength(0)
})

it('answers foreign and absent connections with the same error', async () => {
  const at = ['cb', 'none'].map((connection) => ({ organization: 'a', connection }))
  const errors = await Promise.all(
    at.map((one) =>
      world.host.connection(one).then(
        () => null,
        (error) => JSON.stringify(error),
      ),
    ),
  )
  expect(new Set(errors).size).toBe(1)
})

it('asks whether the organization may use the provider', async () => {
  const asked: unknown[] = []
  const host = createHost({
    providers: [fake],
    directory: directoryFor(world.api.url),
    network: { allow: ['127.0.0.1'] },
    allowProvider: (at) => {
      asked.push(at)
      return at.organizationId === 'b'
    },
  })
  await expect(host.scm({ organization: 'a', repository: 'one' })).rejects.toMatchObject({ code: 'feature_disabled' })
  await expect(host.scm({ organization: 'b', repository: 'two' })).resolves.toMatchObject({ provider: 'fake' })
  expect(asked).toEqual([
    { organizationId: 'a', provider: 'fake' },
    { organizationId: 'b', provider: 'fake' },
  ])
  await host.close()
})

it('T60: refuses two providers of one id, naming both', () => {
  const make = () => createHost({ providers: [fake, { ...fake }], directory: directoryFor(world.api.url) })
  expect(make).toThrowError(/fake.*providers\[0\].*providers\[1\]/)
})

it('T77: never answers one organization from what another was told', async () => {
  world.api.issues.get('o/one')?.push({ number: 1, title: 'Shared', body: null, state: 'open', comments: [] })
  const host = createHost({
    providers: [fake],
    directory: directoryFor(world.api.url),
    network: { allow: ['127.0.0.1'] },
  })
  const mine = await host.scm({ organization: 'a', repository: 'one' })
  await mine.issues.get?.({ issue: '1' })
  const asked = world.api.requests.length
  await mine.issues.get?.({ issue: '1' })
  expect(world.api.requests.at(-1)?.headers['if-none-match']).toMatch(/^"/)
  const other = await host.scm({ organization: 'b', repository: 'two' })
  await other.issues.list?.().catch(() => undefined)
  expect(world.api.requests.length).toBe(asked + 2)
  expect(world.api.requests.at(-1)?.headers['if-none-match']).toBeUndefined()
  await host.close()
})
