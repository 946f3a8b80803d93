import { createHmac, createSecretKey, hash, randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto'
import type { SignatureScheme } from '../provider/webhooks.ts'

/** A delivery as the signature sees it. `headers` has lower-case names, each once. */
export interface SignedDelivery {
  readonly headers: ReadonlyMap<string, string>
  readonly body: Uint8Array
  /** Milliseconds since 1970, for schemes with a timestamp. */
  readonly now: number
}

const toleranceS = 300
const hmacKeys = new Map<string, KeyObject>()
const standardKeys = new Map<string, KeyObject>()
const tokenKey = createSecretKey(randomBytes(32))
/** Compared with when there is no signature or no hook, so that refusing takes the same work as checking. */
const dummyKey = createSecretKey(randomBytes(32))

/** Which secret signed, and what the delivery's body is recognised by; null where the signature covers an id. */
export interface Verified {
  readonly secret: number
  readonly bodyDigest: string | null
}

/** Is the delivery signed with one of the secrets? Every secret is tried, without an early exit. */
export function verify(scheme: SignatureScheme, secrets: readonly string[], delivery: SignedDelivery): Verified | null {
  if (secrets.length === 0) return dummyWork(delivery.body)
  let match: Verified | null = null
  for (const [index, secret] of secrets.entries()) {
    const fitting = fits(scheme, secret, delivery)
    if (fitting !== null) match ??= { secret: index, bodyDigest: fitting.bodyDigest }
  }
  return match
}

/** As much work as a verification, for a hook that does not exist. */
export function dummyWork(body: Uint8Array): null {
  createHmac('sha256', dummyKey).update(body).digest()
  return null
}

type HmacScheme = Extract<SignatureScheme, { kind: 'hmac' }>
type Fitting = Pick<Verified, 'bodyDigest'> | null

function fits(scheme: SignatureScheme, secret: string, delivery: SignedDelivery): Fitting {
  if (scheme.kind === 'hmac') return fitsHmac(scheme, secret, delivery)
  if (scheme.kind === 'token') return fitsToken(scheme.header, secret, delivery)
  return fitsStandard(secret, delivery) ? { bodyDigest: null } : null
}

/** The HMAC is a digest of the body that nobody else can make, so a second one is not needed. */
function fitsHmac(scheme: HmacScheme, secret: string, delivery: SignedDelivery): Fitting {
  const digest = createHmac(scheme.hash, keyOf(secret)).update(delivery.body).digest(scheme.encoding)
  const value = delivery.headers.get(scheme.header.toLowerCase()) ?? ''
  if (!value.startsWith(scheme.prefix)) return null
  const isRight = isDigest(value.slice(scheme.prefix.length), digest, scheme.encoding)
  return isRight ? { bodyDigest: `hmac:${digest}` } : null
}

/**
 * A plain token: both sides are digested under a random key, which makes lengths equal and timing useless. The body is
 * digested whatever the answer, so that a hook with a token takes as long as any other, known or not.
 */
function fitsToken(header: string, secret: string, delivery: SignedDelivery): Fitting {
  const bodyDigest = digestOf(delivery.body)
  const given = createHmac('sha256', tokenKey)
    .update(delivery.headers.get(header.toLowerCase()) ?? '')
    .digest()
  const wanted = createHmac('sha256', tokenKey).update(secret).digest()
  return timingSafeEqual(given, wanted) ? { bodyDigest } : null
}

/** What a body without a signature of its own is recognised by. */
export function digestOf(body: Uint8Array): string {
  return `sha256:${hash('sha256', body, 'base64')}`
}

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
function fitsStandard(secret: string, { headers, body, now }: SignedDelivery): boolean {
  const key = standardKey(secret)
  const id = headers.get('webhook-id') ?? ''
  const timestamp = headers.get('webhook-timestamp') ?? ''
  const hmac = createHmac('sha256', key ?? dummyKey).update(`${id}.${timestamp}.`)
  const digest = hmac.update(body).digest('base64')
  if (key === null || id === '' || !/^[1-9][0-9]{0,11}$/.test(timestamp)) return false
  if (Math.abs(now / 1000 - Number(timestamp)) > toleranceS) return false
  let isRight = false
  for (const entry of (headers.get('webhook-signature') ?? '').split(' ', 32)) {
    if (entry.startsWith('v1,') && isDigest(entry.slice(3), digest, 'base64')) isRight = true
  }
  return isRight
}

/** `whsec_` and base64 of 24 to 64 bytes; anything else is no secret. */
export function standardKey(secret: string): KeyObject | null {
  if (!secret.startsWith('whsec_') || !/^[A-Za-z0-9+/]+={0,2}$/.test(secret.slice(6))) return null
  const bytes = Buffer.from(secret.slice(6), 'base64')
  return bytes.length >= 24 && bytes.length <= 64 ? cached(standardKeys, secret, () => createSecretKey(bytes)) : null
}

/**
 * Compared as text, in constant time: 32 bytes in exactly the spelling a vendor uses. The pattern comes first, because
 * a byte of each character is all that is compared.
 */
function isDigest(given: string, wanted: string, encoding: HmacScheme['encoding']): boolean {
  const pattern = encoding === 'hex' ? /^[0-9a-f]{64}$/ : /^[A-Za-z0-9+/]{43}=$/
  return pattern.test(given) && timingSafeEqual(Buffer.from(given, 'latin1'), Buffer.from(wanted, 'latin1'))
}

function keyOf(secret: string): KeyObject {
  return cached(hmacKeys, secret, () => createSecretKey(Buffer.from(secret)))
}

/** A cached key object makes an HMAC over 10 KB twice as fast as a raw key. */
function cached(keys: Map<string, KeyObject>, secret: string, make: () => KeyObject): KeyObject {
  const known = keys.get(secret)
  if (known !== undefined) return known
  if (keys.size >= 1000) keys.clear()
  const key = make()
  keys.set(secret, key)
  return key
}
