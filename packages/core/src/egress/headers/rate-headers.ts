import type { RateLimit } from '../../contract/result.ts'
import { isDigits, longestWaitMs, parseHttpDate, parseRetryAfter } from './retry-after.ts'

const largest = 100_000_000

/**
 * The limit an answer tells by `x-ratelimit-*` (GitHub, Bitbucket) or `ratelimit-*` (GitLab); null when a value is
 * absent, no whole number, or out of bounds: such a header never fails a call and never changes what is known.
 */
export function readRateLimit(headers: Headers, resource: string, nowMs: number): RateLimit | null {
  const prefix = headers.has('x-ratelimit-limit') ? 'x-ratelimit-' : 'ratelimit-'
  const limit = whole(headers.get(`${prefix}limit`))
  const remaining = whole(headers.get(`${prefix}remaining`))
  const reset = whole(headers.get(`${prefix}reset`), 1e11)
  if (limit === null || limit === 0 || remaining === null || remaining > limit || reset === null) return null
  const resetsAt = reset * 1000
  if (resetsAt > nowMs + longestWaitMs || resetsAt < nowMs - longestWaitMs) return null
  const named = headers.get(`${prefix}resource`)
  return {
    resource: named !== null && isName(named) ? named : resource,
    limit,
    remaining,
    resetsAt: new Date(resetsAt).toISOString(),
  }
}

/** How long a refusal (403, 429, 503) asks us to stay away, and from what; null when it does not say. */
export function askedWait(
  headers: Headers,
  limit: RateLimit | null,
  nowMs: number,
): { readonly ms: number; readonly resource: string | null } | null {
  const after = parseRetryAfter(headers.get('retry-after'), nowMs)
  if (after !== null) return { ms: after, resource: null }
  if (limit === null || limit.remaining > 0) return null
  // The vendor's clock, so that ours may be wrong.
  const vendorNow = parseHttpDate(headers.get('date') ?? '') ?? nowMs
  const ms = Math.min(longestWaitMs, Math.max(0, Date.parse(limit.resetsAt) - vendorNow) + 1000)
  return { ms, resource: limit.resource }
}

/** Tells whether a refusal is one of rate: 429, or 403 with `retry-after` or with nothing remaining. */
export function isRateRefusal(status: number, headers: Headers, limit: RateLimit | null): boolean {
  if (status === 429) return true
  return status === 403 && (parseRetryAfter(headers.get('retry-after'), 0) !== null || limit?.remaining === 0)
}

function whole(text: string | null, most = largest): number | null {
  if (text === null || text.length > 12 || !isDigits(text)) return null
  const value = Number(text)
  return value <= most ? value : null
}

function isName(text: string): boolean {
  if (text === '' || text.length > 60) return false
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index) | 0x20
    const isLetter = code >= 0x61 && code <= 0x7a
    if (!isLetter && text[index] !== '_' && text[index] !== '-' && !isDigits(text[index] ?? '')) return false
  }
  return true
}
