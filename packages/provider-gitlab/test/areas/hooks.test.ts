import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectNoFaults, failure, lastRequest, nextPage } from '../bed/expect.ts'
import { hasDocument, startSpecBed, without, type Ask, type SpecBed } from '../bed/spec-bed.ts'

const hooks = '/projects/{id}/hooks'
const plain = 'plain-secret-of-enough-length'
const signing = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const url = 'https://hooks.example/webhooks/1'
const hook = {
  id: 3,
  url,
  name: 'x',
  created_at: '2026-10-13T17:04:10.000Z',
  push_events: true,
  tag_push_events: false,
  merge_requests_events: true,
  note_events: true,
  confidential_note_events: true,
  wiki_page_events: true,
  enable_ssl_verification: true,
  alert_status: 'executable',
  signing_token_present: false,
}

describe.skipIf(!hasDocument)(`webhooks${without}`, () => {
  let bed: SpecBed
  let ask: Ask
  beforeAll(async () => {
    bed = await startSpecBed()
    ask = bed.ask()
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(() => bed.close())

  const neutral = ['push', 'branch', 'pull_request', 'review', 'comment', 'review_comment', 'gitlab.wiki_page']
  const flags = () =>
    Object.entries(lastRequest(bed).body as object)
      .filter(([name, value]) => name.endsWith('_events') && value === true)
      .map(([name]) => name.slice(0, -'_events'.length))

  it('lists and gets hooks with neutral kinds', async () => {
    bed.answer(`GET ${hooks}`, [hook, { ...hook, id: 4, alert_status: 'disabled' }], { headers: nextPage(bed, 2) })
    const page = await ask('hooks.list', {}, { perPage: 2 })
    expect(page.nextCursor).toBe('2')
    const known = { hook: '3', url, events: neutral, isActive: true, createdAt: hook.created_at }
    expect(page.data).toEqual([known, { ...known, hook: '4', isActive: false }])
    bed.answer(`GET ${hooks}/{hook_id}`, hook)
    expect((await ask('hooks.get', { hook: '3' })).data).toEqual(known)
    expect(lastRequest(bed).path).toBe('/projects/4/hooks/3')
  })

  it('subscribes to all the host understands, over verified TLS; the secret goes in and never comes out', async () => {
    bed.answer(`POST ${hooks}`, hook, { status: 201 })
    const { data, raw } = await ask('hooks.create', { url, secret: plain })
    expect(lastRequest(bed).body).toMatchObject({ url, token: plain, enable_ssl_verification: true })
    expect(lastRequest(bed).body).toMatchObject({ feature_flag_events: false, wiki_page_events: false })
    expect(flags()).toEqual([
      'push',
      'tag_push',
      'merge_requests',
      'note',
      'confidential_note',
      'issues',
      'confidential_issues',
      'job',
      'pipeline',
      'deployment',
      'releases',
      'milestone',
      'emoji',
    ])
    expect(JSON.stringify({ data, raw })).not.toContain(plain)
  })

  it('subscribes to what is asked for alone', async () => {
    bed.answer(`POST ${hooks}`, hook, { status: 201 })
    await ask('hooks.create', { url, secret: plain, events: ['issue', 'gitlab.feature_flag'], active: true })
    expect(flags()).toEqual(['issues', 'confidential_issues', 'feature_flag'])
    expect(lastRequest(bed).body).toMatchObject({ push_events: false })
    const before = bed.requests.length
    for (const input of [
      { events: ['star'] },
      { events: ['github.push'] },
      { events: ['gitlab.x'] },
      { active: false },
    ]) {
      const run = ask('hooks.create', { url, secret: plain, ...input })
      expect(await failure(run)).toMatchObject({ code: 'invalid_argument' })
    }
    expect(bed.requests).toHaveLength(before)
  })

  it('signs where GitLab can, and leaves no unsigned hook where it cannot', async () => {
    bed.answer(`POST ${hooks}`, { ...hook, signing_token_present: true }, { status: 201 })
    await ask('hooks.create', { url, secret: signing })
    expect(lastRequest(bed).body).toMatchObject({ signing_token: signing })
    expect(lastRequest(bed).body).not.toHaveProperty('token')
    bed.answer(`POST ${hooks}`, { ...hook, signing_token_present: null }, { status: 201 })
    bed.answer(`DELETE ${hooks}/{hook_id}`, undefined, { status: 204 })
    const error = await failure(ask('hooks.create', { url, secret: signing }))
    expect(error).toMatchObject({ code: 'validation_failed' })
    expect(JSON.stringify(error)).not.toContain(signing)
    expect(lastRequest(bed)).toMatchObject({ method: 'DELETE', path: '/projects/4/hooks/3' })
  })

  it('changes what is given, and deletes', async () => {
    bed.answer(`PUT ${hooks}/{hook_id}`, hook)
    await ask('hooks.update', { hook: '3', secret: plain })
    expect(lastRequest(bed).body).toEqual({ token: plain, enable_ssl_verification: true })
    await ask('hooks.update', { hook: '3', url: 'https://hooks.example/2', events: ['push'] })
    expect(lastRequest(bed).body).toMatchObject({
      url: 'https://hooks.example/2',
      push_events: true,
      note_events: false,
    })
    expect(await failure(ask('hooks.update', { hook: '3', secret: signing }))).toMatchObject({
      code: 'validation_failed',
    })
    expect(await failure(ask('hooks.update', { hook: '3', active: false }))).toMatchObject({ code: 'invalid_argument' })
    bed.answer(`GET ${hooks}/{hook_id}`, hook)
    await ask('hooks.update', { hook: '3', active: true })
    expect(lastRequest(bed).method).toBe('GET')
    expect((await ask('hooks.delete', { hook: '3' })).data).toBeNull()
    expect(lastRequest(bed).method).toBe('DELETE')
  })
})
