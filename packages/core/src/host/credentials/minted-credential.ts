import type { RunningCall } from '../../egress/call.ts'
import type { CredentialSource } from '../../egress/egress.ts'
import { ScmError } from '../../errors/scm-error.ts'
import type { AuthMethod, MintedToken } from '../../provider/auth.ts'
import { headerOf, type CredentialContext } from './credential-context.ts'
import { fingerprint, readSecrets } from './read-secret.ts'

type Minted = Extract<AuthMethod<unknown>, { kind: 'minted' }>

interface Held {
  readonly token: string
  readonly identity: string
  /** Of the monotonic clock: a jump of the wall clock neither ends nor prolongs a token. */
  readonly refreshAt: number
  readonly mintedAt: number
}

const refreshEarlyMs = 5 * 60_000
const shortestLifeMs = 30_000
const mintTimeoutMs = 15_000
const mostHeld = 10_000

/**
 * Tokens a provider mints, each made for one repository, area and effect. One mint runs at a time for each, and every
 * waiting call shares it.
 */
export function mintedCredential(method: Minted, context: CredentialContext): CredentialSource {
  const held = new Map<string, Held>()
  const flights = new Map<string, Promise<Held>>()
  const replaced = new Set<string>()

  const fresh = (key: string, call: RunningCall): Promise<Held> => {
    const running = flights.get(key)
    if (running !== undefined) return running
    const flight = mint(method, context, call)
      .then((token) => {
        if (held.size >= mostHeld) held.delete(held.keys().next().value ?? '')
        held.set(key, token)
        return token
      })
      .finally(() => flights.delete(key))
    flights.set(key, flight)
    return flight
  }

  return {
    async get(call) {
      const key = keyOf(context, call)
      const known = held.get(key)
      const { token, identity } =
        known !== undefined && performance.now() < known.refreshAt ? known : await fresh(key, call)
      return { header: headerOf(method.header, token), identity }
    },
    /** One new token for each that was refused; a token of the last seconds may not have reached every replica yet. */
    async refused(call, identity) {
      const key = keyOf(context, call)
      const known = held.get(key)
      if (known !== undefined && known.identity !== identity) return 'fresh'
      if (known !== undefined && performance.now() - known.mintedAt < 5_000 && replaced.has(key)) return 'final'
      if (replaced.has(key)) return 'final'
      replaced.add(key)
      setTimeout(() => replaced.delete(key), 60_000).unref()
      held.delete(key)
      return 'fresh'
    },
  }
}

/** Structured, never joined: host, app, installation and narrowing can not run into each other. */
function keyOf(context: CredentialContext, call: RunningCall): string {
  const { provider, baseUrls, settings, connection } = context
  const repository = call.repository === null ? null : call.repository.externalId
  return JSON.stringify([provider, baseUrls, settings, connection.id, repository, call.area, call.effect])
}

async function mint(method: Minted, context: CredentialContext, call: RunningCall): Promise<Held> {
  const signal = AbortSignal.timeout(mintTimeoutMs)
  const now = context.now()
  const token = await method.mint({
    settings: context.settings,
    secret: await readSecrets(context.connection),
    fetch: context.bareFetch(context.baseUrls),
    now,
    signal,
    narrowTo: { repository: call.repository, effect: call.effect, area: call.area },
  })
  const life = Math.max(shortestLifeMs, lifeOf(token, now) - refreshEarlyMs)
  const mintedAt = performance.now()
  return { token: token.token, identity: fingerprint(`minted:${token.token}`), refreshAt: mintedAt + life, mintedAt }
}

function lifeOf(token: MintedToken, now: Date): number {
  const expiresAt = Date.parse(token.expiresAt)
  if (typeof token.token === 'string' && token.token !== '' && Number.isFinite(expiresAt))
    return expiresAt - now.getTime()
  throw new ScmError('bad_response', 'The vendor minted a token without a value or an expiry.', {
    reason: 'token or expiresAt is missing',
  })
}
