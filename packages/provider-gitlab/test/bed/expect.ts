import { expect } from 'vitest'
import type { RecordedRequest, SpecBed } from './spec-bed.ts'

export { callOf, expectContract, failure } from '../../../provider-github/test/bed/expect.ts'

/** Fails with the list of violations when a request or an answer broke GitLab's document. */
export function expectNoFaults(bed: SpecBed): void {
  expect(bed.faults).toEqual([])
}

/** The newest request the bed received, or the newest of a route. */
export function lastRequest(bed: SpecBed, route?: string): RecordedRequest {
  const request = bed.requests.findLast((one) => route === undefined || one.route === route)
  if (request === undefined) throw new Error('The bed received no such request.')
  return request
}

/** The headers of a page with a next one, as GitLab writes them. */
export function nextPage(bed: SpecBed, page: number): Readonly<Record<string, string>> {
  const at = `${bed.url}/api/v4/projects/4/x`
  return {
    'x-next-page': String(page),
    link: `<${at}?page=${page}&per_page=30>; rel="next", <${at}?page=1>; rel="first"`,
  }
}

/** The header of a page by keyset: GitLab's next link alone. */
export function nextKeyset(
  bed: SpecBed,
  path: string,
  query: Readonly<Record<string, string>>,
): { readonly link: string } {
  return { link: `<${bed.url}/api/v4${path}?${new URLSearchParams(query).toString()}>; rel="next"` }
}
