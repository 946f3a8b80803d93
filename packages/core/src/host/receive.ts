import { createHash } from 'node:crypto'
import { ScmError } from '../errors/scm-error.ts'
import type { AnyEvent, EventTarget, ParsedEvent } from '../events/envelope.ts'
import type { Deduper, DeliveryKey } from '../ingress/dedupe.ts'
import { readHeaders } from '../ingress/headers.ts'
import { maxBytesOf, nameDelivery, parseEvents } from '../ingress/parse-delivery.ts'
import { readJson } from '../ingress/read-json.ts'
import { dummyWork, verify } from '../ingress/verify.ts'
import type { SignatureScheme, Webhooks } from '../provider/webhooks.ts'
import type { Directory, HookRecord } from './directory.ts'
import type { RawDelivery, Receipt } from './types.ts'

/** What was counted while receiving. */
export interface ReceiveObserver {
  produced(provider: string, kind: string): void
  ignored(provider: string): void
  /** `reason` is one of a few words: signature, headers, too_large, duplicate, replay_suspected, quarantined, … */
  failed(provider: string, reason: string): void
  /** A delivery that was kept aside, with why. */
  quarantined(entry: Quarantined): void
}

/** A signed delivery that was not published. */
export interface Quarantined {
  readonly hookId: string
  readonly deliveryId: string
  readonly event: string
  readonly reason: string
  readonly receivedAt: string
}

export interface ReceiverOptions {
  readonly directory: Directory
  /** Null for a provider that is not loaded or has no webhooks. */
  webhooksOf(provider: string): Webhooks | null
  readonly deduper: Deduper
  readonly observe: ReceiveObserver
  publish(event: AnyEvent): void
  readonly now: () => Date
}

const refused = (status: 400 | 401 | 413 | 415): Receipt => ({ status, result: 'refused' })
const unavailable: Receipt = { status: 503, result: 'refused', retryAfterS: 30 }
const largestOfAll = 25 * 1024 * 1024
const shortBytes = 1024

/** The order of `docs/events.md`: size, headers, hook, signature, duplicate, then content. */
export function createReceiver(options: ReceiverOptions): (delivery: RawDelivery) => Promise<Receipt> {
  return async (delivery) => {
    if (delivery.body.byteLength > largestOfAll) return refused(413)
    let hook: HookRecord | null
    let secrets: readonly string[]
    try {
      hook = await options.directory.hook(delivery.hookId)
      secrets = hook === null ? [] : await readSecretsOf(hook)
    } catch {
      return unavailable
    }
    const webhooks = hook === null ? null : options.webhooksOf(hook.provider)
    const scheme = webhooks?.schemes.find(({ kind }) => kind === hook?.scheme)
    if (hook === null || webhooks === null || scheme === undefined) return unknownHook(delivery, options)
    return receiveFor({ hook, webhooks, scheme, secrets }, delivery, options)
  }
}

interface Checked {
  readonly hook: HookRecord
  readonly webhooks: Webhooks
  readonly scheme: SignatureScheme
  readonly secrets: readonly string[]
}

/** The same checks, the same work and the same answer as for a wrong signature. */
function unknownHook({ rawHeaders, body }: RawDelivery, { observe }: ReceiverOptions): Receipt {
  const read = readHeaders(rawHeaders, [])
  if (read.headers === null) return refused(read.refused)
  dummyWork(body)
  observe.failed('unknown', 'signature')
  return refused(401)
}

async function receiveFor(checked: Checked, { rawHeaders, body }: RawDelivery, options: ReceiverOptions): Promise<Receipt> {
  const { hook, webhooks, scheme, secrets } = checked
  const { observe } = options
  if (body.byteLength > maxBytesOf(webhooks)) return refused(413)
  const read = readHeaders(rawHeaders, securityHeaders(webhooks))
  if (read.headers === null) {
    observe.failed(hook.provider, 'headers')
    return refused(read.refused)
  }
  const signed = { headers: read.headers, body, now: options.now().getTime() }
  if (verify(strongest(webhooks, scheme, read.headers), secrets, signed) === -1) {
    observe.failed(hook.provider, 'signature')
    return refused(401)
  }
  const { event, id } = nameDelivery(webhooks, read.headers, body)
  if (event.length > shortBytes || id.length > shortBytes) return refused(400)
  const isBodyOnly = scheme.kind !== 'standard-webhooks'
  return take(checked, { hookId: hook.id, deliveryId: id, event, body, isBodyOnly }, read.headers, options)
}

/**
 * The hook's scheme, or a stronger one of the provider that the delivery carries: the presence of a strong signature
 * means that the weak one no longer suffices.
 */
function strongest({ schemes }: Webhooks, own: SignatureScheme, headers: ReadonlyMap<string, string>): SignatureScheme {
  const stronger = schemes.slice(0, schemes.indexOf(own))
  return stronger.find((scheme) => headers.has(signatureHeader(scheme))) ?? own
}

function signatureHeader(scheme: SignatureScheme): string {
  return scheme.kind === 'standard-webhooks' ? 'webhook-signature' : scheme.header.toLowerCase()
}

function securityHeaders({ schemes, headers }: Webhooks): readonly string[] {
  const named = [headers.event, headers.delivery].filter((name) => name !== null)
  return [...schemes.map(signatureHeader), ...named, 'webhook-id', 'webhook-timestamp']
}

async function take(
  checked: Checked,
  key: DeliveryKey,
  headers: ReadonlyMap<string, string>,
  options: ReceiverOptions,
): Promise<Receipt> {
  const { hook, webhooks } = checked
  let seen: Awaited<ReturnType<Deduper['claim']>>
  try {
    seen = await options.deduper.claim(key)
  } catch {
    return unavailable
  }
  if (seen !== 'new') {
    options.observe.failed(hook.provider, seen === 'replay' ? 'replay_suspected' : 'duplicate')
    return { status: 202, result: 'duplicate', events: [] }
  }
  try {
    return await publishAll(hook, webhooks, key, headers, options)
  } catch (error) {
    if (ScmError.is(error, 'payload_invalid')) return quarantine(hook, key, error.detail.reason, options)
    await Promise.resolve(options.deduper.release(key)).catch(() => undefined)
    options.observe.failed(hook.provider, 'unavailable')
    return unavailable
  }
}

async function publishAll(
  hook: HookRecord,
  webhooks: Webhooks,
  key: DeliveryKey,
  headers: ReadonlyMap<string, string>,
  options: ReceiverOptions,
): Promise<Receipt> {
  const { value: body, fault } = readJson(key.body)
  if (fault !== null) return quarantine(hook, key, fault, options)
  if (webhooks.ignore?.includes(key.event)) {
    options.observe.ignored(hook.provider)
    return { status: 202, result: 'ignored', events: [] }
  }
  const delivery = { event: key.event, id: key.deliveryId, headers, body }
  const parsed = parseEvents(webhooks, delivery)
  const account = webhooks.account?.(delivery) ?? null
  const events: AnyEvent[] = []
  for (const [index, event] of parsed.entries()) {
    const targets = await options.directory.targets(hook, account, event.repository?.externalId ?? null)
    for (const target of targets) events.push(stamp(event, index, target, hook, key, body, options.now()))
  }
  if (parsed.length > 0 && events.length === 0) return quarantine(hook, key, 'foreign_repository', options)
  for (const event of events) {
    options.observe.produced(event.provider, event.kind)
    if (event.subject === null) options.observe.ignored(event.provider)
    options.publish(event)
  }
  return { status: 202, result: 'accepted', events: events.map(({ id }) => id) }
}

function quarantine(hook: HookRecord, key: DeliveryKey, reason: string, { observe, now }: ReceiverOptions): Receipt {
  observe.failed(hook.provider, reason === 'foreign_repository' ? reason : 'quarantined')
  const { hookId, deliveryId, event } = key
  observe.quarantined({ hookId, deliveryId, event, reason, receivedAt: now().toISOString() })
  return { status: 202, result: 'quarantined', events: [] }
}

function stamp(
  event: ParsedEvent,
  index: number,
  target: EventTarget,
  hook: HookRecord,
  key: DeliveryKey,
  body: unknown,
  now: Date,
): AnyEvent {
  const parts = [event.provider, hook.id, key.deliveryId, index, target.organizationId, target.connectionId, target.repositoryId]
  return {
    ...event,
    id: createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32),
    version: 1,
    receivedAt: now.toISOString(),
    origin: { via: 'webhook', deliveryId: key.deliveryId, hookId: hook.id },
    target,
    raw: { event: key.event, body },
  }
}

async function readSecretsOf({ secrets }: HookRecord): Promise<readonly string[]> {
  const values = await Promise.all(secrets.map((secret) => (typeof secret === 'function' ? secret() : secret)))
  return values.filter((value) => value !== '')
}
