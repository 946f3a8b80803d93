import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectNoFaults, failure, lastRequest, nextPage } from '../bed/expect.ts'
import { hasDocument, startSpecBed, without, type Ask, type SpecBed } from '../bed/spec-bed.ts'
import { ann, author, diffNote, note, zoe } from './samples.ts'

const subjects = [
  { area: 'issues', on: 'issue', segment: 'issues', route: '/projects/{id}/issues/{issue_iid}' },
  {
    area: 'pullRequests',
    on: 'pullRequest',
    segment: 'merge_requests',
    route: '/projects/{id}/merge_requests/{merge_request_iid}',
  },
] as const

describe.skipIf(!hasDocument).each(subjects)(`the conversation of $area${without}`, ({ area, segment, route }) => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = bed.ask()
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  const number = { issue: '14', pullRequest: '14' }
  const at = `/projects/4/${segment}/14`

  it('lists comments oldest first, without GitLab’s own notes and inline ones, page by page', async () => {
    const others = [{ ...note, id: 1, system: true }, diffNote, { ...note, id: 303, type: 'DiscussionNote' }]
    bed.answer(`GET ${route}/notes`, [note, ...others], { headers: nextPage(bed, 2) })
    const page = await ask(`${area}.listComments`, number, { perPage: 4 })
    expect(page.data.map(({ id }) => id)).toEqual(['302', '303'])
    expect(page.nextCursor).toBe('2')
    expect(page.data[0]).toEqual({
      id: '302',
      body: 'Seen.',
      author: author(ann),
      htmlUrl: `${bed.url}/diaspora/apps/client/-/${segment}/14#note_302`,
      createdAt: note.created_at,
      updatedAt: note.updated_at,
    })
    expect(lastRequest(bed)).toMatchObject({
      path: `${at}/notes`,
      query: { sort: 'asc', order_by: 'created_at', page: '1', per_page: '4' },
    })
    bed.answer(`GET ${route}/notes`, [{ ...note, system: true }], { headers: nextPage(bed, 3) })
    expect(await ask(`${area}.listComments`, number, { cursor: '2' })).toMatchObject({ data: [], nextCursor: '3' })
  })

  it('gets a comment, and not what is no comment', async () => {
    bed.answer(`GET ${route}/notes/{note_id}`, note)
    expect((await ask(`${area}.getComment`, { ...number, comment: '302' })).data.body).toBe('Seen.')
    expect(lastRequest(bed).path).toBe(`${at}/notes/302`)
    for (const other of [diffNote, { ...note, system: true }]) {
      bed.answer(`GET ${route}/notes/{note_id}`, other)
      const run = ask(`${area}.getComment`, { ...number, comment: '302' })
      expect(await failure(run)).toMatchObject({ code: 'not_found' })
    }
  })

  it('writes, changes and deletes a comment', async () => {
    bed.answer(`POST ${route}/notes`, note, { status: 201 })
    expect((await ask(`${area}.createComment`, { ...number, body: 'Seen.' })).data.id).toBe('302')
    expect(lastRequest(bed)).toMatchObject({ path: `${at}/notes`, body: { body: 'Seen.' } })
    bed.answer(`PUT ${route}/notes/{note_id}`, { ...note, body: 'Done.' })
    const changed = await ask(`${area}.updateComment`, { ...number, comment: '302', body: 'Done.' })
    expect(changed.data.body).toBe('Done.')
    expect(lastRequest(bed)).toMatchObject({ path: `${at}/notes/302`, body: { body: 'Done.' } })
    bed.answer(`DELETE ${route}/notes/{note_id}`, undefined, { status: 204 })
    expect((await ask(`${area}.deleteComment`, { ...number, comment: '302' })).data).toBeNull()
    expect(lastRequest(bed)).toMatchObject({ method: 'DELETE', path: `${at}/notes/302` })
  })

  it('says so when a text was quick actions alone', async () => {
    bed.answer(`POST ${route}/notes`, { commands_changes: {}, summary: ['Closed.'] }, { status: 202 })
    const run = ask(`${area}.createComment`, { ...number, body: '/close' })
    expect(await failure(run)).toMatchObject({ code: 'validation_failed' })
  })

  const award = { id: 5, name: 'tada', user: ann, created_at: note.created_at, updated_at: note.updated_at }
  const awardables = [
    { list: 'listReactions', add: 'addReaction', remove: 'removeReaction', input: number, below: '' },
    {
      list: 'listCommentReactions',
      add: 'addCommentReaction',
      remove: 'removeCommentReaction',
      input: { ...number, comment: '302' },
      below: '/notes/302',
    },
  ] as const

  it.each(awardables)('knows reactions: $list, $add, $remove', async ({ list, add, remove, input, below }) => {
    const awards = `${route}${below.replace('302', '{note_id}')}/award_emoji`
    bed.answer(`GET ${awards}`, [award, { ...award, id: 6, name: 'lizard' }], { headers: nextPage(bed, 2) })
    const page = await ask(`${area}.${list}`, { ...input, comment: '302' })
    expect(page.data).toEqual([{ id: '5', reaction: 'hooray', author: author(ann), createdAt: note.created_at }])
    expect(page.nextCursor).toBe('2')
    bed.answer(`POST ${awards}`, ({ body }) => ({ status: 201, body: { ...award, ...(body as object) } }))
    for (const [reaction, name] of [
      ['+1', 'thumbsup'],
      ['-1', 'thumbsdown'],
      ['laugh', 'laughing'],
      ['confused', 'confused'],
      ['heart', 'heart'],
      ['hooray', 'tada'],
      ['rocket', 'rocket'],
      ['eyes', 'eyes'],
    ] as const) {
      const { data } = await ask(`${area}.${add}`, { ...input, comment: '302', reaction })
      expect(data).toMatchObject({ id: '5', reaction })
      expect(lastRequest(bed)).toMatchObject({ path: `${at}${below}/award_emoji`, body: { name } })
    }
    bed.answer(`DELETE ${awards}/{award_id}`, undefined, { status: 204 })
    await ask(`${area}.${remove}`, { ...input, comment: '302', reaction: '5' })
    expect(lastRequest(bed)).toMatchObject({ method: 'DELETE', path: `${at}${below}/award_emoji/5` })
  })

  it('answers the first reaction to a second of the same kind, on whatever page it is', async () => {
    const awards = `${route}/award_emoji`
    const taken = { message: '404 Award Emoji Name has already been taken Not Found' }
    bed.answer(`POST ${awards}`, taken, { status: 404 })
    bed.answer('GET /user', zoe)
    bed.answer(`GET ${awards}`, ({ query }) =>
      query['page'] === '1' ? { body: [award], headers: nextPage(bed, 2) } : { body: [{ ...award, id: 8, user: zoe }] },
    )
    const { data } = await ask(`${area}.addReaction`, { ...number, reaction: 'hooray' })
    expect(data).toEqual({ id: '8', reaction: 'hooray', author: author(zoe), createdAt: note.created_at })
    bed.answer(`GET ${awards}`, [award])
    const run = ask(`${area}.addReaction`, { ...number, reaction: 'hooray' })
    expect(await failure(run)).toMatchObject({ code: 'not_found' })
  })

  it('adds and removes labels in one request', async () => {
    bed.answer(`PUT ${route}`, { labels: ['bug', 'C#'] })
    const added = await ask(`${area}.addLabels`, { ...number, labels: ['C#', 'a b'] })
    expect(added.data).toEqual(['bug', 'C#'])
    expect(lastRequest(bed)).toMatchObject({ method: 'PUT', path: at, body: { add_labels: 'C#,a b' } })
    await ask(`${area}.removeLabels`, { ...number, labels: ['a b', 'never,was'] })
    expect(lastRequest(bed).body).toEqual({ remove_labels: 'a b' })
    const run = ask(`${area}.addLabels`, { ...number, labels: ['a,b'] })
    expect(await failure(run)).toMatchObject({ code: 'invalid_argument', detail: { argument: 'labels' } })
  })
})
