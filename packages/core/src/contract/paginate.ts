import { ScmError } from '../errors/scm-error.ts'
import type { Page, PageOptions } from './result.ts'

/** How `paginate` walks: `maxPages` caps the requests. @default 100 */
export interface PaginateOptions extends PageOptions {
  readonly maxPages?: number
}

/**
 * All items of a paged operation, page by page, each fetched when its first item is wanted.
 * @example for await (const issue of paginate(scm.issues.list, { state: 'open' })) …
 * @throws ScmError `pagination_refused` when a cursor repeats or `maxPages` is reached with more to come
 */
export async function* paginate<I, T>(
  list: (input: I, options?: PageOptions) => Promise<Page<T>>,
  input: NoInfer<I>,
  options: PaginateOptions = {},
): AsyncGenerator<T, void, undefined> {
  const { maxPages = 100, ...pageOptions } = options
  let cursor = options.cursor ?? null
  const seen = new Set<string | null>([cursor])
  for (let pages = 0; ; pages++) {
    if (pages >= maxPages) throw refused(`there are more than ${maxPages} pages; raise maxPages or narrow the input`)
    const page = await list(input, cursor === null ? pageOptions : { ...pageOptions, cursor })
    yield* page.data
    cursor = page.meta.nextCursor
    if (cursor === null) return
    if (seen.has(cursor)) throw refused('the next page is one already read')
    seen.add(cursor)
  }
}

function refused(reason: string): ScmError {
  return new ScmError('pagination_refused', `Paging stopped: ${reason}.`, { reason })
}
