import { describe, expect, it } from 'vitest'
import { inMemoryDirectory, type DirectorySeed } from '../../src/host/directory-memory.ts'
import type { HookRecord } from '../../src/host/directory.ts'
import { bed, connection, delivery, hooks, repository, signingSecret, webhooks } from './receive-bed.ts'

const targetsOf = async (hook: string, body: unknown) => {
  const { receive, events, quarantine, counted } = bed()
  const { result } = await receive(delivery(body, { hook }))
  return { result, targets: events.map(({ target }) => target), reason: quarantine[0]?.reason ?? null, counted }
}
const kept = { result: 'quarantined', targets: [], reason: 'foreign_repository', counted: { foreign_repository: 1 } }
const target = (organizationId: string, connectionId: string, repositoryId: string | null) => ({
  organizationId,
  connectionId,
  repositoryId,
})

describe('T08: a repository’s hook speaks for that repository', () => {
  it('T08: another organization’s repository, correctly signed, is kept aside', async () => {
    expect(await targetsOf('repository-hook', { repository: 'o/two' })).toEqual(kept)
  })
  it('T08: so is the organization’s other repository, and an event of none', async () => {
    expect(await targetsOf('repository-hook', { repository: 'o/shared' })).toEqual(kept)
    expect(await targetsOf('repository-hook', {})).toEqual(kept)
  })
  it('T08: a delivery of which one event lies outside publishes none', async () => {
    const both = {
      ...webhooks,
      parse: () =>
        ['o/one', 'o/two'].flatMap((name) =>
          webhooks.parse({ event: 'build', id: 'd', headers: new Map(), body: { repository: name } }),
        ),
    }
    const { receive, events } = bed({ webhooks: new Map([['acme', both]]) })
    expect(await receive(delivery({}))).toMatchObject({ status: 202, result: 'quarantined' })
    expect(events).toEqual([])
  })
})

describe('T08: a connection’s hook speaks for that connection', () => {
  it('finds the repository of the connection', async () => {
    expect(await targetsOf('connection-hook', { repository: 'o/one' })).toMatchObject({
      targets: [target('a', 'ca', 'one')],
    })
  })
  it('T08: another organization’s repository reaches nobody of theirs', async () => {
    expect(await targetsOf('connection-hook', { repository: 'o/two' })).toMatchObject({
      targets: [target('a', 'ca', null)],
    })
    expect(await targetsOf('connection-hook', { repository: 'o/shared' })).toMatchObject({
      targets: [target('a', 'ca', 'shared-a')],
    })
  })
  it('takes an event of no repository as the connection’s own', async () => {
    expect(await targetsOf('connection-hook', {})).toMatchObject({ targets: [target('a', 'ca', null)] })
  })
  it('has no target in a repository that is not active', async () => {
    expect(await targetsOf('connection-hook', { repository: 'o/off' })).toEqual(kept)
  })
})

describe('T08: an app’s hook speaks for the connections of the account', () => {
  it('makes one event for each tenant, each with an id of its own', async () => {
    const { receive, events } = bed()
    const receipt = await receive(delivery({ account: '1', repository: 'o/shared' }, { hook: 'app-hook' }))
    expect(events.map((event) => event.target)).toEqual([target('a', 'ca', 'shared-a'), target('b', 'cb1', 'shared-b')])
    expect(receipt).toEqual({ status: 202, result: 'accepted', events: events.map(({ id }) => id) })
    expect(new Set(events.map(({ id }) => id)).size).toBe(2)
    expect(events[0]?.raw.body).toBe(events[1]?.raw.body)
  })
  it('T08: an account reaches no other account’s repositories', async () => {
    expect(await targetsOf('app-hook', { account: '2', repository: 'o/one' })).toMatchObject({
      targets: [target('b', 'cb', null)],
    })
  })
  it.each([
    ['an unknown account', { account: '9', repository: 'o/one' }],
    ['no account', { repository: 'o/one' }],
    ['the account of a suspended connection', { account: '3', repository: 'o/lost' }],
  ])('T08: %s reaches nobody', async (_name, body) => {
    expect(await targetsOf('app-hook', body)).toEqual(kept)
  })
})

describe('the seed of a directory', () => {
  const seed: DirectorySeed = {
    connections: [connection('ca', 'a')],
    repositories: [repository('one', 'ca', 'a')],
    hooks: [hooks[0]!],
  }
  const hook = (change: object) => ({ ...seed, hooks: [{ ...hooks[0]!, ...change } as HookRecord] })
  it('is taken when it is right', () => {
    expect(() => inMemoryDirectory(seed)).not.toThrow()
    expect(() => inMemoryDirectory(hook({ scheme: 'standard-webhooks', secrets: [signingSecret] }))).not.toThrow()
    expect(() => inMemoryDirectory(hook({ secrets: [() => ''] }))).not.toThrow()
  })
  it.each<[string, DirectorySeed, string]>([
    ['T01: an empty secret', hook({ secrets: [''] }), 'hooks.repository-hook.secrets'],
    ['T01: one empty secret of two', hook({ secrets: ['good', ''] }), 'hooks.repository-hook.secrets'],
    ['T01: no secret', hook({ secrets: [] }), 'hooks.repository-hook.secrets'],
    ['T01: an unknown scheme', hook({ scheme: 'foo' }), 'hooks.repository-hook.scheme'],
    ['T01: a scheme of the prototype', hook({ scheme: 'constructor' }), 'hooks.repository-hook.scheme'],
    [
      'T01: a weak signing secret',
      hook({ scheme: 'standard-webhooks', secrets: ['whsec_c2hvcnQ='] }),
      'hooks.repository-hook.secrets',
    ],
    ['a hook bound to nothing', hook({ binds: 'all' }), 'hooks.repository-hook.binds'],
    ['a hook of an app without an id', hook({ binds: 'app' }), 'hooks.repository-hook.appId'],
    ['T08: a hook of another provider', hook({ provider: 'other' }), 'hooks.repository-hook.connectionId'],
    [
      'a hook of no known connection',
      hook({ binds: 'connection', connectionId: 'x' }),
      'hooks.repository-hook.connectionId',
    ],
    ['a hook of no known repository', hook({ repositoryId: 'x' }), 'hooks.repository-hook.repositoryId'],
    ['two hooks of one id', { ...seed, hooks: [hooks[0]!, hooks[0]!] }, 'hooks.repository-hook'],
    [
      'two connections of one id',
      { ...seed, connections: [connection('ca', 'a'), connection('ca', 'b')] },
      'connections.ca',
    ],
    [
      'two repositories of one id',
      { ...seed, repositories: [repository('one', 'ca', 'a'), repository('one', 'ca', 'a')] },
      'repositories.one',
    ],
    [
      'a repository of no connection',
      { ...seed, repositories: [repository('one', 'x', 'a')] },
      'repositories.one.connectionId',
    ],
    [
      'a repository of another organization’s connection',
      { ...seed, repositories: [repository('one', 'ca', 'b')] },
      'repositories.one.connectionId',
    ],
  ])('is refused for %s', (_name, wrong, path) => {
    expect(() => inMemoryDirectory(wrong)).toThrow(
      expect.objectContaining({ code: 'config_invalid', detail: expect.objectContaining({ path }) as unknown }),
    )
  })
  it('shows an organization its own records only', async () => {
    const records = inMemoryDirectory(seed)
    expect(await records.connection('a', 'ca')).toMatchObject({ id: 'ca' })
    expect(await records.connection('b', 'ca')).toBeNull()
    expect(await records.repository('a', { provider: 'acme', fullName: 'o/one' })).toMatchObject({ id: 'one' })
    expect(await records.repository('a', { provider: 'other', fullName: 'o/one' })).toBeNull()
    expect(await records.repository('b', 'one')).toBeNull()
    expect(await records.hook('none')).toBeNull()
  })
})
