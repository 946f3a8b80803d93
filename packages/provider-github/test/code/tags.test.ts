import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { askAt, type Ask } from '../ask.ts'
import { expectNoFaults, lastRequest, linkTo } from '../bed/expect.ts'
import { startSpecBed, type SpecBed } from '../bed/spec-bed.ts'

const routes = {
  ref: 'GET /repos/{owner}/{repo}/git/ref/{ref}',
  object: 'GET /repos/{owner}/{repo}/git/tags/{tag_sha}',
  list: 'GET /repos/{owner}/{repo}/tags',
  matching: 'GET /repos/{owner}/{repo}/git/matching-refs/{ref}',
  createObject: 'POST /repos/{owner}/{repo}/git/tags',
  createRef: 'POST /repos/{owner}/{repo}/git/refs',
  delete: 'DELETE /repos/{owner}/{repo}/git/refs/{ref}',
}
const commit = 'c3d0be41ecbe669545ee3e94d31ed9a4bc91ee3c'
const tagged = '940bd336248efae0f9ee5bc7b2d5c985887b16ac'
const nested = '100bd336248efae0f9ee5bc7b2d5c985887b16ac'
const url = 'https://api.github.com/x'

function refOf(tag: string, type: string, sha: string) {
  return { ref: `refs/tags/${tag}`, node_id: 'x', url, object: { type, sha, url } }
}
const tagger = { name: 'Monalisa', email: 'mona@example.com', date: '2014-11-07T22:01:45Z' }

function tagObject(sha: string, message: string, type: string, target: string) {
  return { node_id: 'x', tag: 'v1', sha, url, message, tagger, object: { type, sha: target, url } }
}

describe('tags', () => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = askAt(bed.url)
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('gets a lightweight one', async () => {
    bed.answer(routes.ref, refOf('rel/1', 'commit', commit))
    const { data } = await ask('tags.get', { tag: 'rel/1' })
    expect(data).toEqual({ tag: 'rel/1', sha: commit, message: null, tagger: null })
    expect(lastRequest(bed).params['ref']).toBe('tags/rel/1')
  })

  it('follows an annotated one to its commit, also through a tag of a tag', async () => {
    bed.answer(routes.ref, refOf('v1', 'tag', nested))
    bed.answer(routes.object, ({ params }) => ({
      body:
        params['tag_sha'] === nested
          ? tagObject(nested, 'outer', 'tag', tagged)
          : tagObject(tagged, 'inner', 'commit', commit),
    }))
    expect((await ask('tags.get', { tag: 'v1' })).data).toEqual({ tag: 'v1', sha: commit, message: 'outer', tagger })
  })

  it('lists a page', async () => {
    const one = { name: 'v1', commit: { sha: commit, url }, zipball_url: url, tarball_url: url, node_id: 'x' }
    bed.answer(routes.list, [one], { headers: linkTo(bed, 2) })
    const page = await ask('tags.list', {})
    expect(page.data).toEqual([{ tag: 'v1', sha: commit, message: null, tagger: null }])
    expect(page.nextCursor).toBe('2')
  })

  it('lists by prefix, annotated ones with one GraphQL request for the page', async () => {
    const refs = [refOf('v1', 'tag', nested), refOf('v2', 'commit', commit), refOf('v3', 'tag', tagged)]
    bed.answer(routes.matching, refs)
    bed.answer('POST /graphql', {
      data: {
        repository: {
          tag0: {
            message: 'one',
            tagger: { ...tagger, date: '2014-11-07T23:01:45+01:00' },
            target: { oid: tagged, target: { oid: commit } },
          },
          tag1: { message: 'three', tagger: null, target: { oid: commit } },
        },
      },
    })
    const page = await ask('tags.list', { query: 'v' })
    expect(page.data).toEqual([
      { tag: 'v1', sha: commit, message: 'one', tagger: { ...tagger, date: '2014-11-07T22:01:45.000Z' } },
      { tag: 'v2', sha: commit, message: null, tagger: null },
      { tag: 'v3', sha: commit, message: 'three', tagger: null },
    ])
    expect(lastRequest(bed).body).toMatchObject({
      variables: { owner: 'octocat', repo: 'hello-world', sha0: nested, sha1: tagged },
    })
  })

  it('creates a lightweight one with one request, an annotated one with two', async () => {
    bed.answer(routes.createRef, ({ body }) => {
      const { ref, sha } = body as { readonly ref: string; readonly sha: string }
      return { status: 201, body: { ...refOf('x', 'commit', sha), ref } }
    })
    bed.answer(routes.createObject, tagObject(tagged, 'First', 'commit', commit), { status: 201 })
    expect((await ask('tags.create', { tag: 'v1', sha: commit })).data.sha).toBe(commit)
    expect(lastRequest(bed).body).toEqual({ ref: 'refs/tags/v1', sha: commit })
    const { data } = await ask('tags.create', { tag: 'v1', sha: commit, message: 'First' })
    expect(data).toEqual({ tag: 'v1', sha: commit, message: 'First', tagger })
    expect(bed.requests.at(-2)?.body).toEqual({ tag: 'v1', message: 'First', object: commit, type: 'commit' })
    expect(lastRequest(bed).body).toEqual({ ref: 'refs/tags/v1', sha: tagged })
  })

  it('deletes one', async () => {
    bed.answer(routes.delete, undefined, { status: 204 })
    expect((await ask('tags.delete', { tag: 'v1' })).data).toBeNull()
    expect(lastRequest(bed).params['ref']).toBe('tags/v1')
  })
})
