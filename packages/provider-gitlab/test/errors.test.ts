import { describe, expect, it } from 'vitest'
import { vendorError } from '../src/errors.ts'

const refuse = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  vendorError({ status, body, headers: new Headers(headers), operation: 'issues.create' })

describe('a refusal of GitLab', () => {
  it.each([
    [400, { message: 'Branch already exists' }, 'conflict'],
    [400, { message: { name: ['has already been taken'] } }, 'conflict'],
    [400, { message: 'A file with this name already exists' }, 'conflict'],
    [400, { message: '400 Bad request - A file with this name doesn’t exist'.replace('’', "'") }, 'not_found'],
    [400, { message: 'Target main is invalid' }, 'not_found'],
    [400, { message: 'You can only create or edit files when you are on a branch' }, 'not_found'],
    [400, { error: 'title is missing' }, 'validation_failed'],
    [405, { message: '405 Method Not Allowed' }, 'conflict'],
    [406, { message: 'Branch cannot be merged' }, 'conflict'],
    [409, { message: ['Another open merge request already exists for this source branch: !1'] }, 'conflict'],
    [409, { message: 'SHA does not match HEAD of source branch: 1' }, 'conflict'],
    [412, { message: '412 Precondition Failed' }, 'conflict'],
    [422, { message: { base: ['Something is off'] } }, 'validation_failed'],
    [403, { message: '403 Forbidden' }, 'forbidden'],
  ])('of %i with %j is %s', (status, body, code) => {
    expect(refuse(status, body)).toMatchObject({
      code,
      detail: { provider: 'gitlab', operation: 'issues.create', status },
    })
  })

  it.each([
    [401, { message: '401 Unauthorized' }],
    [401, { error: 'invalid_token', error_description: 'Token is expired. You can either do re-authorization or …' }],
    [404, { message: '404 Project Not Found' }],
    [429, 'Retry later'],
    [500, { message: '500 Internal Server Error' }],
  ])('of %i with %j follows the general rule', (status, body) => {
    expect(refuse(status, body)).toBeNull()
  })

  it('tells complaints by field, one line each', () => {
    const message = { title: ["can't be blank", 'is too short'], base: ['Odd'], 'due_date"': ['is\ninvalid'] }
    expect(refuse(422, { message })?.detail).toMatchObject({
      fields: ["title: can't be blank, is too short", 'Odd', 'due_date": is invalid'],
    })
    const described = { error: 'invalid_request', error_description: 'It is odd' }
    expect(refuse(400, described)).toMatchObject({ message: 'GitLab refused the input: It is odd' })
    expect(refuse(400, { message: '400 Bad request - Note is missing' })?.message).toBe(
      'GitLab refused the input: Note is missing',
    )
  })

  it('names the scopes a token lacks', () => {
    const body = {
      error: 'insufficient_scope',
      error_description: 'Higher privileges needed',
      scope: 'api read_api <x>',
    }
    expect(refuse(403, body)).toMatchObject({ code: 'forbidden', detail: { missing: ['scope:api', 'scope:read_api'] } })
    expect(refuse(403, { message: 'no' })?.detail).not.toHaveProperty('missing')
  })

  it('tells a revoked token from one that has ended', () => {
    const description = 'Token was revoked. You have to re-authorize from the user.'
    const body = { error: 'invalid_token', error_description: description }
    expect(refuse(401, body)).toMatchObject({ code: 'credentials_revoked' })
  })

  it('survives what is no answer of GitLab, and stays short', () => {
    expect(refuse(400, null)).toMatchObject({ code: 'validation_failed', message: 'GitLab refused the input.' })
    expect(refuse(400, { message: { a: { b: [{}] } } })).toMatchObject({ code: 'validation_failed' })
    expect(refuse(400, 'x'.repeat(100_000))?.message.length).toBeLessThan(400)
    expect(refuse(409, {}, { 'x-request-id': 'abc' })?.detail).toMatchObject({ requestId: 'abc' })
  })
})
