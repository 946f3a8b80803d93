import {
  cursorNumber,
  cursorRefused,
  isPageNumber,
  nextQuery,
  pageOfCall,
  type CallContext,
} from '@scm-host/core/provider'

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

/** Paging by number: our cursor is GitLab's page number. */
export function offsetQuery(call: Pick<CallContext, 'cursor' | 'perPage'>): OffsetQuery {
  return { page: pageOfCall(call), perPage: call.perPage }
}

/** Paging by keyset: our cursor names the parameter and holds its value, `page_token=…`. */
export function keysetQuery(call: Pick<CallContext, 'cursor' | 'perPage'>): KeysetQuery {
  const query = { pagination: 'keyset', perPage: call.perPage } as const
  if (call.cursor === null) return query
  const equals = call.cursor.indexOf('=')
  const value = call.cursor.slice(equals + 1)
  if (value === '' || value.length > longestToken) throw cursorRefused()
  switch (call.cursor.slice(0, Math.max(0, equals))) {
    case 'page_token':
      return { ...query, pageToken: value }
    case 'cursor':
      return { ...query, cursor: value }
    case 'id_after':
      return { ...query, idAfter: cursorNumber(value) }
    default:
      throw cursorRefused()
  }
}

/**
 * The cursor of the page after an answer: the number GitLab names, or what the query of its `Link: rel="next"` has. Never
 * the link itself, and the host refuses links that lead elsewhere before this reads them.
 * @see https://docs.gitlab.com/api/rest/#pagination
 */
export function nextCursor(headers: Headers): string | null {
  const number = headers.get('x-next-page') ?? ''
  if (isPageNumber(number)) return number
  const query = nextQuery(headers.get('link'))
  for (const name of ['page_token', 'cursor', 'id_after']) {
    const value = query?.get(name) ?? ''
    if (value !== '' && value.length <= longestToken) return `${name}=${value}`
  }
  const page = query?.get('page') ?? ''
  return isPageNumber(page) ? page : null
}
