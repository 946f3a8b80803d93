import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { OperationId } from '@scm-host/core/provider'
import { conversation } from '../../src/parts/conversation.ts'
import { boundAsHost } from '../bed/as-host.ts'
import { callOf, expectContract, expectNoFaults, failure, lastRequest, linkTo } from '../bed/expect.ts'
import { startSpecBed, type SpecBed } from '../bed/spec-bed.ts'

const issue = '/repos/{owner}/{repo}/issues/{issue_number}'
const comment = '/repos/{owner}/{repo}/issues/comments/{comment_id}'
const path = '/repos/octocat/hello-world/issues'
const missing = { message: 'Not Found', documentation_url: 'https://docs.github.com/rest' }

describe.each([
  { on: 'issue', area: 'issues' },
  { on: 'pullRequest', area: 'pullRequests' },
] as const)('the conversation of $area', ({ on, area }) => {
  let bed: SpecBed
  let talk: ReturnType<typeof conversation<'issue' | 'pullRequest'>>
  const subject = { issue: '1347', pullRequest: '1347' }
  const fits = (name: string, answer: { readonly data: unknown }) =>
    expectContract(`${area}.${name}` as OperationId, answer)
  beforeAll(async () => {
    bed = await startSpecBed()
    talk = conversation<'issue' | 'pullRequest'>(boundAsHost(bed), on)
    bed.answer(`GET ${comment}`, bed.example(`GET ${comment}`))
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  it('lists comments', async () => {
    bed.answer(`GET ${issue}/comments`, bed.example(`GET ${issue}/comments`), { headers: linkTo(bed, 2) })
    const page = await talk.listComments(subject, callOf('1', 10))
    fits('listComments', page)
    expect(page.data.map(({ id, body, author }) => [id, body, author?.username])).toEqual([['1', 'Me too', 'octocat']])
    expect(page.nextCursor).toBe('2')
    expect(lastRequest(bed)).toMatchObject({ path: `${path}/1347/comments`, query: { page: '1', per_page: '10' } })
  })

  it('gets one comment of this number alone', async () => {
    const answer = await talk.getComment({ ...subject, comment: '1' })
    fits('getComment', answer)
    expect(lastRequest(bed).path).toBe(`${path}/comments/1`)
    expect(answer.data).toMatchObject({
      id: '1',
      body: 'Me too',
      htmlUrl: 'https://github.com/octocat/Hello-World/issues/1347#issuecomment-1',
      createdAt: '2011-04-14T16:00:49Z',
    })
    const elsewhere = { issue: '347', pullRequest: '347', comment: '1' }
    expect(await failure(talk.getComment(elsewhere))).toMatchObject({ code: 'not_found' })
    expect(await failure(talk.getComment({ ...subject, comment: '1/../2' }))).toMatchObject({
      code: 'invalid_argument',
    })
  })

  it('creates, updates and deletes a comment', async () => {
    bed.answer(`POST ${issue}/comments`, bed.example(`POST ${issue}/comments`, {}, 201), { status: 201 })
    fits('createComment', await talk.createComment({ ...subject, body: 'Me too' }))
    expect(lastRequest(bed)).toMatchObject({ method: 'POST', path: `${path}/1347/comments`, body: { body: 'Me too' } })
    bed.answer(`PATCH ${comment}`, bed.example(`PATCH ${comment}`))
    fits('updateComment', await talk.updateComment({ ...subject, comment: '1', body: 'New' }))
    expect(lastRequest(bed)).toMatchObject({ method: 'PATCH', path: `${path}/comments/1`, body: { body: 'New' } })
    bed.answer(`DELETE ${comment}`, undefined, { status: 204 })
    expect(await talk.deleteComment({ ...subject, comment: '1' })).toEqual({ data: null })
    expect(lastRequest(bed)).toMatchObject({ method: 'DELETE', path: `${path}/comments/1` })
  })

  it('changes no comment of another number', async () => {
    const elsewhere = { issue: '2', pullRequest: '2', comment: '1' }
    const before = bed.requests.length
    expect(await failure(talk.updateComment({ ...elsewhere, body: 'x' }))).toMatchObject({ code: 'not_found' })
    expect(await failure(talk.deleteComment(elsewhere))).toMatchObject({ code: 'not_found' })
    expect(bed.requests.slice(before).map((request) => request.method)).toEqual(['GET', 'GET'])
  })

  it.each([
    { of: 'the whole', at: issue, sent: `${path}/1347`, suffix: '' },
    { of: 'a comment', at: comment, sent: `${path}/comments/9`, suffix: 'Comment' },
  ] as const)('lists, adds and removes reactions to $of', async ({ at, sent, suffix }) => {
    const input = { ...subject, comment: '9' }
    const run =
      suffix === ''
        ? {
            list: () => talk.listReactions(input, callOf()),
            add: () => talk.addReaction({ ...input, reaction: 'heart' }),
            remove: () => talk.removeReaction({ ...input, reaction: '1' }),
          }
        : {
            list: () => talk.listCommentReactions(input, callOf()),
            add: () => talk.addCommentReaction({ ...input, reaction: 'heart' }),
            remove: () => talk.removeCommentReaction({ ...input, reaction: '1' }),
          }
    bed.answer(`GET ${at}/reactions`, bed.example(`GET ${at}/reactions`), { headers: linkTo(bed, 2) })
    const page = await run.list()
    fits(`list${suffix}Reactions`, page)
    expect(page).toMatchObject({
      data: [{ id: '1', reaction: 'heart', author: { username: 'octocat' } }],
      nextCursor: '2',
    })
    expect(lastRequest(bed)).toMatchObject({ path: `${sent}/reactions`, query: { page: '1', per_page: '30' } })
    for (const status of [201, 200]) {
      bed.answer(`POST ${at}/reactions`, bed.example(`POST ${at}/reactions`, {}, 201), { status })
      fits(`add${suffix}Reaction`, await run.add())
      expect(lastRequest(bed)).toMatchObject({ path: `${sent}/reactions`, body: { content: 'heart' } })
    }
    bed.answer(`DELETE ${at}/reactions/{reaction_id}`, undefined, { status: 204 })
    expect(await run.remove()).toEqual({ data: null })
    expect(lastRequest(bed)).toMatchObject({ method: 'DELETE', path: `${sent}/reactions/1` })
  })

  it('adds labels and answers all names', async () => {
    bed.answer(`POST ${issue}/labels`, bed.example(`POST ${issue}/labels`))
    const answer = await talk.addLabels({ ...subject, labels: ['bug', 'a/b'] })
    fits('addLabels', answer)
    expect(lastRequest(bed)).toMatchObject({ path: `${path}/1347/labels`, body: { labels: ['bug', 'a/b'] } })
    expect(answer.data).toEqual(['bug', 'enhancement'])
  })

  it('removes labels one by one, forgives the absent, answers what is left', async () => {
    const [bug] = bed.example<object[]>(`POST ${issue}/labels`)
    bed.answer(`DELETE ${issue}/labels/{name}`, ({ params }) =>
      params['name'] === 'gone' ? { status: 404, body: missing } : { body: [bug] },
    )
    const before = bed.requests.length
    const answer = await talk.removeLabels({ ...subject, labels: ['a/b #1', 'gone'] })
    fits('removeLabels', answer)
    expect(answer.data).toEqual(['bug'])
    expect(bed.requests.slice(before).map((request) => request.path)).toEqual([
      `${path}/1347/labels/a%2Fb%20%231`,
      `${path}/1347/labels/gone`,
    ])
  })

  it('asks for the labels that are left when none was removed', async () => {
    bed.answer(`DELETE ${issue}/labels/{name}`, missing, { status: 404 })
    bed.answer(`GET ${issue}/labels`, bed.example(`GET ${issue}/labels`))
    const answer = await talk.removeLabels({ ...subject, labels: ['gone'] })
    expect(answer.data).toEqual(['bug', 'enhancement'])
    bed.answer(`GET ${issue}/labels`, missing, { status: 404 })
    expect(await failure(talk.removeLabels({ ...subject, labels: ['gone'] }))).toMatchObject({ code: 'not_found' })
  })
})
