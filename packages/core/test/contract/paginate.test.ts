import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paginate } from '../../src/contract/paginate.ts'
import type { Page, PageOptions } from '../../src/contract/result.ts'
import { ScmError } from '../../src/errors/scm-error.ts'
import { seeded } from './seed.ts'

/** A list of the given pages; the cursor of page `n` is `c<n>`. Records each call's options. */
function listOf<T>(pages: readonly (readonly T[])[], calls: (PageOptions | undefined)[] = []) {
  return async (_input: { readonly state?: string }, options?: PageOptions): Promise<Page<T>> => {
    calls.push(options)
    const at = options?.cursor === undefined ? 0 : Number(options.cursor.slice(1))
    return { data: pages[at] ?? [], meta: { nextCursor: at + 1 < pages.length ? `c${at + 1}` : null }, raw: null }
  }
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

describe('paginate', () => {
  it('gives every item once, in order, whatever the pages, empty ones included', async () => {
    const pages = fc.array(fc.array(fc.integer(), { maxLength: 4 }), { minLength: 1, maxLength: 8 })
    const judge = async (given: number[][]) => {
      expect(await collect(paginate(listOf(given), {}))).toEqual(given.flat())
    }
    await fc.assert(fc.asyncProperty(pages, judge), seeded(100))
  })

  it('asks for a page only when its first item is wanted', async () => {
    const calls: (PageOptions | undefined)[] = []
    for await (const item of paginate(listOf([[1, 2], [3]], calls), {})) if (item === 2) break
    expect(calls).toHaveLength(1)
  })

  it('passes options on, begins at a given cursor, and keeps maxPages to itself', async () => {
    const calls: (PageOptions | undefined)[] = []
    const options = { cursor: 'c1', perPage: 2, maxPages: 5 }
    expect(await collect(paginate(listOf([[1], [2], [3]], calls), {}, options))).toEqual([2, 3])
    expect(calls).toEqual([
      { cursor: 'c1', perPage: 2 },
      { cursor: 'c2', perPage: 2 },
    ])
  })

  it('stops at maxPages with more to come, after giving what it has', async () => {
    const seen: number[] = []
    const run = async () => {
      for await (const item of paginate(listOf([[1], [2], [3]]), {}, { maxPages: 2 })) seen.push(item)
    }
    await expect(run()).rejects.toSatisfy((error) => ScmError.is(error, 'pagination_refused'))
    expect(seen).toEqual([1, 2])
    expect(await collect(paginate(listOf([[1], [2]]), {}, { maxPages: 2 }))).toEqual([1, 2])
  })

  it.each([
    ['the same cursor', ['a', 'a']],
    ['a circle', ['a', 'b', 'a']],
    ['the cursor it began with', ['start']],
  ])('refuses %s', async (_name, cursors) => {
    let call = 0
    const list = async (): Promise<Page<number>> => ({
      data: [call],
      meta: { nextCursor: cursors[call++] ?? 'end' },
      raw: null,
    })
    const run = collect(paginate(list, {}, { cursor: 'start' }))
    await expect(run).rejects.toSatisfy((error) => ScmError.is(error, 'pagination_refused'))
    expect(call).toBe(cursors.length)
  })

  it('passes an error of the list on', async () => {
    const list = async (): Promise<Page<number>> => {
      throw new ScmError('timeout', 'late', { timeoutMs: 1 })
    }
    await expect(collect(paginate(list, {}))).rejects.toSatisfy((error) => ScmError.is(error, 'timeout'))
  })
})
