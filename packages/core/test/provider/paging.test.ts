import { describe, expect, it } from 'vitest'
import { cursorNumber, isPageNumber, nextQuery, pageOfCall, pageOfWhole } from '../../src/provider.ts'

const at = 'https://vendor.example/x'

describe('a cursor that is a page number', () => {
  it('is that number; without one the first page is meant', () => {
    expect([cursorNumber('7'), pageOfCall({ cursor: '999999999' }), pageOfCall({ cursor: null })]).toEqual([
      7, 999_999_999, 1,
    ])
  })

  it.each(['', '0', '-1', '01', '1.5', '1e3', ' 1', '1\n', '../2', '1&page=2', '1000000000', '٣'])(
    'is not %j',
    (cursor) => {
      expect(isPageNumber(cursor)).toBe(false)
      expect(() => pageOfCall({ cursor })).toThrow(
        expect.objectContaining({ code: 'invalid_argument', detail: expect.objectContaining({ argument: 'cursor' }) }),
      )
    },
  )
})

it('a list the vendor answers whole is paged to its end', () => {
  const all = ['a', 'b', 'c', 'd']
  const pages: (readonly string[])[] = []
  for (let cursor: string | null = null, rounds = 0; rounds < 3; rounds++) {
    const page: ReturnType<typeof pageOfWhole<string>> = pageOfWhole(all, { cursor, perPage: 3 })
    pages.push(page.items)
    cursor = page.nextCursor
    if (cursor === null) break
  }
  expect(pages).toEqual([['a', 'b', 'c'], ['d']])
  expect(pageOfWhole(all, { cursor: null, perPage: 4 }).nextCursor).toBeNull()
  expect(pageOfWhole(all, { cursor: '9', perPage: 4 })).toEqual({ items: [], nextCursor: null })
})

describe('the query of the next page', () => {
  it.each([
    [`<${at}?page=9>; rel="last", <${at}?page=2>; rel="next"`, '2'],
    [`<${at}?page=2>; rel=next`, '2'],
    [`<${at}?page=2>; REL="last next"`, '2'],
    [`<${at}?q=a,b&page=2>; title="x, <y>; rel=prev"; rel="next"`, '2'],
    [`<${at}?page=1>; title="rel=\\"next\\""; rel="prev"`, undefined],
    [`<${at}?page=2>; rel="nextish"`, undefined],
    ['<no url>; rel="next"', undefined],
    ['<', undefined],
    ['', undefined],
    [null, undefined],
    [undefined, undefined],
  ])('of %j', (header, page) => {
    expect(nextQuery(header)?.get('page')).toBe(page)
  })
})
