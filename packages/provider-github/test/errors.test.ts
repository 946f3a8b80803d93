import { describe, expect, it } from 'vitest'
import { errorFromStatus } from '../../core/src/errors/from-status.ts'
import { vendorError } from '../src/errors.ts'
import { graphqlError } from '../src/graphql/graphql-error.ts'

function refused(status: number, body: unknown, headers: Record<string, string> = {}) {
  const all = new Headers({ 'x-github-request-id': 'AB12', ...headers })
  return vendorError({ status, headers: all, body, operation: 'issues.create' })
}

describe('errors of the REST API', () => {
  it.each([
    [409, { message: 'Head branch was modified' }, 'conflict'],
    [405, { message: 'Pull Request is not mergeable' }, 'conflict'],
    [422, { message: 'Reference already exists' }, 'conflict'],
    [
      422,
      { message: 'Validation Failed', errors: [{ resource: 'Label', field: 'name', code: 'already_exists' }] },
      'conflict',
    ],
    [
      422,
      {
        message: 'Validation Failed',
        errors: [{ resource: 'PullRequest', code: 'custom', message: 'A pull request already exists for a:b.' }],
      },
      'conflict',
    ],
    [422, { message: 'Update is not a fast forward' }, 'conflict'],
    [422, { message: 'Reference does not exist' }, 'not_found'],
    [422, { message: 'No commit found for SHA: 12' }, 'not_found'],
    [422, { message: 'Validation Failed' }, 'validation_failed'],
    [400, { message: 'Problems parsing JSON' }, 'validation_failed'],
    [410, { message: 'Issues are disabled for this repo' }, 'not_found'],
    [451, { message: 'Repository access blocked' }, 'forbidden'],
    [403, { message: 'Repository was archived so is read-only.' }, 'forbidden'],
    [403, { message: 'This installation has been suspended' }, 'credentials_revoked'],
    [403, { message: 'Too big', errors: [{ code: 'too_large' }] }, 'payload_too_large'],
    [403, { message: 'You have exceeded a secondary rate limit.' }, 'rate_limited'],
  ])('%i %o is %s', (status, body, code) => {
    const error = refused(status, body)
    expect(error?.code).toBe(code)
    if (code === 'conflict' || code === 'not_found')
      expect(error?.detail).toMatchObject({ status, requestId: 'AB12', operation: 'issues.create' })
  })

  it('leaves the rest to the general rule', () => {
    for (const status of [401, 404, 500, 503]) expect(refused(status, { message: 'x' })).toBeNull()
  })

  it('tells the vendor’s complaints one line each', () => {
    const errors = [
      { resource: 'Issue', field: 'title', code: 'missing_field' },
      { resource: 'Issue', code: 'custom', message: 'body is\n too long' },
      'Plain text',
    ]
    expect(refused(422, { message: 'Validation Failed', errors })?.detail).toMatchObject({
      fields: ['Issue.title: missing_field', 'Issue: body is too long', 'Plain text'],
    })
  })

  it('names the permissions that are missing', () => {
    const body = { message: 'Resource not accessible by integration' }
    const missingOf = (headers: Record<string, string>) => refused(403, body, headers)?.detail
    expect(
      missingOf({ 'x-accepted-github-permissions': 'contents=write, workflows=write; administration=write' }),
    ).toMatchObject({
      missing: ['contents:write', 'workflows:write'],
    })
    expect(missingOf({ 'x-oauth-scopes': 'read:org', 'x-accepted-oauth-scopes': 'repo, public_repo' })).toMatchObject({
      missing: ['scope:repo', 'scope:public_repo'],
    })
    expect(missingOf({ 'x-oauth-scopes': 'repo', 'x-accepted-oauth-scopes': 'repo' })).not.toHaveProperty('missing')
    expect(missingOf({})).not.toHaveProperty('missing')
  })

  it('survives any body', () => {
    for (const body of [null, 'text', 7, [], { errors: 7 }, { message: 7, errors: [null, 7, {}] }]) {
      for (const status of [400, 403, 405, 409, 410, 422, 451]) expect(refused(status, body)?.code).toBeTypeOf('string')
    }
    expect(refused(422, { message: 'x'.repeat(5000) })?.message.length).toBeLessThan(400)
  })

  it('agrees with the general rule where it only adds detail', () => {
    for (const status of [403, 409, 410, 451]) {
      const general = errorFromStatus({ provider: 'github', operation: 'issues.create', status, body: {} })
      expect(refused(status, {})?.code).toBe(general.code)
    }
  })
})

describe('errors of the GraphQL API', () => {
  const failed = (type: string | undefined, message = 'm', headers = {}) =>
    graphqlError(
      Object.assign(new Error('x'), { name: 'GraphqlResponseError', errors: [{ type, message }], headers }),
      new Date('2026-01-01T00:00:00Z'),
    )

  it.each([
    ['NOT_FOUND', 'not_found'],
    ['FORBIDDEN', 'forbidden'],
    ['INSUFFICIENT_SCOPES', 'forbidden'],
    ['UNPROCESSABLE', 'validation_failed'],
    ['STALE_DATA', 'conflict'],
    ['SERVICE_UNAVAILABLE', 'vendor_unavailable'],
    ['NEVER_HEARD', 'bad_response'],
    [undefined, 'bad_response'],
  ])('%s is %s', (type, code) => expect(failed(type)).toMatchObject({ code }))

  it('waits until the limit is reset', () => {
    const reset = Date.parse('2026-01-01T00:00:30Z') / 1000
    expect(failed('RATE_LIMITED', 'm', { 'x-ratelimit-reset': String(reset) })).toMatchObject({
      code: 'rate_limited',
      detail: { retryAfterMs: 30_000, by: 'vendor' },
    })
    expect(failed('RATE_LIMITED')).toMatchObject({ detail: { retryAfterMs: 60_000 } })
  })

  it('takes a failure of theirs for one, and leaves other errors alone', () => {
    expect(failed(undefined, 'Something went wrong while executing your query.')).toMatchObject({
      code: 'vendor_unavailable',
    })
    const other = new Error('no')
    expect(graphqlError(other)).toBe(other)
  })
})
