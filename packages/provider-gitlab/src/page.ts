import { ScmError, type CallContext } from '@scm-host/core/provider'

/** The query of a page by number, as gitbeaker's options name it. */
export interface OffsetQuery {
  readonly page: number
  readonly perPage: number
}

/** The query of a page by keyset, as gitbeaker's options name it; at most one of the three is there. */
export interface KeysetQuery {
  readonly pagination: 'keyset'
  readonly perPage: number
  readonly pageToken?: string
  readonly cursor?: string
  readonly idAfter?: number
}

/** A page as GitLab answers it. */
export interface VendorPage<V> {
  readonly items: readonly V[]
  readonly nextCursor: string | null
}

const longestToken = 4096

function badCursor(): ScmError<'invalid_argument'> {
  return new ScmError('invalid_argument', 'The cursor is not one this provider gave out.', {
    argument: 'cursor',
    rule: 'the nextCursor of an earlier page of the same operation',
  })
}

/** The page number a cursor holds. @throws ScmError `invalid_argument` for a cursor that is not ours */
export function cursorNumber(cursor: string): number {
  if (/^[1-9][0-9]{0,8}$/.test(cursor)) return Number(cursor)
  throw badCursor()
}

/** Paging by number: our cursor is GitLab's page number. */
export function offsetQuery(call: Pick<CallContext, 'cursor' | 'perPage'>): OffsetQuery {
  return { page: call.cursor === null ? 1 : cursorNumber(call.cursor), perPage: call.perPage }
}

/** Paging by keyset: our cursor names the parameter and holds its value, `page_token=…`. */
export function keysetQuery(call: Pick<CallContext, 'cursor' | 'perPage'>): KeysetQuery {
  const query = { pagination: 'keyset', perPage: call.perPage } as const
  if (call.cursor === null) return query
  const equals = call.cursor.indexOf('=')
  const value = call.cursor.slice(equals + 1)
  if (value === '' || value.length > longestToken) throw badCursor()
  switch (call.cursor.slice(0, Math.max(0, equals))) {
    case 'page_token':
      return { ...query, pageToken: value }
    case 'cursor':
      return { ...query, cursor: value }
    case 'id_after':
      return { ...query, idAfter: cursorNumber(value) }
    default:
      throw badCursor()
  }
}

/**
 * The cursor of the page after an answer: the number GitLab names, or what the query of its `Link: rel="next"` has. Never
 * the link itself, and the host refuses links that lead elsewhere before this reads them.
 * @see https://docs.gitlab.com/api/rest/#pagination
 */
export function nextCursor(headers: Headers): string | null {
  const number = headers.get('x-next-page') ?? ''
  if (/^[1-9][0-9]{0,8}$/.test(number)) return number
  const query = nextQuery(headers.get('link') ?? '')
  for (const name of ['page_token', 'cursor', 'id_after']) {
    const value = query?.get(name) ?? ''
    if (value !== '' && value.length <= longestToken) return `${name}=${value}`
  }
  const page = query?.get('page') ?? ''
  return /^[1-9][0-9]{0,8}$/.test(page) ? page : null
}

/** The query of the `rel="next"` entry of a Link header, found in one pass. */
function nextQuery(link: string): URLSearchParams | null {
  for (let open = link.indexOf('<'); open >= 0; ) {
    const close = link.indexOf('>', open + 1)
    if (close < 0) return null
    const next = link.indexOf('<', close)
    const parameters = link.slice(close + 1, next < 0 ? link.length : next)
    if (parameters.includes('rel="next"')) return URL.parse(link.slice(open + 1, close))?.searchParams ?? null
    open = next
  }
  return null
}

/** A page of a list that is there as a whole; the cursor is the page's number. */
export function pageOfWhole<T>(all: readonly T[], call: Pick<CallContext, 'cursor' | 'perPage'>): VendorPage<T> {
  const { page, perPage } = offsetQuery(call)
  const items = all.slice((page - 1) * perPage, page * perPage)
  return { items, nextCursor: page * perPage < all.length ? String(page + 1) : null }
}
