import { expect } from 'vitest'
import type { CallContext } from '@scm-host/core/provider'
import type { RecordedRequest, SpecBed } from './spec-bed.ts'

/** Fails with the list of violations when a request or an answer broke GitHub's document. */
export function expectNoFaults(bed: SpecBed): void {
  expect(bed.faults).toEqual([])
}

/** The newest request the bed received. */
export function lastRequest(bed: SpecBed): RecordedRequest {
  const request = bed.requests.at(-1)
  if (request === undefined) throw new Error('The bed received no request.')
  return request
}

/** The call context of a first page, or of the page a cursor names. */
export function callOf(cursor: string | null = null, perPage = 30): CallContext {
  return { signal: AbortSignal.timeout(30_000), cursor, perPage }
}
