import { pageOfWhole } from '@scm-host/core/provider'
import { describe, expect, it } from 'vitest'
import { nextCursor, offsetQuery } from '../../src/page.ts'
import { rateLimitOf } from '../../src/map/rate-limit.ts'

const at = 'https://gitlab.example.com/api/v4/x'
const cursorOf = (headers: Readonly<Record<string, string>>) => nextCursor(new Headers(headers))

describe('the cursor of the next page', () => {
  it.each([
    [{ 'x-next-page': '3' }, '3'],
    [{ 'x-next-page': '' }, null],
    [{ 'x-next-page': '0' }, null],
    [{ 'x-next-page': '../2' }, null],
    [{ link: `<${at}?page=2>; rel="next", <${at}?page=9>; rel="last"` }, '2'],
    [{ link: `<${at}?page=1>; rel="first", <${at}?page_token=a%2Fb>; rel="next"` }, 'page_token=a/b'],
    [{ link: `<${at}?id_after=7&page=2>; rel="next"` }, 'id_after=7'],
    [{ link: `<${at}?cursor=eyJ%3D>; rel="next"` }, 'cursor=eyJ='],
    [{ link: `<${at}?page=2>; rel="prev"` }, null],
    [{ link: `<${at}?private_token=x>; rel="next"` }, null],
    [{ link: `<${at}?cursor=${'x'.repeat(5000)}>; rel="next"` }, null],
    [{ link: '<no url>; rel="next"' }, null],
    [{ link: '<'.repeat(15_000) }, null],
    [{}, null],
  ])('is read from %o', (headers, cursor) => {
    expect(cursorOf(headers)).toBe(cursor)
  })
})

it('pages what GitLab answers whole', () => {
  const all = ['a', 'b', 'c']
  expect(pageOfWhole(all, { cursor: null, perPage: 2 })).toEqual({ items: ['a', 'b'], nextCursor: '2' })
  expect(pageOfWhole(all, { cursor: '2', perPage: 2 })).toEqual({ items: ['c'], nextCursor: null })
  expect(pageOfWhole([], { cursor: null, perPage: 2 })).toEqual({ items: [], nextCursor: null })
  expect(() => offsetQuery({ cursor: 'page_token=x', perPage: 2 })).toThrow(/cursor/)
})

describe('a limit', () => {
  const headers = { 'ratelimit-limit': '60', 'ratelimit-remaining': '67', 'ratelimit-reset': '1609844400' }

  it('is never told to have more left than it is', () => {
    const resetsAt = '2021-01-05T11:00:00.000Z'
    expect(rateLimitOf(new Headers(headers))).toEqual({ resource: 'core', limit: 60, remaining: 60, resetsAt })
  })

  it.each(['', '-1', '1.5', '1e9', '9'.repeat(12), 'soon'])('is not told where a header is "%s"', (value) => {
    for (const name of Object.keys(headers)) {
      expect(rateLimitOf(new Headers({ ...headers, [name]: value }))).toBeNull()
    }
  })

  it('has a name that is one', () => {
    const named = (name: string) => rateLimitOf(new Headers({ ...headers, 'ratelimit-name': name }))?.resource
    expect([named('throttle_authenticated_api'), named('a b; c')]).toEqual(['throttle_authenticated_api', 'core'])
  })
})
