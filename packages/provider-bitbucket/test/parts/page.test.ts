import { describe, expect, it } from 'vitest'
import { paged, pageOf } from '../../src/client.ts'
import { nextCursor, placeOf } from '../../src/page.ts'

const next = (query: string) => nextCursor({ next: `https://elsewhere.example/2.0/other?${query}` })

describe('paging', () => {
  it('takes the place from a next link, and nothing else of it', () => {
    expect(next('pagelen=10&page=2&q=x&access_token=t')).toBe('page=2')
    expect(next('ctx=a%2Fb&page=2')).toBe('page=2&ctx=a%2Fb')
    expect(placeOf('page=2&ctx=a%2Fb')).toEqual({ page: '2', ctx: 'a/b' })
    expect(nextCursor({})).toBeNull()
  })

  it('refuses a next link that names no page', () => {
    for (const bad of ['', 'pagelen=10', 'page='])
      expect(() => next(bad)).toThrow(expect.objectContaining({ code: 'pagination_refused' }) as Error)
    expect(() => nextCursor({ next: 'not a url' })).toThrow(/names no page/)
    expect(() => next(`page=${'x'.repeat(3000)}`)).toThrow(/longer than/)
  })

  it('refuses a cursor it did not give out', () => {
    for (const bad of ['2', 'page', 'page=', 'page=2&q=x', 'page=2#x', `page=${'x'.repeat(3000)}`, 'page=1&page=2', ''])
      expect(() => placeOf(bad), bad).toThrow(expect.objectContaining({ code: 'invalid_argument' }) as Error)
  })

  it('asks for no more than an endpoint gives', () => {
    expect(pageOf({ cursor: null, perPage: 100 }, 50)).toEqual({ pagelen: '50' })
    expect(pageOf({ cursor: 'page=3', perPage: 20 })).toEqual({ page: '3', pagelen: '20' })
  })

  it('tells an answer that is no list', () => {
    for (const bad of [null, '', [], { values: {} }])
      expect(() => paged(bad as never, String)).toThrow(expect.objectContaining({ code: 'bad_response' }) as Error)
  })
})
