import { ScmError } from '@scm-host/core/provider'
import { describe, expect, it } from 'vitest'
import { delivery, faultsOf, outcomeOf, part, refusalOf } from '../../../../test/webhooks/parse.ts'
import { eventKinds } from '../../../core/src/events/kinds.ts'
import { kinds, webhooks } from '../../src/webhooks.ts'
import { diffNote, issue, job, mergeRequest, note, pipeline, project, push } from './fixtures.ts'
import { allExamples, deployment, neutralExamples, projectEvent, release } from './more-fixtures.ts'

const outcome = (event: string, body: unknown) => outcomeOf(webhooks, event, body)
const anotherEvent = { refused: 'the body is that of another event' }
const hooks = [...new Set(allExamples.map(({ event }) => event).filter((event) => event !== 'System Hook'))]

describe('what the provider declares', () => {
  it('verifies by signing token before plain token, and takes ids from Idempotency-Key', () => {
    expect(webhooks.schemes).toEqual([{ kind: 'standard-webhooks' }, { kind: 'token', header: 'x-gitlab-token' }])
    expect(webhooks.headers).toEqual({ event: 'x-gitlab-event', delivery: 'idempotency-key' })
  })

  it('makes the neutral kinds GitLab has events for', () => {
    const absent = ['check_suite', 'fork', 'installation', 'label', 'merge_group', 'review_thread', 'star', 'status']
    expect(
      Object.keys(eventKinds)
        .filter((kind) => !kinds.some((known) => known === kind))
        .toSorted(),
    ).toEqual(absent)
    const made = neutralExamples.flatMap(({ event, body }) => webhooks.parse(delivery(event, body)))
    const seen = new Set<string>(made.map(({ kind }) => kind))
    const others = new Set<string>(['branch', 'review'])
    expect(kinds.filter((kind) => !seen.has(kind) && !others.has(kind))).toEqual([])
  })
})

describe('T07: the event’s name, which no signature covers', () => {
  it('T07: no body passes for another event', () => {
    const passed = allExamples.flatMap(({ event, body }) =>
      hooks
        .filter((other) => other !== event && 'kinds' in outcome(other, body))
        .map((other) => `${event} as ${other}`),
    )
    expect(passed).toEqual([])
  })

  it('T07: a push under any other name is payload_invalid', () => {
    for (const event of ['Issue Hook', 'Merge Request Hook', 'Wiki Page Hook', 'Tag Push Hook'])
      expect(outcome(event, push())).toEqual(anotherEvent)
  })

  it('T07: a deleted project stays what it is', () => {
    const body = projectEvent('project_destroy')
    for (const event of hooks.filter((one) => one !== 'Project Hook'))
      expect(outcome(event, body)).toEqual(anotherEvent)
  })

  it('T07: a body that says nothing of itself is refused, but of events nobody knows', () => {
    const { object_kind: _kind, event_name: _name, ...silent } = push()
    for (const event of [...hooks, 'System Hook']) expect(outcome(event, silent)).toEqual(anotherEvent)
    for (const kind of [null, 7, {}, ['push']]) {
      expect(outcome('Push Hook', { ...silent, object_kind: kind, event_name: kind })).toEqual(anotherEvent)
    }
  })

  it('T07: a neutral event never comes of a name nobody knows', () => {
    for (const { body } of neutralExamples) expect(outcome('New Hook', body)).toEqual({ kinds: ['gitlab.new'] })
  })

  it('T07: names of the prototype are unknown events', () => {
    const named = [
      ['__proto__', '__proto__'],
      ['constructor', 'constructor'],
      ['toString', 'to_string'],
    ] as const
    for (const [event, kind] of named) {
      expect(outcome(event, { project })).toEqual({ kinds: [`gitlab.${kind}`] })
      expect(outcome('System Hook', { event_name: event })).toEqual({ kinds: [`gitlab.${kind}`] })
    }
  })

  it('T07: a name no event can have is refused', () => {
    for (const event of ['', ' Hook', 'x'.repeat(65), 'é', 'a.b', 'Push Hook\n', 'push-hook']) {
      expect(outcome(event, {})).toEqual({ refused: 'the header X-Gitlab-Event names none' })
      if (event === '') continue
      expect(outcome('System Hook', { event_name: event })).toMatchObject({ refused: expect.stringContaining('name') })
    }
  })
})

describe('T13: hostile bodies', () => {
  it('T13: a body that is no object is refused, whatever the event', () => {
    for (const event of [...hooks, 'System Hook', 'New Hook']) {
      for (const body of [null, undefined, [], [push()], 7, 'x', true]) {
        expect(outcome(event, body)).toEqual({ refused: 'the body is not an object' })
      }
    }
  })

  const attributes = (fields: object) => issue('open', fields)
  it.each<[string, unknown, string]>([
    ['no attributes', { object_kind: 'issue', project }, 'object_attributes'],
    ['attributes a list', { ...issue('open'), object_attributes: [] }, 'object_attributes'],
    ['title null', attributes({ title: null }), 'object_attributes.title'],
    ['iid 0', attributes({ iid: 0 }), 'object_attributes.iid'],
    ['iid a text', attributes({ iid: '1' }), 'object_attributes.iid'],
    ['an id that would be rounded', attributes({ id: 2 ** 53 }), 'object_attributes.id'],
    ['an author with a fraction', attributes({ author_id: 1.5 }), 'object_attributes.author_id'],
    ['a time that is none', attributes({ created_at: 'yesterday' }), 'object_attributes.created_at'],
    ['labels an object', issue('open', {}, { labels: {} }), 'labels'],
    ['a label null', issue('open', {}, { labels: [{ title: 'a' }, null] }), 'labels.1'],
    ['an assignee a text', issue('open', {}, { assignees: ['me'] }), 'assignees.0'],
    ['a user that is a text', issue('open', {}, { user: 'me' }), 'user'],
    ['a username that is an object', issue('open', {}, { user: { id: 1, username: {} } }), 'user.username'],
    ['a project that is a text', issue('open', {}, { project: 'p' }), 'project'],
    [
      'a visibility that is a text',
      issue('open', {}, { project: { visibility_level: '20' } }),
      'project.visibility_level',
    ],
    ['changes a list', issue('update', {}, { changes: ['title'] }), 'changes'],
    ['a change that is none', issue('update', {}, { changes: { title: 'x' } }), 'changes.title'],
  ])('T13: %s is payload_invalid, and says where', (_name, body, field) => {
    const reason = `${field} is not what the event's documentation promises`
    expect(outcome('Issue Hook', body)).toEqual({ refused: reason })
  })

  it('T13: an own __proto__ changes no prototype and no answer', () => {
    const body: object = JSON.parse(JSON.stringify(push()).replace('{', '{"__proto__":{"admin":true},'))
    expect(Object.hasOwn(body, '__proto__')).toBe(true)
    expect(webhooks.parse(delivery('Push Hook', body))).toEqual(webhooks.parse(delivery('Push Hook', push())))
    expect(({} as { readonly admin?: boolean }).admin).toBeUndefined()
  })

  it('T13: a body that throws when read is refused like any other', () => {
    const body = Object.defineProperty({ ...push() }, 'ref', {
      get: () => {
        throw new TypeError('no')
      },
    })
    expect(outcome('Push Hook', body)).toEqual({ refused: 'it cannot be read' })
  })

  it('T13: the error holds nothing of the body', () => {
    const caught = refusalOf(webhooks, 'Issue Hook', attributes({ title: { secret: 'hunter2' } }))
    expect(ScmError.is(caught, 'payload_invalid')).toBe(true)
    expect(`${JSON.stringify(caught)} ${String(caught)}`).not.toContain('hunter2')
  })

  it('T13: long texts of few letters take no longer than their length', () => {
    const long = `${' '.repeat(50_000)}${'draft:'.repeat(50_000)}x`
    const changes = { title: { previous: long, current: `${long} ` } }
    const urls = { git_ssh_url: `git${'@'.repeat(200_000)}`, homepage: `https://${'a/'.repeat(100_000)}` }
    const body = mergeRequest('update', { title: long }, { changes, project: null, repository: urls })
    expect(outcome('Merge Request Hook', body)).toEqual({ kinds: ['pull_request'] })
    expect(outcome('Deployment Hook', deployment('success', { commit_url: '/commit/'.repeat(50_000) }))).toEqual({
      kinds: ['deployment'],
    })
  })
})

describe('T13: words of the prototype', () => {
  it.each<[string, object, string, string]>([
    ['Merge Request Hook', mergeRequest('open'), 'object_attributes', 'state'],
    ['Merge Request Hook', mergeRequest('open'), 'object_attributes', 'detailed_merge_status'],
    ['Merge Request Hook', mergeRequest('open'), 'object_attributes', 'action'],
    ['Issue Hook', issue('open'), 'object_attributes', 'action'],
    ['Issue Hook', issue('open'), 'object_attributes', 'state'],
    ['Note Hook', note('Issue'), 'object_attributes', 'noteable_type'],
    ['Note Hook', note('Issue'), 'object_attributes', 'action'],
    ['Note Hook', diffNote(), 'object_attributes', 'type'],
    ['Pipeline Hook', pipeline('success'), 'object_attributes', 'status'],
    ['Job Hook', job('success'), '', 'build_status'],
    ['Deployment Hook', deployment('success'), '', 'status'],
    ['Release Hook', release('create'), '', 'action'],
  ])('T13: %s with such a word is still by the schema', (event, example, holder, field) => {
    const body = { ...example }
    for (const word of ['constructor', '__proto__', 'toString', 'valueOf']) {
      const damaged =
        holder === '' ? { ...body, [field]: word } : { ...body, [holder]: { ...part(body, holder), [field]: word } }
      expect(webhooks.parse(delivery(event, damaged)).flatMap(faultsOf)).toEqual([])
    }
  })
})
