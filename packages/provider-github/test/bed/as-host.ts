import { ScmError } from '@scm-host/core/provider'
import { bind, createClient, type Bound } from '../../src/client.ts'
import { vendorError } from '../../src/errors.ts'
import { helloWorld, type SpecBed } from './spec-bed.ts'

/** A client whose fetch throws for a refusal what the host's fetch throws, so that Octokit wraps it as it does there. */
export function boundAsHost(bed: SpecBed): Bound {
  const fetch = async (...request: Parameters<typeof globalThis.fetch>) => {
    const response = await globalThis.fetch(...request)
    if (response.status < 400) return response
    const { status, headers } = response
    const body: unknown = await response.json()
    throw vendorError({ status, headers, body, operation: 'issues.get' }) ?? general(status)
  }
  return bind(createClient({ settings: { baseUrl: bed.url }, fetch, log: () => undefined }), helloWorld)
}

function general(status: number): ScmError {
  return new ScmError(status === 404 ? 'not_found' : 'vendor_unavailable', `The vendor answered ${status}.`, { status })
}
