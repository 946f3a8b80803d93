import { randomBytes } from 'node:crypto'
import { ScmError } from '../../errors/scm-error.ts'
import type { AnyEvent, EventTarget, ParsedEvent } from '../../events/envelope.ts'
import type { Deduper, DeliveryKey } from '../../ingress/dedupe.ts'
import { readHeaders, securityHeaders, signatureHeader } from '../../ingress/headers.ts'
import { largestDelivery, nameDelivery, understand } from '../../ingress/parse-delivery.ts'
import { readJson } from '../../ingress/read-json.ts'
import { stampEvent } from '../../ingress/stamp.ts'
import { digestOf, dummyWork, verify, type Verified } from '../../ingress/verify.ts'
import type { SignatureScheme, Webhooks } from '../../provider/webhooks.ts'
import type { Directory, HookRecord } from '../directory.ts'
import type { RawDelivery, Receipt } from '../types.ts'

/** What was counted while receiving. */
export interface ReceiveObserver {
  produced(provider: string, kind: string): void
  ignored(provider: string): void
  /** `provider` is `unknown` until the signature is right. */
  failed(provider: string, reason: ReceiveFailure): void
  /** A delivery that was kept aside, with why. */
  quarantined(entry: Quarantined): void
}

/** Why a delivery published nothing, in a word for metrics. */
export type ReceiveFailure =
  | 'too_large'
  | 'headers'
  | 'signature'
  | 'duplicate'
  | 'replay_suspected'
  | 'quarantined'
  | 'foreign_repository'
  | 'unavailable'

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
  /** The webhook side of every loaded provider, by provider id. */
  readonly webhooks: ReadonlyMap<string, Webhooks | undefined>
  readonly deduper: Deduper
  readonly observe: ReceiveObserver
  /** Takes an event to deliver it later; a listener must not hold up the answer to the vendor. */
  publish(event: AnyEvent): void
  readonly now: () => Date
}

/** A delivery whose signature is right. */
interface Genuine {
  readonly hook: HookRecord
  readonly webhooks: Webhooks
  readonly key: DeliveryKey
  readonly headers: ReadonlyMap<string, string>
  readonly body: Uint8Array
}

const longestName = 1024

/** The order of `docs/events.md`: size, headers, hook, signature, duplicate, then content. */
export function createReceiver(options: ReceiverOptions): (delivery: RawDelivery) => Promise<Receipt> {
  const once = securityHeaders(options.webhooks.values())
  const decoy = decoyOf(options.webhooks)
  const refuse = (status: 400 | 401 | 413 | 415, provider: string, reason: ReceiveFailure): Receipt => {
    options.observe.failed(provider, reason)
    return { status, result: 'refused' }
  }
  return async ({ hookId, rawHeaders, body }) => {
    if (body.byteLength > largestDelivery) return refuse(413, 'unknown', 'too_large')
    const { headers, refused } = readHeaders(rawHeaders, once)
    if (headers === null) return refuse(refused, 'unknown', 'headers')
    let found: HookRecord | null
    let secrets: readonly string[]
    try {
      found = await options.directory.hook(hookId)
      const read = secretsOf(found ?? decoy)
      secrets = read instanceof Promise ? await read : read
    } catch {
      return unavailable('unknown', options)
    }
    const hook = found ?? decoy
    const webhooks = options.webhooks.get(hook.provider)
    const scheme = webhooks === undefined ? null : schemeFor(hook, webhooks, headers)
    const signature = verifyOrPretend(scheme, secrets, { headers, body, now: options.now().getTime() })
    if (signature === null || found === null || webhooks === undefined || scheme === null)
      return refuse(401, 'unknown', 'signature')
    if (body.byteLength > (webhooks.maxBytes ?? largestDelivery)) return refuse(413, hook.provider, 'too_large')
    const { event, id } = nameDelivery(webhooks, headers, scheme)
    if (event.length > longestName || id.length > longestName) return refuse(400, hook.provider, 'headers')
    // A captured token signs anything, so a body under a new id proves nothing; a captured signature signs that body.
    const bodyDigest = scheme.kind === 'token' && id !== '' ? null : signature.bodyDigest
    const key = { hookId, deliveryId: id || (signature.bodyDigest ?? digestOf(body)), event, bodyDigest }
    return take({ hook, webhooks, key, headers, body }, options)
  }
}

/** Stands in for a hook that nobody has, so that the door does the same for both. Nobody knows its secret. */
function decoyOf(all: ReceiverOptions['webhooks']): HookRecord {
  const [provider = ''] = [...all].find(([, webhooks]) => webhooks?.schemes.some(({ kind }) => kind === 'hmac')) ?? []
  return { id: '', provider, scheme: 'hmac', secrets: [randomBytes(16).toString('hex')], binds: 'app', appId: '' }
}

/** Without a provider the same work is done, and the same answer given, as for a wrong signature. */
function verifyOrPretend(
  scheme: SignatureScheme | null,
  secrets: readonly string[],
  delivery: Parameters<typeof verify>[2],
): Verified | null {
  return scheme === null ? dummyWork(delivery.body) : verify(scheme, secrets, delivery)
}

/**
 * The hook's scheme, or a stronger one of the provider that the delivery carries: the presence of a strong signature
 * means that the weak one no longer suffices.
 */
function schemeFor(
  hook: HookRecord,
  { schemes }: Webhooks,
  headers: ReadonlyMap<string, string>,
): SignatureScheme | null {
  const own = schemes.find(({ kind }) => kind === hook.scheme)
  if (own === undefined) return null
  const stronger = schemes.slice(0, schemes.indexOf(own))
  return stronger.find((scheme) => headers.has(signatureHeader(scheme))) ?? own
}

/** An empty secret signs nothing. Secrets that need no reading are there at once: a turn of the loop costs more. */
function secretsOf({ secrets }: HookRecord): readonly string[] | Promise<readonly string[]> {
  return secrets.every(isUsable) ? secrets : readSecrets(secrets)
}

function isUsable(secret: unknown): secret is string {
  return typeof secret === 'string' && secret !== ''
}

async function readSecrets(secrets: HookRecord['secrets']): Promise<readonly string[]> {
  const values: string[] = []
  for (const secret of secrets) {
    const value = typeof secret === 'function' ? await secret() : secret
    if (isUsable(value)) values.push(value)
  }
  return values
}

/** Claims the delivery. A store that fails gives it back, so that the vendor's next try is not taken for a duplicate. */
async function take(genuine: Genuine, options: ReceiverOptions): Promise<Receipt> {
  const { key, hook } = genuine
  const { deduper, observe } = options
  try {
    const claimed = deduper.claim(key)
    const seen = claimed instanceof Promise ? await claimed : claimed
    if (seen !== 'new') {
      observe.failed(hook.provider, seen === 'replay' ? 'replay_suspected' : 'duplicate')
      return { status: 202, result: 'duplicate', events: [] }
    }
  } catch {
    return unavailable(hook.provider, options)
  }
  try {
    return await publishAll(genuine, options)
  } catch (error) {
    if (ScmError.is(error, 'payload_invalid')) return quarantine(genuine, error.detail.reason, options)
    await Promise.resolve(deduper.release(key)).catch(() => undefined)
    return unavailable(hook.provider, options)
  }
}

async function publishAll(genuine: Genuine, options: ReceiverOptions): Promise<Receipt> {
  const { hook, webhooks, key, headers } = genuine
  const { directory, observe } = options
  const { value: body, fault } = readJson(genuine.body)
  if (fault !== null) return quarantine(genuine, fault, options)
  if (webhooks.ignore?.includes(key.event)) {
    observe.ignored(hook.provider)
    return { status: 202, result: 'ignored', events: [] }
  }
  const { events: parsed, account } = understand(webhooks, { event: key.event, id: key.deliveryId, headers, body })
  const targetsOf = ({ repository }: ParsedEvent) => directory.targets(hook, account, repository?.externalId ?? null)
  const [only, ...more] = parsed
  const targets =
    only !== undefined && more.length === 0 ? [await targetsOf(only)] : await Promise.all(parsed.map(targetsOf))
  if (targets.some((some) => some.length === 0)) return quarantine(genuine, 'foreign_repository', options)
  const events = stampAll(parsed, targets, genuine, body, options.now())
  for (const event of events) {
    observe.produced(event.provider, event.kind)
    if (event.subject === null) observe.ignored(event.provider)
    options.publish(event)
  }
  return { status: 202, result: 'accepted', events: events.map(({ id }) => id) }
}

function stampAll(
  parsed: readonly ParsedEvent[],
  targets: readonly (readonly EventTarget[])[],
  { hook, key }: Genuine,
  body: unknown,
  now: Date,
): readonly AnyEvent[] {
  const source = {
    provider: hook.provider,
    receivedAt: now.toISOString(),
    origin: { via: 'webhook', deliveryId: key.deliveryId, hookId: hook.id },
    raw: { event: key.event, body },
  } as const
  return parsed.flatMap((event, index) =>
    (targets[index] ?? []).map((target) => stampEvent(event, index, target, source)),
  )
}

/** A fault of the content is the vendor's or our own; told with a 4xx it would get the hook disabled. */
function quarantine({ hook, key }: Genuine, reason: string, { observe, now }: ReceiverOptions): Receipt {
  observe.failed(hook.provider, reason === 'foreign_repository' ? reason : 'quarantined')
  const { hookId, deliveryId, event } = key
  observe.quarantined({ hookId, deliveryId, event, reason, receivedAt: now().toISOString() })
  return { status: 202, result: 'quarantined', events: [] }
}

function unavailable(provider: string, { observe }: ReceiverOptions): Receipt {
  observe.failed(provider, 'unavailable')
  return { status: 503, result: 'refused', retryAfterS: 30 }
}
