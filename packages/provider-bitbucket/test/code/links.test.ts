import { describe, expect, it } from 'vitest'
import { bind } from '../../src/client.ts'
import { links } from '../../src/areas/links.ts'
import { callOf, expectContract } from '../bed/expect.ts'
import { web } from '../bed/spec-bed.ts'

const unused = { api: null, send: null, fetch: null } as never
const area = links(bind({ ...(unused as object), settings: {} } as never, web))
const home = 'https://bitbucket.org/acme/web'
const fileLink = async (input: Parameters<NonNullable<typeof area.file>>[0]) =>
  (await area.file?.(input, callOf()))?.data.url
const parse = async (url: string) => (await area.parse?.({ url }, callOf()))?.data

describe('links', () => {
  it('names a file and its lines', async () => {
    const input = { path: 'my docs/ü#1.md', ref: 'fix/50%&#1', startLine: 10, endLine: 20 }
    const url = `${home}/src/fix%2F50%25%26%231/my%20docs/%C3%BC%231.md#lines-10:20`
    expect(await fileLink(input)).toBe(url)
    expect(await fileLink({ path: 'a', ref: 'main', startLine: 3 })).toBe(`${home}/src/main/a#lines-3`)
    expect(await parse(url)).toEqual(input)
  })

  it('names commits, pull requests and comparisons', async () => {
    const commit = await area.commit?.({ sha: 'abcdef1' }, callOf())
    expectContract('links.commit', commit ?? { data: undefined })
    expect(commit?.data).toEqual({ url: `${home}/commits/abcdef1`, isVerified: false })
    expect((await area.pullRequest?.({ pullRequest: '7' }, callOf()))?.data.url).toBe(`${home}/pull-requests/7`)
    const compared = await area.compare?.({ base: 'main', head: 'fix/1' }, callOf())
    expect(compared?.data.url).toBe(`${home}/branches/compare/fix%2F1..main`)
    expect(area.issue).toBeUndefined()
  })

  it('reads links people paste', async () => {
    const none = { startLine: null, endLine: null }
    expect(await parse(`${home}/src/0123abc/lib/a.ts?at=fix%2F1`)).toEqual({ ref: 'fix/1', path: 'lib/a.ts', ...none })
    expect(await parse(`${home.replace('acme', 'ACME')}/src/main/a.ts#a.ts-7`)).toEqual({
      ref: 'main',
      path: 'a.ts',
      startLine: 7,
      endLine: 7,
    })
    for (const url of [
      `${home}/src/main/..%2f..%2fx`,
      `${home}/src/main/a%5Cb`,
      `${home}/src/main/`,
      `${home}/pull-requests/1`,
      'https://bitbucket.org/acme/other/src/main/a',
      'https://bitbucket.org.evil.example/acme/web/src/main/a',
    ])
      expect(await parse(url), url).toBeNull()
  })
})
