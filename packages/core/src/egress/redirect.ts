import { ScmError } from '../errors/scm-error.ts'
import type { RunningCall } from './call.ts'
import { judge, type Territory } from './guard.ts'

/** Where a redirect leads. `isTrusted`: inside the call's own territory, so the credential goes along. */
export interface Hop {
  readonly url: URL
  readonly isTrusted: boolean
}

export const mostRedirects = 3
const statuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost'])

/** Tells whether a status is one of a redirect. */
export function isRedirect(status: number): boolean {
  return statuses.has(status)
}

/**
 * Where a redirect of a GET may be followed to: the call's own territory with the credential, download hosts without.
 * @throws ScmError `redirect_refused`, naming the origin of the target only
 */
export function nextHop(
  location: string | null,
  from: Hop,
  territory: Territory & { readonly downloadOrigins: readonly string[] },
  call: RunningCall,
): Hop {
  const url = location === null ? null : URL.parse(location, from.url.href)
  if (location === null || url === null) throw redirectRefused('nowhere', 'it has no usable Location')
  if (url.username !== '' || url.password !== '') throw redirectRefused(url.origin, 'its target holds user information')
  const verdict = judge(URL.canParse(location) ? location : url.href, territory, call, 'vendor')
  if (!('reason' in verdict)) {
    if (from.isTrusted) return { url: verdict.url, isTrusted: true }
    throw redirectRefused(url.origin, 'a download host sends back to the API')
  }
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname))
  if (isSafe && territory.downloadOrigins.includes(url.origin)) {
    url.hash = ''
    return { url, isTrusted: false }
  }
  throw redirectRefused(url.origin, verdict.reason)
}

/** The error of a redirect that is not followed. */
export function redirectRefused(to: string, reason: string): ScmError<'redirect_refused'> {
  return new ScmError('redirect_refused', `The vendor redirects to ${to}; not followed: ${reason}.`, { to, reason })
}

/** The origin of a Location, for an error. */
export function originOf(location: string | null, from: URL): string {
  return (location === null ? null : URL.parse(location, from.href))?.origin ?? 'nowhere'
}
