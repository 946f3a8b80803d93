import { expect } from 'vitest'
import type { RecordedRequest, SpecBed } from './spec-bed.ts'

export { callOf, expectContract, failure } from '../../../provider-github/test/bed/expect.ts'

/** Fails with the list of violations when a request or an answer broke Bitbucket's document. */
export function expectNoFaults(bed: SpecBed): void {
  expect(bed.faults).toEqual([])
}

/** The newest request the bed received, or the newest of a route. */
export function lastRequest(bed: SpecBed, route?: string): RecordedRequest {
  const request = bed.requests.findLast((one) => route === undefined || one.route === route)
  if (request === undefined) throw new Error('The bed received no such request.')
  return request
}

/** A list answer; `next` are the query parameters of its next link, as Bitbucket writes it. */
export function pageWith(values: readonly unknown[], next?: Readonly<Record<string, string>>) {
  const link = next && `https://api.bitbucket.org/2.0/repositories/acme/web/x?${new URLSearchParams(next).toString()}`
  return { pagelen: 30, values, ...(link === undefined ? {} : { next: link }) }
}
