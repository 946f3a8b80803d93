import { isPageNumber, nextQuery } from '@scm-host/core/provider'

/** The page number of the `rel="next"` entry of a Link header. */
export function nextPage(link: string | undefined): string | null {
  const page = nextQuery(link)?.get('page') ?? ''
  return isPageNumber(page) ? page : null
}
