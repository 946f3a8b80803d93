import { createHmac } from 'node:crypto'
import { createHost, inMemoryDirectory, type AnyEvent, type Host, type HookRecord, type Receipt } from '@scm-host/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { gitlab } from '../../src/index.ts'
import { issue, push, zero } from './fixtures.ts'

const hookId = 'hook-0123456789abcdef'
const token = 'plain-token-0123456789'
const signingToken = `whsec_${Buffer.from('testtesttesttesttesttesttesttest').toString('base64')}`
const nextToken = `whsec_${Buffer.from('nextnextnextnextnextnextnextnext').toString('base64')}`
const id = 'a5461c4d-9c7f-4af9-add6-cddebe3c426f'
/** The moment of the published vector. */
const now = 1_700_000_000

interface Sent {
  readonly event?: string
  readonly body?: object
  /** The plain token. */
  readonly token?: string
  /** Signed by this signing token. */
  readonly key?: string
  readonly signature?: string
  readonly id?: string | null
  readonly timestamp?: number
  readonly group?: string
}

function signatureOf(key: string, of: string, timestamp: number, bytes: Uint8Array): string {
  const hmac = createHmac('sha256', Buffer.from(key.slice('whsec_'.length), 'base64'))
  return `v1,${hmac.update(`${of}.${timestamp}.`).update(bytes).digest('base64')}`
}

/** A delivery as GitLab sends it: since 19.0 the headers of Standard Webhooks, with a signature where there is a key. */
function delivered(sent: Sent = {}) {
  const { event = 'Push Hook', body = push(), timestamp = now, id: key = id, group = 'one-event' } = sent
  const bytes = Buffer.from(JSON.stringify(body))
  const rawHeaders: [string, string][] = [
    ['Content-Type', 'application/json'],
    ['User-Agent', 'GitLab/19.1.0'],
    ['X-Gitlab-Event', event],
    ['X-Gitlab-Event-UUID', group],
    ['X-Gitlab-Webhook-UUID', '02affd2d-2cba-4033-917d-ec22d5dc4b38'],
  ]
  if (key !== null) rawHeaders.push(['Idempotency-Key', key], ['webhook-id', key])
  rawHeaders.push(['webhook-timestamp', String(timestamp)])
  if (sent.token !== undefined) rawHeaders.push(['X-Gitlab-Token', sent.token])
  const signature = sent.signature ?? (sent.key ? signatureOf(sent.key, key ?? '', timestamp, bytes) : undefined)
  if (signature !== undefined) rawHeaders.push(['webhook-signature', signature])
  return { hookId, rawHeaders, body: bytes }
}

type Scheme = HookRecord['scheme']

function hostWith(scheme: Scheme, secrets: readonly string[], bound: 'repository' | 'connection' = 'repository'): Host {
  const hook = { id: hookId, provider: 'gitlab', scheme, secrets, connectionId: 'c' } as const
  const directory = inMemoryDirectory({
    connections: [
      {
        id: 'c',
        organizationId: 'acme',
        provider: 'gitlab',
        settings: {},
        auth: { kind: 'token', secret: { token: 'glpat-0123456789' } },
        state: 'active',
      },
    ],
    repositories: [
      {
        id: 'hammer',
        organizationId: 'acme',
        connectionId: 'c',
        externalId: '42',
        fullName: 'acme/tools/hammer',
        defaultBranch: 'main',
        status: 'active',
      },
    ],
    hooks: [
      bound === 'repository'
        ? { ...hook, binds: 'repository', repositoryId: 'hammer' }
        : { ...hook, binds: 'connection' },
    ],
  })
  return createHost({ providers: [gitlab], directory })
}

let host: Host | null = null
const seen: AnyEvent[] = []

function listen(scheme: Scheme, secrets: readonly string[], bound?: 'repository' | 'connection'): Host {
  host = hostWith(scheme, secrets, bound)
  host.onAny('test', (event) => void seen.push(event))
  return host
}
const answersOf = async (to: Host, ...all: readonly Sent[]): Promise<readonly Receipt['result'][]> => {
  const answers: Receipt['result'][] = []
  for (const sent of all) answers.push((await to.receive(delivered(sent))).result)
  await to.idle()
  return answers
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: now * 1000 })
  seen.length = 0
})
afterEach(async () => {
  await host?.close()
  host = null
  vi.useRealTimers()
})

describe('4d: a signing token', () => {
  it('is that of the published vector', () => {
    const signature = signatureOf(signingToken, id, now, Buffer.from('{"object_kind":"push"}'))
    expect(signature).toBe('v1,9KzbokZE9s2TjzbZVmKsZvYxZwdkLnySKI3vYHqSyQU=')
  })

  it('signs a push, whose event is published with the signed id', async () => {
    const to = listen('standard-webhooks', [signingToken])
    expect(await answersOf(to, { key: signingToken })).toEqual(['accepted'])
    expect(seen).toMatchObject([
      {
        kind: 'push',
        target: { organizationId: 'acme', connectionId: 'c', repositoryId: 'hammer' },
        origin: { via: 'webhook', deliveryId: id, hookId },
        raw: { event: 'Push Hook' },
      },
    ])
  })

  it('gives two events of one delivery two ids', async () => {
    const to = listen('standard-webhooks', [signingToken])
    await answersOf(to, { key: signingToken, body: push({ before: zero }) })
    expect(seen.map(({ kind }) => kind)).toEqual(['push', 'branch'])
    expect(new Set(seen.map((event) => event.id)).size).toBe(2)
  })

  it('is tried beside the next one while it is rotated, and no longer after', async () => {
    const both = { key: nextToken, id: 'next' }
    expect(
      await answersOf(listen('standard-webhooks', [signingToken, nextToken]), { key: signingToken }, both),
    ).toEqual(['accepted', 'accepted'])
    await host?.close()
    const after = listen('standard-webhooks', [nextToken])
    expect(await answersOf(after, { key: signingToken }, both)).toEqual(['refused', 'accepted'])
  })

  it.each([
    ['a timestamp 301 s old', { key: signingToken, timestamp: now - 301 }],
    ['a timestamp 301 s ahead', { key: signingToken, timestamp: now + 301 }],
    ['another key', { key: nextToken }],
    [
      'the first characters',
      { signature: signatureOf(signingToken, id, now, Buffer.from(JSON.stringify(push()))).slice(0, 11) },
    ],
    ['no signature at all', {}],
    ['the token itself', { token: signingToken }],
  ])('T02: with %s is refused', async (_name, sent) => {
    expect(await answersOf(listen('standard-webhooks', [signingToken]), sent)).toEqual(['refused'])
    expect(seen).toEqual([])
  })
})

describe('T05: both tokens, while a hook migrates', () => {
  const both = [token, signingToken]

  it('T05: each alone is right for a hook that has both', async () => {
    const to = listen('token', both)
    const sent = [
      { token, id: 'plain' },
      { key: signingToken, id: 'signed' },
      { token, key: signingToken, id: 'both' },
    ]
    // One body: the same push under three ids is a replay for the plain token, and none for a signed id.
    expect(await answersOf(to, ...sent.map((one, index) => ({ ...one, body: push({ note: index }) })))).toEqual([
      'accepted',
      'accepted',
      'accepted',
    ])
  })

  it('T05: the right plain token beside a wrong signature is refused', async () => {
    const to = listen('token', both)
    expect(
      await answersOf(to, { token, key: nextToken }, { token, signature: 'v1,' }, { token, signature: '' }),
    ).toEqual(['refused', 'refused', 'refused'])
  })

  it('T05: a wrong plain token beside the right signature is accepted: the strong one decides', async () => {
    expect(await answersOf(listen('token', both), { token: 'wrong', key: signingToken })).toEqual(['accepted'])
  })

  it('T05: a plain token is never enough where a signing token is configured', async () => {
    expect(await answersOf(listen('standard-webhooks', [signingToken]), { token })).toEqual(['refused'])
  })

  it('T05: webhook-id and webhook-timestamp without a signature leave the plain token to decide', async () => {
    const to = listen('token', [token])
    expect(await answersOf(to, { token }, { token: 'wrong', id: 'x' })).toEqual(['accepted', 'refused'])
    expect(seen[0]?.origin.deliveryId).toBe(id)
  })

  it('a plain token is tried beside the next one while it is rotated', async () => {
    const to = listen('token', [token, 'next-token-0123456789'])
    const second = { token: 'next-token-0123456789', id: 'two', body: push({ note: 2 }) }
    expect(await answersOf(to, { token }, second)).toEqual(['accepted', 'accepted'])
  })
})

describe('T06: deliveries that come again', () => {
  it('T06: a retry, with the same key, is published once', async () => {
    const to = listen('token', [token])
    expect(await answersOf(to, { token }, { token, group: 'another' })).toEqual(['accepted', 'duplicate'])
    expect(seen.length).toBe(1)
  })

  it('T06: a signed retry with a new timestamp likewise; the id it is signed with counts', async () => {
    const to = listen('standard-webhooks', [signingToken])
    const sent = { key: signingToken }
    expect(await answersOf(to, sent, { ...sent, timestamp: now + 60 })).toEqual(['accepted', 'duplicate'])
    const lying = delivered(sent)
    lying.rawHeaders.find(([name]) => name === 'Idempotency-Key')?.splice(1, 1, 'new')
    expect(await to.receive(lying)).toMatchObject({ result: 'duplicate' })
  })

  it('T06: a flag that goes on, off and on again is three deliveries: the key tells, not the body', async () => {
    const to = listen('token', [token])
    expect(await answersOf(to, { token }, { token, id: 'new' }, { token })).toEqual([
      'accepted',
      'accepted',
      'duplicate',
    ])
  })

  it('T06: an older GitLab has no key: the body tells, not X-Gitlab-Event-UUID', async () => {
    const to = listen('token', [token])
    const old = { token, id: null }
    const others = { ...old, event: 'Issue Hook', body: issue('open') }
    expect(await answersOf(to, old, { ...old, group: 'two' }, others)).toEqual(['accepted', 'duplicate', 'accepted'])
    expect(new Set(seen.map(({ origin }) => origin.deliveryId)).size).toBe(2)
  })
})

describe('what was received', () => {
  it('T07: of another event is kept aside, with 202', async () => {
    const to = listen('token', [token])
    expect(await to.receive(delivered({ token, event: 'Issue Hook' }))).toMatchObject({
      status: 202,
      result: 'quarantined',
    })
    expect(to.quarantine()).toMatchObject([{ reason: 'the body is that of another event', event: 'Issue Hook' }])
  })

  it('T07: nobody has heard of is published under its own name', async () => {
    const to = listen('token', [token])
    const sent = { token, event: 'constructor', body: { project_id: 42 } }
    expect(await answersOf(to, sent)).toEqual(['accepted'])
    expect(seen).toMatchObject([{ kind: 'gitlab.constructor', subject: null, target: { repositoryId: 'hammer' } }])
  })

  it('of another project is kept aside where the hook is a project’s, and the connection’s where it is a group’s', async () => {
    const body = push({ project_id: 77, project: { id: 77, path_with_namespace: 'acme/other' } })
    expect(await answersOf(listen('token', [token]), { token, body })).toEqual(['quarantined'])
    await host?.close()
    expect(await answersOf(listen('token', [token], 'connection'), { token, body })).toEqual(['accepted'])
    expect(seen).toMatchObject([{ target: { connectionId: 'c', repositoryId: null } }])
  })
})
