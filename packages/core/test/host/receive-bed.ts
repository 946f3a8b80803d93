import { createHmac } from 'node:crypto'
import type { AnyEvent } from '../../src/events/envelope.ts'
import type { ConnectionRecord, Directory, HookRecord, RepositoryRecord } from '../../src/host/directory.ts'
import { inMemoryDirectory } from '../../src/host/directory-memory.ts'
import { createReceiver, type Quarantined, type ReceiverOptions } from '../../src/host/receiving/receive.ts'
import type { RawDelivery } from '../../src/host/types.ts'
import { memoryDeduper } from '../../src/ingress/dedupe.ts'
import type { Delivery, Webhooks } from '../../src/provider/webhooks.ts'
import { ScmError } from '../../src/errors/scm-error.ts'

export const secret = 'hook-secret-0123456789'
export const signingSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
export const clock = new Date('2026-11-21T10:00:00Z')

/** A vendor that can sign in all three ways; its bodies are `{ repository, account, events: [kind…] }`. */
export const webhooks: Webhooks = {
  schemes: [
    { kind: 'standard-webhooks' },
    { kind: 'hmac', header: 'x-acme-signature', prefix: 'sha256=', hash: 'sha256', encoding: 'hex' },
    { kind: 'token', header: 'x-acme-token' },
  ],
  headers: { event: 'x-acme-event', delivery: 'x-acme-delivery' },
  maxBytes: 64 * 1024,
  ignore: ['ping'],
  account: ({ body }) => textOf(body, 'account'),
  parse({ event, body }: Delivery) {
    if (textOf(body, 'is') !== null && textOf(body, 'is') !== event) {
      throw new ScmError('payload_invalid', 'Another event.', {
        reason: `a ${textOf(body, 'is')} under the name ${event}`,
      })
    }
    if (event === 'crash') throw new TypeError('vendor changed its mind')
    const fullName = textOf(body, 'repository')
    const repository = fullName === null ? null : { externalId: fullName, fullName, isPrivate: null, htmlUrl: null }
    // It claims to be another provider; the host knows better.
    return [
      {
        provider: 'other',
        kind: `acme.${event}`,
        action: event,
        subject: null,
        occurredAt: null,
        sender: null,
        repository,
      },
    ]
  },
}

function textOf(body: unknown, name: string): string | null {
  const value = typeof body === 'object' && body !== null && Object.hasOwn(body, name) ? Reflect.get(body, name) : null
  return typeof value === 'string' ? value : null
}

export const connection = (
  id: string,
  organizationId: string,
  more: Partial<ConnectionRecord> = {},
): ConnectionRecord => ({
  id,
  organizationId,
  provider: 'acme',
  settings: {},
  auth: { kind: 'none', secret: {} },
  state: 'active',
  ...more,
})

export const repository = (
  id: string,
  connectionId: string,
  organizationId: string,
  more: Partial<RepositoryRecord> = {},
): RepositoryRecord => ({
  id,
  organizationId,
  connectionId,
  externalId: `o/${id}`,
  fullName: `o/${id}`,
  defaultBranch: null,
  status: 'active',
  ...more,
})

const hookBase = { provider: 'acme', scheme: 'hmac', secrets: [secret] } as const
export const hooks: readonly HookRecord[] = [
  { ...hookBase, id: 'repository-hook', binds: 'repository', connectionId: 'ca', repositoryId: 'one' },
  { ...hookBase, id: 'connection-hook', binds: 'connection', connectionId: 'ca' },
  { ...hookBase, id: 'app-hook', binds: 'app', appId: 'app1' },
  { ...hookBase, id: 'token-hook', scheme: 'token', binds: 'connection', connectionId: 'ca' },
  {
    ...hookBase,
    id: 'signing-hook',
    scheme: 'standard-webhooks',
    secrets: [signingSecret],
    binds: 'connection',
    connectionId: 'ca',
  },
  { ...hookBase, id: 'rotating-hook', secrets: ['new-secret', secret], binds: 'connection', connectionId: 'ca' },
]

/** Organization `a` has `o/one` and `o/shared`, `b` has `o/two` and `o/shared`; both use the same app. */
export function directory(extra: Partial<Directory> = {}): Directory {
  const records = inMemoryDirectory({
    connections: [
      connection('ca', 'a', { appId: 'app1', account: '1' }),
      connection('cb', 'b', { appId: 'app1', account: '2' }),
      connection('cb1', 'b', { appId: 'app1', account: '1' }),
      connection('gone', 'a', { appId: 'app1', account: '3', state: 'suspended' }),
    ],
    repositories: [
      repository('one', 'ca', 'a'),
      repository('off', 'ca', 'a', { status: 'disabled' }),
      repository('two', 'cb', 'b'),
      repository('shared-a', 'ca', 'a', { externalId: 'o/shared' }),
      repository('shared-b', 'cb1', 'b', { externalId: 'o/shared' }),
      repository('lost', 'gone', 'a'),
    ],
    hooks,
  })
  return { ...records, ...extra }
}

/** A receiver and everything it did. */
export function bed(options: Partial<ReceiverOptions> = {}) {
  const events: AnyEvent[] = []
  const quarantine: Quarantined[] = []
  const counted: Record<string, number> = {}
  const count = (name: string) => {
    counted[name] = (counted[name] ?? 0) + 1
  }
  const receive = createReceiver({
    directory: directory(),
    webhooks: new Map([['acme', webhooks]]),
    deduper: memoryDeduper(),
    observe: {
      produced: () => count('produced'),
      ignored: () => count('ignored'),
      failed: (_provider, reason) => count(reason),
      quarantined: (entry) => void quarantine.push(entry),
    },
    publish: (event) => void events.push(event),
    now: () => clock,
    ...options,
  })
  return { receive, events, quarantine, counted }
}

/** A delivery signed with the HMAC of its bytes; `headers` come on top, null takes one away. */
export function delivery(
  body: unknown,
  options: { hook?: string; event?: string; id?: string; key?: string; headers?: Record<string, string | null> } = {},
): RawDelivery {
  const bytes = body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body))
  const signature = createHmac('sha256', options.key ?? secret)
    .update(bytes)
    .digest('hex')
  const headers = {
    'Content-Type': 'application/json',
    'X-Acme-Event': options.event ?? 'build',
    'X-Acme-Delivery': options.id ?? 'd1',
    'X-Acme-Signature': `sha256=${signature}`,
    ...options.headers,
  }
  const rawHeaders = Object.entries(headers).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as const],
  )
  return { hookId: options.hook ?? 'repository-hook', rawHeaders, body: bytes }
}

/** The same, signed as Standard Webhooks says. */
export function signedDelivery(
  body: unknown,
  options: { id: string; acmeId?: string; hook?: string; sentAt?: number },
): RawDelivery {
  const text = JSON.stringify(body)
  const sentAt = String(options.sentAt ?? clock.getTime() / 1000)
  const key = Buffer.from(signingSecret.slice(6), 'base64')
  const signature = createHmac('sha256', key).update(`${options.id}.${sentAt}.${text}`).digest('base64')
  return delivery(Buffer.from(text), {
    hook: options.hook ?? 'signing-hook',
    id: options.acmeId ?? options.id,
    headers: {
      'X-Acme-Signature': null,
      'webhook-id': options.id,
      'webhook-timestamp': sentAt,
      'webhook-signature': `v1,${signature}`,
    },
  })
}
