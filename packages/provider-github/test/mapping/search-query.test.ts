import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { numeric, utcSeconds } from '../../src/input.ts'
import { literalWords } from '../../src/parts/search-query.ts'

const seed = Number(process.env['SCM_SEED'] ?? Math.floor(Math.random() * 2 ** 31))

describe('words of a search', () => {
  it.each([
    ['crash on start', 'crash on start'],
    ['  größe  größer ', 'größe größer'],
    ['repo:o/x', '"repo:o/x"'],
    ['a OR b not c', 'a "OR" b "not" c'],
    ['-bug', '"-bug"'],
    ['(a)', '"(a)"'],
    ['"two words" three', '"two words" three'],
    ['say "repo:o/x', 'say "repo:o/x"'],
    ['a\\" repo:o/x "', 'a "repo:o/x"'],
    ['<!-- marker:1 -->', '"<!--" "marker:1" "-->"'],
    ['', ''],
  ])('%j is sent as %j', (query, sent) => {
    expect(literalWords(query)).toBe(sent)
  })

  it(`never lets anything but plain words out of quotes (seed ${seed})`, () => {
    const parts = fc.constantFrom('repo:o/x', 'OR', 'and', 'a', '"', '\\', ' ', '-', '(', ')', 'user:o', '\u00a0', 'é')
    fc.assert(
      fc.property(
        fc.array(parts).map((all) => all.join('')),
        (query) => {
          const sent = literalWords(query)
          expect(sent).not.toContain('\\')
          expect((sent.match(/"/g) ?? []).length % 2).toBe(0)
          const outside = sent.split('"').filter((_part, index) => index % 2 === 0)
          const words = outside.flatMap((part) => part.split(' ')).filter((word) => word !== '')
          for (const word of words) expect(word).toMatch(/^(?!(?:and|or|not)$)[\p{L}\p{N}_]+$/iu)
        },
      ),
      { seed },
    )
  })
})

describe('arguments', () => {
  it.each(['0', '01', '-1', '1e3', ' 1', '1/..', 'abc', '', '9007199254740993'])('%j is no number', (text) => {
    expect(() => numeric(text, 'comment')).toThrow(/`comment` must be a decimal number/)
  })

  it('takes numbers up to the safe limit', () => {
    expect([numeric('1', 'x'), numeric('9007199254740991', 'x')]).toEqual([1, 9007199254740991])
  })

  it('turns dates into UTC', () => {
    expect(utcSeconds('2026-01-31')).toBe('2026-01-31T00:00:00Z')
    expect(utcSeconds('2026-01-31T12:00:00.123+02:00')).toBe('2026-01-31T10:00:00Z')
  })
})
