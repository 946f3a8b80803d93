import { describe, expect, it } from 'vitest'
import { parseLinks } from '../../src/provider/links.ts'
import { parseHttpDate, parseRetryAfter } from '../../src/egress/headers/retry-after.ts'
import { readRateLimit } from '../../src/egress/headers/rate-headers.ts'
import { callOf, egressFor, failure, inCall, json, targetOf, vendor } from './bed.ts'

async function paging(next: (origin: string) => string) {
  const api = await vendor((_request, response) =>
    json(response, [], { link: `<${next(api.origin)}>; rel="next", </repos/o/r/x?page=9>; rel="last"` }),
  )
  const fetch = egressFor().forConnection(targetOf(api.origin))
  return { api, list: (page: number) => inCall(callOf(), fetch, `${api.origin}/repos/o/r/x?page=${page}`) }
}

describe('links to a next page', () => {
  it.each([
    ['another host', () => 'https://evil.example/repos/o/r/x?page=2'],
    ['another port', (origin: string) => `${origin}1/repos/o/r/x?page=2`],
    ['another scheme', (origin: string) => `${origin.replace('http:', 'https:')}/repos/o/r/x?page=2`],
    ['user information', (origin: string) => `${origin}@evil.example/repos/o/r/x?page=2`],
    ['a host without scheme', () => '//evil.example/repos/o/r/x?page=2'],
    ['another repository', (origin: string) => `${origin}/repos/o/other/x?page=2`],
    ['a climb out', () => '/repos/o/r/../other?page=2'],
    ['itself', (origin: string) => `${origin}/repos/o/r/x?page=1`],
  ] as const)('T39: to %s are refused', async (_what, next) => {
    const { api, list } = await paging(next)
    await failure(list(1), 'pagination_refused')
    expect(api.seen).toHaveLength(1)
  })

  it.each([
    ['the next page', (origin: string) => `${origin}/repos/o/r/x?page=2`],
    ['the same repository by its id', (origin: string) => `${origin}/repositories/7/x?page=2`],
    ['a relative target', () => '/repos/o/r/x?page=2'],
  ] as const)('to %s are handed on', async (_what, next) => {
    const { api, list } = await paging(next)
    const response = await list(1)
    expect(parseLinks(response.headers.get('link') ?? '')[0]).toEqual({
      target: next(api.origin),
      parameters: { rel: 'next' },
    })
  })
})

describe('parsers of headers', () => {
  it('reads Link headers as RFC 8288 writes them', () => {
    expect(parseLinks('<a?x=1,2>; rel=next; title="a, \\"b\\"; c" , <b>;REL="last prev"')).toEqual([
      { target: 'a?x=1,2', parameters: { rel: 'next', title: 'a, "b"; c' } },
      { target: 'b', parameters: { rel: 'last prev' } },
    ])
    for (const broken of ['', '<', '<<<<', '>', '<a', 'a>; rel=next', ';;;,,,', '<a>; rel="next', '<a>; =x']) {
      expect(() => parseLinks(broken)).not.toThrow()
    }
    expect(parseLinks('<a>; __proto__="x"; rel=next')[0]?.parameters['rel']).toBe('next')
  })

  it('T14: a megabyte of the worst input is read', () => {
    // A quadratic parser would need minutes for these and run into the test's time limit; the figures are in the bench.
    for (const unit of ['<', '<>', '<a>;', '<a>; rel="', ',<a>; rel="\\', '; ', '="']) {
      expect(Array.isArray(parseLinks(unit.repeat(1_000_000 / unit.length)))).toBe(true)
    }
    for (const text of ['9'.repeat(1_000_000), ' '.repeat(1_000_000), `-${'1'.repeat(1_000_000)}`]) {
      expect([null, 24 * 3600 * 1000]).toContain(parseRetryAfter(text, 0))
    }
  })

  it('T73: reads Retry-After in seconds and as a date, and nothing else', () => {
    const now = Date.UTC(1994, 10, 6, 8, 49, 0)
    expect(parseRetryAfter('5', now)).toBe(5000)
    expect(parseRetryAfter('Sun, 06 Nov 1994 08:49:37 GMT', now)).toBe(37_000)
    expect(parseRetryAfter('Sun, 06 Nov 1994 08:48:37 GMT', now)).toBe(0)
    expect(parseRetryAfter('99999999999999999999', now)).toBe(24 * 3600 * 1000)
    for (const text of [null, '', '-1', '1.5', 'oops', '1e3', '0x10', '5 s', 'Sun, 06 Foo 1994 08:49:37 GMT', '１']) {
      expect(parseRetryAfter(text, now)).toBeNull()
    }
    expect(parseHttpDate('Sun, 06 Nov 1994 25:49:37 GMT')).toBeNull()
  })

  it('T52, T71: reads limits within bounds, else leaves what is known alone', () => {
    const now = Date.UTC(2026, 0, 1)
    const reset = String(now / 1000 + 60)
    const read = (headers: Record<string, string>) => readRateLimit(new Headers(headers), 'core', now)
    const good = { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '4999', 'x-ratelimit-reset': reset }
    expect(read(good)).toEqual({ resource: 'core', limit: 5000, remaining: 4999, resetsAt: '2026-01-01T00:01:00.000Z' })
    expect(read({ ...good, 'x-ratelimit-resource': 'search' })?.resource).toBe('search')
    expect(read({ 'ratelimit-limit': '60', 'ratelimit-remaining': '1', 'ratelimit-reset': reset })?.limit).toBe(60)
    for (const name of Object.keys(good)) {
      for (const value of ['oops', '-1', '1.5', '9'.repeat(30), '', 'NaN', '1e3', '0x1'])
        expect(read({ ...good, [name]: value })).toBeNull()
    }
    for (const bad of [
      { 'x-ratelimit-limit': '0' },
      { 'x-ratelimit-remaining': '5001' },
      { 'x-ratelimit-reset': '1' },
    ]) {
      expect(read({ ...good, ...bad })).toBeNull()
    }
    expect(read({ ...good, 'x-ratelimit-resource': 'a b"<' })?.resource).toBe('core')
  })
})
