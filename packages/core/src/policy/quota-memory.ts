import { ScmError } from '../errors/scm-error.ts'
import type { Quota, QuotaKey, QuotaPolicy, Reservation } from './quota.ts'

/** One limit of one connection, as far as it is known. `used` counts requests in flight too and only grows in a window. */
interface Window {
  limit: number
  used: number
  resetsAt: number
  readonly usedBy: Map<string, number>
}

const free: Reservation = { spend: () => undefined, refund: () => undefined }

/**
 * Counts in this process. A limit is known from the first answer that tells it; until then nothing is refused. A
 * referrer takes its own reserve first, then what the reserves of others leave.
 * @throws ScmError `config_invalid` when the reserves add up to more than everything
 */
export function memoryQuota(policy: QuotaPolicy | undefined, now: () => number = Date.now): Quota {
  const reserve = checkedReserve(policy)
  const windows = new Map<string, Window>()
  const nameOf = (connectionId: string, resource: string) => JSON.stringify([connectionId, resource])
  return {
    reserve(key) {
      const window = windows.get(nameOf(key.connectionId, key.resource))
      if (window === undefined) return free
      if (now() >= window.resetsAt) {
        windows.delete(nameOf(key.connectionId, key.resource))
        return free
      }
      return take(window, key, reserve, now)
    },
    observe(connectionId, limit) {
      const resetsAt = Date.parse(limit.resetsAt)
      if (!Number.isFinite(resetsAt) || resetsAt <= now()) return
      const name = nameOf(connectionId, limit.resource)
      const known = windows.get(name)
      const used = Math.max(0, limit.limit - limit.remaining)
      if (known === undefined || resetsAt > known.resetsAt + 1000) {
        windows.set(name, { limit: limit.limit, used, resetsAt, usedBy: new Map() })
        return
      }
      known.limit = limit.limit
      known.used = Math.max(known.used, used)
    },
  }
}

function checkedReserve(policy: QuotaPolicy | undefined): ReadonlyMap<string, number> {
  const reserve = new Map(Object.entries(policy?.reserve ?? {}))
  const isShare = (share: number) => Number.isInteger(share) && share >= 0
  const sum = [...reserve.values()].reduce((total, share) => total + share, 0)
  if (![...reserve.values()].every(isShare) || sum > 1000) {
    throw new ScmError('config_invalid', 'quotas.reserve must hold whole thousandths that add up to at most 1000.', {
      path: 'quotas.reserve',
      rule: 'integers from 0, at most 1000 together',
    })
  }
  return reserve
}

function take(window: Window, key: QuotaKey, reserve: ReadonlyMap<string, number>, now: () => number): Reservation {
  const share = (name: string) => Math.floor((window.limit * (reserve.get(name) ?? 0)) / 1000)
  const mine = window.usedBy.get(key.referrer) ?? 0
  const unusedOfOthers = [...reserve.keys()]
    .filter((name) => name !== key.referrer)
    .reduce((total, name) => total + Math.max(0, share(name) - (window.usedBy.get(name) ?? 0)), 0)
  const left = window.limit - window.used
  if (left <= 0 || (mine >= share(key.referrer) && left <= unusedOfOthers)) throw usedUp(window, key, now)
  window.used += 1
  window.usedBy.set(key.referrer, mine + 1)
  let isOpen = true
  return {
    spend() {
      isOpen = false
    },
    refund() {
      if (!isOpen) return
      isOpen = false
      window.used -= 1
      window.usedBy.set(key.referrer, (window.usedBy.get(key.referrer) ?? 1) - 1)
    },
  }
}

function usedUp(window: Window, key: QuotaKey, now: () => number): ScmError<'rate_limited'> {
  const retryAfterMs = Math.max(1000, window.resetsAt - now())
  const message = `The share of "${key.referrer}" in the vendor's limit "${key.resource}" is used up until its reset.`
  return new ScmError('rate_limited', message, { retryAfterMs, by: 'host', resource: key.resource })
}
