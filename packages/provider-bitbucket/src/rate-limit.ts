import type { RateLimit } from '@scm-host/core/provider'

const hourMs = 3_600_000
const largest = 1_000_000

/**
 * What Bitbucket tells of its limits: how many requests an hour are allowed and whether less than a fifth of them is left.
 * The window rolls, so there is no moment at which it starts anew: `remaining` is what is left at least (near) or at most
 * (not near), `resetsAt` when everything spent so far is free again. Only access tokens get these headers.
 * @see https://support.atlassian.com/bitbucket-cloud/docs/api-request-limits/
 */
export function rateLimitOf(headers: { get(name: string): string | null }, now: Date): RateLimit | null {
  const told = headers.get('x-ratelimit-limit') ?? ''
  const limit = /^[0-9]{1,7}$/.test(told) ? Number(told) : 0
  if (limit < 1 || limit > largest) return null
  const isNear = headers.get('x-ratelimit-nearlimit')?.toLowerCase() === 'true'
  const resource = headers.get('x-ratelimit-resource') ?? ''
  return {
    resource: /^[\w.-]{1,60}$/.test(resource) ? resource : 'api',
    limit,
    remaining: isNear ? Math.floor(limit / 5) : limit,
    resetsAt: new Date(now.getTime() + hourMs).toISOString(),
  }
}
