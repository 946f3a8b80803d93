import { array, assert, asyncProperty, integer, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseFileLink } from '../../src/parts/parse-link.ts'
import { webUrl } from '../../src/settings.ts'
import { askAt } from '../ask.ts'

const seed = Number(process.env['SCM_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const home = 'https://github.com/octocat/hello-world'
const ask = askAt('https://api.github.com')

describe('links', () => {
  it('links files, lines, commits, pull requests, issues and comparisons, every segment encoded', async () => {
    const urlOf = async (run: Promise<{ readonly data: { readonly url: string; readonly isVerified: boolean } }>) => {
      const { data } = await run
      expect(data.isVerified).toBe(false)
      return data.url
    }
    const file = { path: 'src/a b#?.ts', ref: 'feat/50%' }
    expect(await urlOf(ask('links.file', file))).toBe(`${home}/blob/feat/50%25/src/a%20b%23%3F.ts`)
    expect(await urlOf(ask('links.file', { ...file, startLine: 3 }))).toMatch(/\.ts#L3$/)
    expect(await urlOf(ask('links.file', { ...file, startLine: 9, endLine: 3 }))).toMatch(/\.ts#L3-L9$/)
    expect(await urlOf(ask('links.file', { path: 'README.md', ref: 'main', startLine: 1, endLine: 2 }))).toBe(
      `${home}/blob/main/README.md?plain=1#L1-L2`,
    )
    expect(await urlOf(ask('links.file', { path: 'README.md', ref: 'main' }))).toBe(`${home}/blob/main/README.md`)
    expect(await urlOf(ask('links.commit', { sha: 'abcdef1' }))).toBe(`${home}/commit/abcdef1`)
    expect(await urlOf(ask('links.pullRequest', { pullRequest: '7' }))).toBe(`${home}/pull/7`)
    expect(await urlOf(ask('links.issue', { issue: '7' }))).toBe(`${home}/issues/7`)
    expect(await urlOf(ask('links.compare', { base: 'main', head: 'feat/a' }))).toBe(`${home}/compare/main...feat/a`)
  })

  it('parses what people paste', async () => {
    const parse = async (url: string) => (await ask('links.parse', { url })).data
    const lines = { startLine: 10, endLine: 20 }
    const none = { startLine: null, endLine: null }
    expect(await parse(`${home}/blob/main/src/a%20b.ts#L10-L20`)).toEqual({ ref: 'main', path: 'src/a b.ts', ...lines })
    expect(await parse(`${home}/blob/main/a.md?plain=1#L20C3-L10C1`)).toEqual({ ref: 'main', path: 'a.md', ...lines })
    expect(await parse('https://github.com/Octocat/Hello-World/blame/v1/a#L5')).toEqual({
      ref: 'v1',
      path: 'a',
      startLine: 5,
      endLine: 5,
    })
    expect(await parse(`${home}/blob/refs/heads/main/a/b`)).toEqual({ ref: 'main', path: 'a/b', ...none })
    expect(await parse(`${home}/raw/v1/a#LX`)).toEqual({ ref: 'v1', path: 'a', ...none })
    expect(parseFileLink(`${home}/blob/release/1/a`, home, 'release/1')).toEqual({
      ref: 'release/1',
      path: 'a',
      ...none,
    })
  })

  it('answers null for any other URL', async () => {
    for (const url of [
      'https://gitlab.com/octocat/hello-world/blob/main/a',
      'https://github.com.evil.example/octocat/hello-world/blob/main/a',
      'https://github.com/octocat/hello-world-2/blob/main/a',
      `${home}/tree/main/src`,
      `${home}/blob/main`,
      `${home}/blob/main/%zz`,
      `${home}/blob/main/%2e%2e/a%5cb`,
      home,
      'not a url',
    ]) {
      expect((await ask('links.parse', { url })).data).toBeNull()
    }
  })

  it('parses back what it links, whatever the path', async () => {
    const segment = string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter(
      (one) => !/^\.{1,2}$|[/\\]|\p{C}/u.test(one) && one.isWellFormed(),
    )
    const path = array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'))
    const line = integer({ min: 1, max: 100_000 })
    await assert(
      asyncProperty(path, line, line, async (anyPath, first, second) => {
        const { data } = await ask('links.file', { path: anyPath, ref: 'main', startLine: first, endLine: second })
        const startLine = Math.min(first, second)
        expect((await ask('links.parse', { url: data.url })).data).toEqual({
          ref: 'main',
          path: anyPath,
          startLine,
          endLine: Math.max(first, second),
        })
      }),
      { seed, numRuns: 300 },
    )
  })

  it('knows the web front of each kind of instance', () => {
    expect(webUrl({})).toBe('https://github.com')
    expect(webUrl({ baseUrl: 'https://api.github.com/' })).toBe('https://github.com')
    expect(webUrl({ baseUrl: 'https://ghes.example:8443/api/v3' })).toBe('https://ghes.example:8443')
    expect(webUrl({ baseUrl: 'https://api.octocorp.ghe.com' })).toBe('https://octocorp.ghe.com')
  })
})
