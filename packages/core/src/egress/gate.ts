import { ScmError } from '../errors/scm-error.ts'

/** Keeps calls away from a vendor that asked for it, until the time it gave. */
export interface Gate {
  /** @throws ScmError `rate_limited` by `vendor` while it is closed; nothing is sent */
  check(connectionId: string, origin: string, resource: string): void
  /** `resource` null closes it for everything of the connection at that origin. */
  close(connectionId: string, origin: string, resource: string | null, ms: number): void
}

const mostKept = 10_000

/** Gates by connection, origin and limit, on the monotonic clock. */
export function createGate(clock: () => number = () => performance.now()): Gate {
  const closed = new Map<string, number>()
  const keyOf = (...parts: readonly (string | null)[]) => JSON.stringify(parts)
  const left = (key: string) => {
    const until = closed.get(key)
    if (until === undefined) return 0
    const ms = until - clock()
    if (ms <= 0) closed.delete(key)
    return Math.max(0, ms)
  }
  return {
    check(connectionId, origin, resource) {
      if (closed.size === 0) return
      const ms = Math.max(left(keyOf(connectionId, origin, null)), left(keyOf(connectionId, origin, resource)))
      if (ms > 0) throw rateLimited(ms, resource)
    },
    close(connectionId, origin, resource, ms) {
      if (ms <= 0) return
      const key = keyOf(connectionId, origin, resource)
      const until = clock() + ms
      if ((closed.get(key) ?? 0) >= until) return
      if (closed.size >= mostKept) closed.delete(closed.keys().next().value ?? '')
      closed.set(key, until)
    },
  }
}

/** The error of a call the vendor does not want now. */
export function rateLimited(ms: number, resource: string): ScmError<'rate_limited'> {
  const retryAfterMs = Math.max(1, Math.ceil(ms))
  const seconds = Math.ceil(retryAfterMs / 1000)
  const message = `The vendor’s limit "${resource}" is used up. Try again in ${seconds} s.`
  return new ScmError('rate_limited', message, { retryAfterMs, by: 'vendor', resource })
}
