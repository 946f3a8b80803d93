import { describe, expect, it } from 'vitest'
import { belowPage, linesIn, splitRef, withoutRefPrefix } from '../../src/provider.ts'

const home = 'https://vendor.example/sub/Owner/name'

describe('what lies below a page', () => {
  it.each([
    [`${home}/blob/main/a%20b.ts?at=x#L1`, ['blob', 'main', 'a b.ts']],
    ['https://vendor.example/sub/owner/NAME/blob', ['blob']],
    [`${home}/src/feature%2Fx/a`, ['src', 'feature/x', 'a']],
    [`${home}/blob/../../../other/name/blob/x`, undefined],
    [`${home}/blob/main/a%2F..%2F..%2Fb`, undefined],
    [`${home}/blob/main/%2e%2e%2fb`, undefined],
    [`${home}/blob/main/a%2F`, undefined],
    [`${home}/blob/main/a%5Cb`, undefined],
    [`${home}/blob//a`, undefined],
    [`${home}/blob/%zz`, undefined],
    [`${home}name/blob/x`, undefined],
    [home, undefined],
    ['http://vendor.example/sub/Owner/name/blob', undefined],
    ['https://vendor.example:444/sub/Owner/name/blob', undefined],
    ['no address', undefined],
  ])('%s', (url, segments) => {
    expect(belowPage(url, home)?.segments).toEqual(segments)
  })
})

it('ref and path are told apart by the default branch, else after the first segment', () => {
  expect(splitRef(['release', '1', 'a', 'b'], 'release/1')).toEqual(['release/1', 'a/b'])
  expect(splitRef(['release', '1', 'a', 'b'], null)).toEqual(['release', '1/a/b'])
  expect([splitRef(['main'], 'main'), splitRef([], null)]).toEqual([
    ['main', ''],
    ['', ''],
  ])
  expect(withoutRefPrefix(['refs', 'tags', 'v1', 'a'])).toEqual(['v1', 'a'])
  expect(withoutRefPrefix(['refs', 'pull', 'a'])).toEqual(['refs', 'pull', 'a'])
})

it('lines are in order, from the two groups of a match', () => {
  const lines = (text: string) => linesIn(/^(\d+)(?:-(\d+))?$/.exec(text))
  expect(lines('7')).toEqual({ startLine: 7, endLine: 7 })
  expect(lines('9-7')).toEqual({ startLine: 7, endLine: 9 })
  expect(lines('x')).toEqual({ startLine: null, endLine: null })
})
