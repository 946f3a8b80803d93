import { describe, expect, it, vi } from 'vitest'
import { errorMeaning, httpStatus, retryableCodes, type ErrorCode, type ErrorDetail } from '../../src/errors/codes.ts'
import { ScmError, type ScmErrorJson } from '../../src/errors/scm-error.ts'

const vendor = { provider: 'github', operation: 'issues.get', status: 404, requestId: 'r-1' }
const pack = { package: 'scm-provider-acme', version: '1.2.3' }

/** One detail a code, the optional fields included. The type makes it total. */
const details: { readonly [C in ErrorCode]: ErrorDetail[C] } = {
  invalid_argument: { argument: 'comments[0].path', rule: 'a path' },
  unauthorized: vendor,
  credentials_revoked: vendor,
  forbidden: { ...vendor, missing: ['issues: write'] },
  not_found: vendor,
  conflict: vendor,
  not_modified: { etag: '"e"' },
  path_is_directory: { path: 'src' },
  validation_failed: { ...vendor, fields: ['title is too long'] },
  rate_limited: { retryAfterMs: 1000, by: 'vendor', resource: 'core' },
  capability_not_supported: { operation: 'issues.get', supported: ['repository.get'] },
  feature_disabled: { provider: 'github' },
  vendor_unavailable: { ...vendor, status: null, retryAfterMs: 5 },
  circuit_open: { origin: 'https://api.example.com', retryAfterMs: 30_000 },
  timeout: { timeoutMs: 30_000 },
  aborted: {},
  payload_too_large: { limitBytes: 1 },
  bad_response: { ...vendor, reason: 'html' },
  truncated_response: { ...vendor, reason: 'ended early' },
  redirect_refused: { to: 'https://evil.example', reason: 'foreign origin' },
  pagination_refused: { reason: 'repeated' },
  outcome_unknown: { operation: 'issues.create' },
  signature_invalid: { reason: 'no signature' },
  payload_invalid: { reason: 'no issue' },
  rpc_replayed: {},
  provider_missing: { package: 'scm-provider-acme' },
  provider_broken: pack,
  provider_invalid: { ...pack, member: 'icon' },
  provider_duplicate: { provider: 'acme', sources: ['a', 'b'] },
  provider_unknown: { provider: 'acme', loaded: ['github'] },
  contract_mismatch: { ...pack, wanted: '^2.0.0', contract: '1.0.0', upgrade: 'host' },
  config_invalid: { path: 'providers[0]', rule: 'a package name' },
  internal: {},
}
const codes = Object.keys(httpStatus) as ErrorCode[]
const made = <C extends ErrorCode>(code: C) =>
  new ScmError(code, `about ${code}`, details[code], { cause: new Error('why') })

describe('ScmError', () => {
  it.each(codes)('T28: %s comes back from JSON as it was', (code) => {
    const error = made(code)
    const back = ScmError.from(JSON.parse(JSON.stringify(error)) as ScmErrorJson)
    expect(back.toJSON()).toEqual(error.toJSON())
    expect([back.code, back.status, back.retryable, back.message]).toEqual([
      code,
      error.status,
      error.retryable,
      error.message,
    ])
    expect(back.detail).toEqual(details[code])
    expect(ScmError.is(back, code)).toBe(true)
  })

  it('T28: every code has one status, one meaning and a place in the list of retryable ones', () => {
    expect(codes.toSorted()).toEqual(Object.keys(details).toSorted())
    expect(Object.keys(errorMeaning).toSorted()).toEqual(codes.toSorted())
    for (const code of codes) {
      expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/)
      expect(httpStatus[code]).toBeGreaterThanOrEqual(300)
      expect(httpStatus[code]).toBeLessThan(600)
      expect(errorMeaning[code]).toMatch(/^[A-Z].+\.$/)
    }
    for (const code of retryableCodes) expect(codes).toContain(code)
  })

  it('keeps a retryable flag that differs from its code’s', () => {
    const error = new ScmError('internal', 'once more', {}, { retryable: true })
    expect(ScmError.from(error.toJSON()).retryable).toBe(true)
    expect(new ScmError('rate_limited', 'x', { retryAfterMs: 1, by: 'host' }).retryable).toBe(true)
    expect(new ScmError('not_found', 'x', {}).retryable).toBe(false)
  })

  it('shows neither cause nor stack in its plain form', () => {
    expect(Object.keys(made('internal').toJSON())).toEqual(['code', 'message', 'retryable', 'detail'])
    expect(JSON.stringify(made('internal'))).not.toContain('why')
    expect(made('internal').cause).toBeInstanceOf(Error)
    expect('cause' in new ScmError('internal', 'x', {})).toBe(false)
  })

  it('reads an unknown code as internal', () => {
    for (const code of ['brand_new', 'toString', '__proto__']) {
      const back = ScmError.from({ code: code as ErrorCode, message: 'm', retryable: true, detail: {} })
      expect([back.code, back.message]).toEqual(['internal', 'm'])
    }
  })

  it('is recognised across copies of the package, and by its brand only', async () => {
    vi.resetModules()
    const copy = await import('../../src/errors/scm-error.ts')
    expect(copy.ScmError).not.toBe(ScmError)
    const theirs = new copy.ScmError('not_found', 'theirs', {})
    expect(theirs).not.toBeInstanceOf(ScmError)
    expect(ScmError.is(theirs, 'not_found')).toBe(true)
    expect(copy.ScmError.is(made('timeout'), 'timeout')).toBe(true)
    expect(ScmError.is(theirs, 'forbidden')).toBe(false)
    for (const other of [null, undefined, 'not_found', new Error('x'), { code: 'not_found', detail: {} }]) {
      expect(ScmError.is(other)).toBe(false)
    }
  })

  it('prints as an error with its message', () => {
    expect(String(made('timeout'))).toBe('ScmError: about timeout')
    expect(Object.prototype.propertyIsEnumerable.call(made('timeout'), Symbol.for('scm-host.error'))).toBe(false)
  })
})
