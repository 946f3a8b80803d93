import { ScmError } from '../errors/scm-error.ts'
import type { RunningCall } from './call.ts'
import { pause } from './pause.ts'

/** A credential ready to be sent. `identity` names it in cache keys and is never the secret. */
export interface Credential {
  /** Null for the kind `none`. */
  readonly header: { readonly name: string; readonly value: string } | null
  readonly identity: string
}

/** Where egress gets a connection's credential. */
export interface CredentialSource {
  get(call: RunningCall): Promise<Credential>
  /** The vendor answered 401 to it: can a fresh one be had? Throws where it knows the reason. */
  refused(call: RunningCall, identity: string): Promise<'fresh' | 'final'>
}

/** Waits before the next read with a credential so new that not every replica knows it: under 5 s together. */
const replicaWaitsMs = [400, 1200, 2600]

/**
 * Sends with the call's credential; after a 401 once more with a fresh one, and reads a few times, since a new token
 * takes a moment to be known everywhere. A 401 means that nothing was done, so writes may be sent again too.
 * @throws ScmError `credentials_revoked` when a fresh credential is refused as well
 */
export async function withCredential<T>(
  source: CredentialSource,
  at: {
    readonly call: RunningCall
    readonly isRead: boolean
    readonly signal: AbortSignal
    readonly deadlineAt: number
  },
  first: Credential,
  send: (credential: Credential) => Promise<T>,
  isRefused: (outcome: T) => boolean,
): Promise<T> {
  const outcome = await send(first)
  if (!isRefused(outcome) || (await source.refused(at.call, first.identity)) === 'final') return outcome
  const fresh = await source.get(at.call)
  let last = await send(fresh)
  if (at.isRead) {
    for (const ms of replicaWaitsMs) {
      if (!isRefused(last) || performance.now() + ms >= at.deadlineAt) break
      await pause(ms, at.signal)
      last = await send(fresh)
    }
  }
  if (!isRefused(last)) return last
  await source.refused(at.call, fresh.identity)
  const message = 'The vendor refused a fresh credential: the app was uninstalled or suspended, or the token revoked.'
  throw new ScmError('credentials_revoked', message, { operation: at.call.operation, status: 401 })
}
