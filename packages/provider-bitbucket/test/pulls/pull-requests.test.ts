import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectNoFaults, failure, lastRequest, pageWith } from '../bed/expect.ts'
import { commitOf, emmaAuthor, sha } from '../bed/samples.ts'
import { atWeb, hasDocument, startSpecBed, without, type Ask, type SpecBed } from '../bed/spec-bed.ts'
import { commentOf, inlineAt, otto, pullOf } from './samples.ts'

const one = `${atWeb}/pullrequests/{pull_request_id}`
const ofComment = `${one}/comments/{comment_id}`

describe.skipIf(!hasDocument)(`pull requests${without}`, () => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = bed.ask()
    bed.answer(`GET ${atWeb}/commits`, pageWith([commitOf()]))
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('gets one', async () => {
    bed.answer(`GET ${one}`, pullOf())
    const { data } = await ask('pullRequests.get', { pullRequest: '7' })
    expect(data).toMatchObject({
      pullRequest: '7',
      title: 'Oil the hinges',
      body: 'They squeak.',
      state: 'open',
      isDraft: false,
      author: emmaAuthor,
      reviewers: [{ id: otto.uuid, username: 'otto' }],
      head: { ref: 'oil/50%', sha, repositoryFullName: 'acme/web' },
      base: { ref: 'main' },
      mergedAt: null,
      closedAt: null,
      updatedAt: '2026-03-02T11:00:00.123Z',
    })
  })

  it.each([
    ['MERGED', 'merged', '2026-03-02T11:00:00.123Z', 'c'.repeat(12)],
    ['DECLINED', 'closed', null, null],
    ['SUPERSEDED', 'closed', null, null],
  ])('reads %s as %s', async (vendor, state, mergedAt, mergeCommitSha) => {
    const ends = {
      state: vendor,
      merge_commit: { hash: 'c'.repeat(12) },
      source: { branch: { name: 'gone' }, repository: null },
    }
    bed.answer(`GET ${one}`, pullOf(ends))
    const { data } = await ask('pullRequests.get', { pullRequest: '7' })
    expect(data).toMatchObject({ state, mergedAt, mergeCommitSha, closedAt: '2026-03-02T11:00:00.123Z' })
    expect(data).toMatchObject({ head: { ref: 'gone', sha: null, repositoryFullName: null } })
  })

  it('keeps the short id of a head that is not shown, and after a write whatever happens', async () => {
    const [short, commits] = [{ head: { sha: sha.slice(0, 12) } }, `GET ${atWeb}/commits`]
    bed.answer(`GET ${one}`, pullOf())
    bed.answer(commits, { type: 'error', error: { message: 'No such commit' } }, { status: 404 })
    expect((await ask('pullRequests.get', { pullRequest: '7' })).data).toMatchObject(short)
    bed.answer(commits, { type: 'error', error: { message: 'Later' } }, { status: 503 })
    expect(await failure(ask('pullRequests.get', { pullRequest: '7' }))).toMatchObject({ code: 'vendor_unavailable' })
    bed.answer(`PUT ${one}`, pullOf())
    expect((await ask('pullRequests.update', { pullRequest: '7', title: 'T' })).data).toMatchObject(short)
    bed.answer(commits, pageWith([commitOf()]))
  })

  it('lists by state, branches and author, each quoted in the filter', async () => {
    bed.answer(`GET ${atWeb}/pullrequests`, pageWith([pullOf()], { page: '2' }))
    const input = { state: 'closed', base: 'main', author: otto.uuid, sort: 'updated', direction: 'asc' } as const
    const answer = await ask('pullRequests.list', { ...input, head: 'fix/50%"' })
    expect(answer).toMatchObject({ nextCursor: 'page=2', data: [{ pullRequest: '7' }] })
    expect(lastRequest(bed).query).toMatchObject({
      q: `(state = "DECLINED" OR state = "SUPERSEDED") AND source.branch.name = "fix/50%\\"" AND destination.branch.name = "main" AND author.uuid = "${otto.uuid}"`,
      sort: 'updated_on',
    })
    await ask('pullRequests.list', {}, { cursor: 'page=2' })
    expect(lastRequest(bed).query).toMatchObject({ page: '2', q: '(state = "OPEN")', sort: '-created_on' })
  })

  it('creates one, from a fork too', async () => {
    bed.answer(`POST ${atWeb}/pullrequests`, pullOf(), { status: 201 })
    const input = {
      title: 'T',
      body: 'B',
      head: 'topic',
      base: 'main',
      draft: true,
      reviewers: [otto.uuid, '557058:1'],
    }
    expect((await ask('pullRequests.create', input)).data).toMatchObject({ pullRequest: '7' })
    expect(lastRequest(bed, `POST ${atWeb}/pullrequests`).body).toEqual({
      title: 'T',
      description: 'B',
      draft: true,
      source: { branch: { name: 'topic' } },
      destination: { branch: { name: 'main' } },
      reviewers: [{ uuid: otto.uuid }, { account_id: '557058:1' }],
    })
    await ask('pullRequests.create', { title: 'T', head: 'otto:topic', base: 'main' })
    expect(lastRequest(bed, `POST ${atWeb}/pullrequests`).body).toMatchObject({
      source: { branch: { name: 'topic' }, repository: { full_name: 'otto/web' } },
    })
  })

  it('updates fields, declines, and cannot reopen', async () => {
    bed.answer(`GET ${one}`, pullOf({ close_source_branch: true }))
    bed.answer(`PUT ${one}`, pullOf({ title: 'New' }))
    const { data } = await ask('pullRequests.update', { pullRequest: '7', title: 'New', base: 'next' })
    expect(data).toMatchObject({ title: 'New' })
    expect(lastRequest(bed, `PUT ${one}`).body).toEqual({
      title: 'New',
      description: 'They squeak.',
      draft: false,
      close_source_branch: true,
      reviewers: [{ uuid: otto.uuid }],
      destination: { branch: { name: 'next' } },
    })
    let state = 'OPEN'
    bed.answer(`GET ${one}`, () => ({ status: 200, body: pullOf({ state }) }))
    bed.answer(`POST ${one}/decline`, () => {
      state = 'DECLINED'
      return { status: 200, body: pullOf({ state }) }
    })
    expect((await ask('pullRequests.update', { pullRequest: '7', state: 'closed' })).data).toMatchObject({
      state: 'closed',
    })
    expect(await failure(ask('pullRequests.update', { pullRequest: '7', state: 'open' }))).toMatchObject({
      code: 'validation_failed',
    })
  })

  it('merges what the caller has seen, and nothing newer', async () => {
    bed.answer(`GET ${one}`, pullOf())
    bed.answer(`POST ${one}/merge`, pullOf({ state: 'MERGED', merge_commit: { hash: 'c'.repeat(40) } }))
    const merged = await ask('pullRequests.merge', { pullRequest: '7', method: 'squash', sha, message: 'M' })
    expect(merged.data).toEqual({ isMerged: true, sha: 'c'.repeat(40) })
    expect(lastRequest(bed).body).toEqual({ type: 'pullrequest', merge_strategy: 'squash', message: 'M' })
    const before = bed.requests.length
    const stale = ask('pullRequests.merge', { pullRequest: '7', method: 'merge', sha: 'f'.repeat(40) })
    expect(await failure(stale)).toMatchObject({ code: 'conflict' })
    expect(bed.requests.slice(before).map(({ method }) => method)).toEqual(['GET'])
  })

  it('lists files and commits, and reads the diff', async () => {
    const row = {
      type: 'diffstat',
      status: 'renamed',
      lines_added: 1,
      lines_removed: 2,
      old: { type: 'commit_file', path: 'a b' },
      new: { type: 'commit_file', path: 'c/d' },
    }
    const [own, fork] = [`${atWeb}/diffstat/{spec}`, `${one}/diffstat`]
    bed.answer(`GET ${one}`, pullOf())
    bed.answer(`GET ${own}`, pageWith([row], { page: '2' }))
    const listed = await ask('pullRequests.listFiles', { pullRequest: '7' }, { cursor: 'page=3' })
    expect(lastRequest(bed)).toMatchObject({
      params: { spec: `${sha.slice(0, 12)}..${'b'.repeat(12)}` },
      query: { topic: 'true', page: '3' },
    })
    expect(listed).toMatchObject({ nextCursor: 'page=2' })
    expect(listed.data).toEqual([
      { path: 'c/d', previousPath: 'a b', status: 'renamed', additions: 1, deletions: 2, patch: null, sha: null },
    ])
    const source = { ...pullOf().source, repository: { type: 'repository', full_name: 'otto/web' } }
    bed.answer(`GET ${one}`, pullOf({ source }))
    bed.answer(`GET ${fork}`, { ...pageWith([row], { page: '2' }), page: 1 })
    expect((await ask('pullRequests.listFiles', { pullRequest: '7' })).data).toHaveLength(1)
    const again = ask('pullRequests.listFiles', { pullRequest: '7' }, { cursor: 'page=2' })
    expect(await failure(again)).toMatchObject({ code: 'pagination_refused' })
    bed.answer(`GET ${one}/commits`, pageWith([commitOf()]))
    expect((await ask('pullRequests.listCommits', { pullRequest: '7' })).data).toMatchObject([
      { sha, message: 'Subject\n\nBody\n' },
    ])
    const diff = 'diff --git a/x b/x\n'
    bed.answer(`GET ${one}/diff`, diff, { headers: { 'content-type': 'text/plain' } })
    expect((await ask('pullRequests.getDiff', { pullRequest: '7' })).data).toBe(diff)
  })

  it('keeps reviewers when it adds or takes away one', async () => {
    bed.answer(`GET ${one}`, pullOf())
    bed.answer(`PUT ${one}`, pullOf())
    await ask('pullRequests.requestReviewers', { pullRequest: '7', reviewers: ['{new}', otto.uuid] })
    const still = { title: 'Oil the hinges', description: 'They squeak.', draft: false }
    const sent = () => lastRequest(bed, `PUT ${one}`).body
    expect(sent()).toEqual({ ...still, reviewers: [{ uuid: otto.uuid }, { uuid: '{new}' }] })
    await ask('pullRequests.removeReviewers', { pullRequest: '7', reviewers: [otto.uuid] })
    expect(sent()).toEqual({ ...still, reviewers: [] })
  })

  it('shows the conversation without inline and deleted comments, and pages on', async () => {
    const all = [commentOf(1), commentOf(2, inlineAt('x', 3)), commentOf(3, { deleted: true })]
    bed.answer(`GET ${one}/comments`, pageWith(all, { page: '2' }))
    const { data, nextCursor } = await ask('pullRequests.listComments', { pullRequest: '7' })
    expect(data.map(({ id, body }) => [id, body])).toEqual([['1', 'Comment 1']])
    expect(nextCursor).toBe('page=2')
  })

  it('writes, changes and deletes comments of the conversation only', async () => {
    bed.answer(`POST ${one}/comments`, commentOf(9), { status: 201 })
    expect((await ask('pullRequests.createComment', { pullRequest: '7', body: 'Hi' })).data).toMatchObject({ id: '9' })
    expect(lastRequest(bed).body).toEqual({ content: { raw: 'Hi' } })
    bed.answer(`GET ${ofComment}`, commentOf(9))
    bed.answer(`PUT ${ofComment}`, commentOf(9, { content: { raw: 'Ho' } }))
    expect(
      (await ask('pullRequests.updateComment', { pullRequest: '7', comment: '9', body: 'Ho' })).data,
    ).toMatchObject({ body: 'Ho' })
    bed.answer(`DELETE ${ofComment}`, null, { status: 204 })
    expect((await ask('pullRequests.deleteComment', { pullRequest: '7', comment: '9' })).data).toBeNull()
    bed.answer(`GET ${ofComment}`, commentOf(9, inlineAt('x', 1)))
    const before = bed.requests.length
    for (const operation of ['getComment', 'deleteComment'] as const) {
      const wrong = ask(`pullRequests.${operation}`, { pullRequest: '7', comment: '9' })
      expect(await failure(wrong)).toMatchObject({ code: 'not_found' })
    }
    expect(bed.requests.slice(before).map(({ method }) => method)).toEqual(['GET', 'GET'])
  })
})
