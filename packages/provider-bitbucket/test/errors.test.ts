import { describe, expect, it } from 'vitest'
import { vendorError } from '../src/errors.ts'
import { rateLimitOf } from '../src/rate-limit.ts'

function errorOf(status: number, body: unknown, headers: Record<string, string> = {}) {
  return vendorError({ status, body, headers: new Headers(headers), operation: 'branches.create' })
}
const said = (message: string, more: object = {}) => ({ type: 'error', error: { message, ...more } })

describe('errors', () => {
  it('names the scopes a credential lacks', () => {
    const detail = { required: ['pullrequest:write', 'repository'], granted: ['repository'] }
    const error = errorOf(403, said('Your credentials lack one or more required privilege scopes.', { detail }))
    expect(error).toMatchObject({ code: 'forbidden', detail: { missing: ['scope:pullrequest:write'], status: 403 } })
  })

  it.each([
    [400, 'Branch "x" already exists.', 'conflict'],
    [400, 'This pull request is already closed.', 'conflict'],
    [400, 'Bad request', 'validation_failed'],
    [400, 'Commit abc not found', 'not_found'],
    [402, 'Upgrade your plan', 'forbidden'],
    [404, 'Repository acme/web not found', 'not_found'],
    [409, 'Branch moved', 'conflict'],
    [410, 'Gone', 'not_found'],
    [451, 'Blocked', 'forbidden'],
  ] as const)('%i "%s" is %s', (status, message, code) => {
    const error = errorOf(status, said(message))
    expect(error).toMatchObject({ code, detail: { provider: 'bitbucket', status } })
    expect(error?.message).toContain(message)
  })

  it('tells what is wrong with which input', () => {
    const fields = { 'source.branch': ['This field is required.'], title: 'Too long' }
    expect(errorOf(400, said('Bad request', { fields }))?.detail).toMatchObject({
      fields: ['source.branch: This field is required.', 'title: Too long'],
    })
  })

  it('leaves the rest to the general rule, and survives any body', () => {
    expect(errorOf(401, said('x'))).toBeNull()
    expect(errorOf(500, 'oops')).toBeNull()
    for (const body of [null, 'text', 7, [], { error: null }, { error: 'x' }, { error: { fields: [1], detail: 5 } }])
      for (const status of [400, 402, 403, 404, 409]) expect(errorOf(status, body)).not.toBeNull()
  })

  it('bounds what it repeats', () => {
    expect(errorOf(400, said(`a\n${'b'.repeat(5000)}`))?.message.length).toBeLessThan(400)
  })
})

describe('rate limits', () => {
  const now = new Date('2026-03-01T10:00:00Z')
  const limitOf = (headers: Record<string, string>) => rateLimitOf(new Headers(headers), now)

  it('reads the rolling hour', () => {
    const headers = { 'X-RateLimit-Limit': '1500', 'X-RateLimit-Resource': 'api', 'X-RateLimit-NearLimit': 'false' }
    const limit = { resource: 'api', limit: 1500, remaining: 1500, resetsAt: '2026-03-01T11:00:00.000Z' }
    expect(limitOf(headers)).toEqual(limit)
    expect(limitOf({ ...headers, 'X-RateLimit-NearLimit': 'true' })).toEqual({ ...limit, remaining: 300 })
  })

  it('is nothing without headers, or with senseless ones', () => {
    for (const limit of ['', '0', '-1', 'x', '99999999', '1.5'])
      expect(limitOf({ 'X-RateLimit-Limit': limit })).toBeNull()
    expect(limitOf({})).toBeNull()
    expect(limitOf({ 'X-RateLimit-Limit': '10', 'X-RateLimit-Resource': 'a b"' })?.resource).toBe('api')
  })
})
