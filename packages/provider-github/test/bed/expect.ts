import { expect } from 'vitest'
import { ScmError, type CallContext, type OperationId } from '@scm-host/core/provider'
import { outputCheckFor } from '../../../core/src/contract/check-output.ts'
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

/** Fails unless an answer is what the contract promises of the operation, each field of it. */
export function expectContract(operation: OperationId, answer: { readonly data: unknown }): void {
  outputCheckFor(operation)(answer.data, 'nextCursor' in answer)
}

/** Runs an operation that must fail, and answers its error. */
export async function failure(run: Promise<unknown>): Promise<ScmError> {
  try {
    await run
  } catch (error) {
    if (ScmError.is(error)) return error
    throw error
  }
  throw new Error('It did not fail.')
}

/** A Link header whose next page is the given one, as GitHub writes it. */
export function linkTo(bed: SpecBed, page: number): { readonly link: string } {
  const first = `<${bed.url}/repositories/1296269/x?per_page=30&page=1>; rel="first"`
  return { link: `<${bed.url}/repositories/1296269/x?per_page=30&page=${page}>; rel="next", ${first}` }
}
