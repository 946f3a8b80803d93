import { ScmError } from '@scm-host/core/provider'

/** The page number a cursor holds. @throws ScmError `invalid_argument` for a cursor that is not ours */
export function cursorNumber(cursor: string): number {
  if (/^[1-9][0-9]{0,8}$/.test(cursor)) return Number(cursor)
  throw new ScmError('invalid_argument', 'The cursor is not one this provider gave out.', {
    argument: 'cursor',
    rule: 'the nextCursor of an earlier page of the same operation',
  })
}

/** The page number of the `rel="next"` entry of a Link header, found without backtracking. */
export function nextPage(link: string | undefined): string | null {
  for (const entry of (link ?? '').split(',')) {
    if (!entry.includes('rel="next"')) continue
    const open = entry.indexOf('<')
    const close = entry.indexOf('>', open + 1)
    if (open < 0 || close < 0) continue
    const page = URL.parse(entry.slice(open + 1, close))?.searchParams.get('page') ?? null
    return page !== null && /^[1-9][0-9]{0,8}$/.test(page) ? page : null
  }
  return null
}

/** A page of a list GitHub answers whole; the cursor is the page's number. */
export function pageOfWhole<T>(
  all: readonly T[],
  call: { readonly cursor: string | null; readonly perPage: number },
): { readonly items: readonly T[]; readonly nextCursor: string | null } {
  const page = call.cursor === null ? 1 : cursorNumber(call.cursor)
  const items = all.slice((page - 1) * call.perPage, page * call.perPage)
  return { items, nextCursor: page * call.perPage < all.length ? String(page + 1) : null }
}
