import { ScmError } from '../errors/scm-error.ts'
import type { CallContext } from './define-provider.ts'

const pageNumber = /^[1-9][0-9]{0,8}$/

/** Whether a vendor's text is a page number that `cursorNumber` takes back: decimal, at most nine digits. */
export function isPageNumber(text: string): boolean {
  return pageNumber.test(text)
}

/** The refusal of a cursor that the provider never gave out. */
export function cursorRefused(): ScmError<'invalid_argument'> {
  return new ScmError('invalid_argument', 'The cursor is not one this provider gave out.', {
    argument: 'cursor',
    rule: 'the nextCursor of an earlier page of the same operation',
  })
}

/**
 * The page number a cursor holds, from 1.
 * @throws ScmError `invalid_argument` for a cursor that is no page number
 */
export function cursorNumber(cursor: string): number {
  if (isPageNumber(cursor)) return Number(cursor)
  throw cursorRefused()
}

/**
 * The page, from 1, that a call asks of a list paged by number: its cursor, else the first.
 * @throws ScmError `invalid_argument` for a cursor that is no page number
 */
export function pageOfCall({ cursor }: Pick<CallContext, 'cursor'>): number {
  return cursor === null ? 1 : cursorNumber(cursor)
}

/**
 * One page of a list that the vendor answers whole; the cursor is the page's number.
 * @throws ScmError `invalid_argument` for a cursor that is no page number
 */
export function pageOfWhole<T>(
  all: readonly T[],
  call: Pick<CallContext, 'cursor' | 'perPage'>,
): { readonly items: readonly T[]; readonly nextCursor: string | null } {
  const page = pageOfCall(call)
  const items = all.slice((page - 1) * call.perPage, page * call.perPage)
  return { items, nextCursor: page * call.perPage < all.length ? String(page + 1) : null }
}
