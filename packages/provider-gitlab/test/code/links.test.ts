import { describe, expect, it } from 'vitest'
import { bind, createClient } from '../../src/client.ts'
import { links } from '../../src/areas/links.ts'
import { callOf, expectContract } from '../bed/expect.ts'

const nowhere = () => Promise.reject(new Error('Links ask nobody.'))
const repository = { externalId: '4', fullName: 'group/sub group/app', defaultBranch: 'release/main' }

function linksAt(baseUrl?: string) {
  const settings = baseUrl === undefined ? {} : { baseUrl }
  return links(bind(createClient({ settings, fetch: nowhere, log: () => undefined }), repository))
}

const home = 'https://gitlab.com/group/sub%20group/app'
const sha = '2695effb5807a22ff3d138d593fd856244e155e7'

describe('links', () => {
  const area = linksAt()

  it.each([
    [{ path: 'a b/ü#.ts', ref: 'x/y#1' }, 'blob/x/y%231/a%20b/%C3%BC%23.ts'],
    [{ path: 'a.ts', ref: 'main', startLine: 3 }, 'blob/main/a.ts#L3'],
    [{ path: 'a.ts', ref: 'main', startLine: 9, endLine: 3 }, 'blob/main/a.ts#L3-9'],
    [{ path: 'README.md', ref: 'main', endLine: 2 }, 'blob/main/README.md?plain=1#L2'],
    [{ path: '50%?.txt', ref: 'main' }, 'blob/main/50%25%3F.txt'],
  ])('point at a file: %j', async (input, expected) => {
    const answer = await area.file?.(input, callOf())
    expect(answer?.data).toEqual({ url: `${home}/-/${expected}`, isVerified: false })
  })

  it('point at commits, merge requests, issues and comparisons', async () => {
    const urls = await Promise.all([
      area.commit?.({ sha }, callOf()),
      area.pullRequest?.({ pullRequest: '7' }, callOf()),
      area.issue?.({ issue: '8' }, callOf()),
      area.compare?.({ base: 'v1', head: 'a/b&c' }, callOf()),
    ])
    expect(urls.map((one) => one?.data.url)).toEqual([
      `${home}/-/commit/${sha}`,
      `${home}/-/merge_requests/7`,
      `${home}/-/issues/8`,
      `${home}/-/compare/v1...a/b%26c`,
    ])
  })

  it('lead to the instance wherever it is', async () => {
    const answer = await linksAt('https://x.example:8443/git/').issue?.({ issue: '8' }, callOf())
    expect(answer?.data.url).toBe('https://x.example:8443/git/group/sub%20group/app/-/issues/8')
  })

  it.each([
    [`${home}/-/blob/main/a%20b.ts#L3-9`, { ref: 'main', path: 'a b.ts', startLine: 3, endLine: 9 }],
    [`${home}/-/raw/${sha}/x/y`, { ref: sha, path: 'x/y', startLine: null, endLine: null }],
    [`${home}/-/blame/release/main/x#L4`, { ref: 'release/main', path: 'x', startLine: 4, endLine: 4 }],
    [`${home}/-/blob/refs/heads/release/main/x?ref_type=heads`, { ref: 'release/main', path: 'x' }],
    [`${home}/blob/main/old.ts#L1-L2`, { ref: 'main', path: 'old.ts', startLine: 1, endLine: 2 }],
    ['https://GITLAB.com/Group/Sub%20Group/App/-/blob/main/x', { ref: 'main', path: 'x' }],
  ])('are read: %s', async (url, expected) => {
    const answer = await area.parse?.({ url }, callOf())
    expect(answer?.data).toMatchObject(expected)
    expectContract('links.parse', answer ?? { data: undefined })
  })

  it.each([
    'https://gitlab.com/group/other/-/blob/main/x',
    'https://evil.example/group/sub%20group/app/-/blob/main/x',
    `${home}/-/issues/1`,
    `${home}/-/blob/main`,
    `${home}/-/blob/main/%2e%2e%5cx`,
    `${home}/-/blob/main/%zz`,
    `${home}x/-/blob/main/x`,
    'not a url',
  ])('are of nobody else: %s', async (url) => {
    expect((await area.parse?.({ url }, callOf()))?.data).toBeNull()
  })
})
