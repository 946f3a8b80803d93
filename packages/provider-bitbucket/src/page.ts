import { cursorRefused, ScmError } from '@scm-host/core/provider'

/** Names of the parameters by which Bitbucket's `next` links tell the place of a page; their values are opaque. */
const names: ReadonlySet<string> = new Set(['page', 'ctx', 'after', 'cursor', 'start'])
const longest = 2000

/** A list answer of Bitbucket. */
export interface VendorPage<T> {
  readonly values?: readonly T[]
  readonly next?: string
  readonly size?: number
}

/**
 * The place parameters of a cursor.
 * @throws ScmError `invalid_argument` for a cursor that is not ours
 */
export function placeOf(cursor: string): Readonly<Record<string, string>> {
  const place = Object.fromEntries(new URLSearchParams(cursor))
  const isOurs =
    cursor.length <= longest &&
    Object.keys(place).length > 0 &&
    Object.entries(place).every(([name, value]) => names.has(name) && value !== '') &&
    new URLSearchParams(place).toString() === cursor
  if (isOurs) return place
  throw cursorRefused()
}

/**
 * What of a `next` link becomes our cursor: the values of its place parameters, nothing else of the URL. A link without any
 * cannot be continued.
 * @throws ScmError `pagination_refused`
 * @see https://developer.atlassian.com/cloud/bitbucket/rest/intro/#pagination
 */
export function nextCursor(page: Pick<VendorPage<unknown>, 'next'>): string | null {
  if (page.next === undefined || page.next === null || page.next === '') return null
  const query = typeof page.next === 'string' ? (URL.parse(page.next)?.searchParams ?? null) : null
  const place = new URLSearchParams()
  for (const name of names) {
    const value = query?.get(name) ?? ''
    if (value !== '') place.set(name, value)
  }
  const cursor = place.toString()
  if (cursor !== '' && cursor.length <= longest) return cursor
  const reason = cursor === '' ? 'its next link names no page' : `its next link is longer than ${longest} characters`
  throw new ScmError('pagination_refused', `Bitbucket’s answer cannot be paged: ${reason}.`, { reason })
}
