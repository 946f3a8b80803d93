import type { RateLimit } from '@scm-host/core/provider'

/**
 * The limit an answer's headers tell: `RateLimit-Limit` a period, `RateLimit-Remaining` and `RateLimit-Reset` (seconds of
 * Unix time), for the throttle `RateLimit-Name`. Null when one of them is missing or no whole number.
 * @see https://docs.gitlab.com/administration/settings/user_and_ip_rate_limits/#response-headers
 */
export function rateLimitOf(headers: Headers): RateLimit | null {
  const limit = whole(headers.get('ratelimit-limit'))
  const remaining = whole(headers.get('ratelimit-remaining'))
  const reset = whole(headers.get('ratelimit-reset'))
  if (limit === null || remaining === null || reset === null) return null
  const name = headers.get('ratelimit-name') ?? ''
  return {
    resource: /^[a-z0-9_-]{1,60}$/i.test(name) ? name : 'core',
    limit,
    remaining: Math.min(limit, remaining),
    resetsAt: new Date(reset * 1000).toISOString(),
  }
}

function whole(text: string | null): number | null {
  return text !== null && /^\d{1,11}$/.test(text) ? Number(text) : null
}
