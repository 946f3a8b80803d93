import { describe, expect, it } from 'vitest'
import { job, mergeRequest, pipeline, project, push, sha, web } from './fixtures.ts'
import { award, deployment, member, milestone, projectEvent, release, vendorExamples } from './more-fixtures.ts'
import { eventsOf, parsed } from './parsed.ts'

describe('a pipeline', () => {
  it.each([
    ['created', 'requested', 'pending', null, '2026-03-01T10:00:00.000Z'],
    ['waiting_for_resource', 'requested', 'pending', null, '2026-03-01T10:00:00.000Z'],
    ['pending', 'requested', 'pending', null, '2026-03-01T10:00:00.000Z'],
    ['running', 'in_progress', 'running', null, null],
    ['canceling', 'in_progress', 'running', null, null],
    ['success', 'completed', 'completed', 'success', '2026-03-01T10:05:00.000Z'],
    ['failed', 'completed', 'completed', 'failure', '2026-03-01T10:05:00.000Z'],
    ['canceled', 'completed', 'completed', 'cancelled', '2026-03-01T10:05:00.000Z'],
    ['skipped', 'completed', 'completed', 'skipped', '2026-03-01T10:05:00.000Z'],
    ['manual', 'completed', 'completed', 'action_required', '2026-03-01T10:05:00.000Z'],
  ])('that is %s: %s, %s, %s', (vendor, action, status, conclusion, occurredAt) => {
    const subject = { pipeline: '31', number: '3', name: 'Build', ref: 'main', sha, status, conclusion }
    expect(parsed('Pipeline Hook', pipeline(vendor))).toMatchObject({ kind: 'pipeline', action, occurredAt, subject })
  })

  it('of an old version has neither number nor name', () => {
    const event = parsed('Pipeline Hook', pipeline('success', { iid: null, name: null }))
    expect(event).toMatchObject({ subject: { number: null, name: null } })
  })
})

describe('a job', () => {
  it.each([
    ['created', { action: 'created' }, '2026-03-01T10:00:00.886Z'],
    ['pending', { action: 'other', rawAction: 'pending' }, '2026-03-01T10:00:00.886Z'],
    ['running', { action: 'other', rawAction: 'running' }, '2026-03-01T10:01:00.000Z'],
    ['failed', { action: 'completed' }, '2026-03-01T10:02:00.000Z'],
  ])('that is %s is a check: %j', (status, action, occurredAt) => {
    const subject = { name: 'test', sha, conclusion: status === 'failed' ? 'failure' : null }
    expect(parsed('Job Hook', job(status))).toMatchObject({ kind: 'check_run', ...action, occurredAt, subject })
  })
})

describe('a deployment', () => {
  it.each([
    ['created', 'created', 'pending'],
    ['running', 'status_updated', 'in_progress'],
    ['success', 'status_updated', 'success'],
    ['failed', 'status_updated', 'failure'],
    ['canceled', 'status_updated', 'cancelled'],
    ['constructor', 'status_updated', 'unknown'],
  ])('that is %s: %s, %s', (status, action, state) => {
    const subject = { deployment: '15', environment: 'staging', ref: null, sha, state }
    const occurredAt = '2026-03-01T19:50:00.000Z'
    expect(parsed('Deployment Hook', deployment(status))).toMatchObject({ action, occurredAt, subject })
  })

  it('without a page of its commit has the short id', () => {
    const event = parsed('Deployment Hook', deployment('success', { commit_url: null, ref: 'main' }))
    expect(event).toMatchObject({ subject: { sha: sha.slice(0, 8), ref: 'main' } })
  })
})

describe('releases, milestones, reactions', () => {
  it.each([
    ['create', 'published', '2026-03-01T10:00:00.000Z'],
    ['update', 'edited', null],
    ['delete', 'deleted', null],
  ])('a release: %s is %s', (vendor, action, occurredAt) => {
    const dates = { createdAt: '2026-03-01T10:00:00.000Z', publishedAt: '2026-03-02T10:00:00.000Z' }
    const subject = { release: 'v1.1', tag: 'v1.1', name: 'One', body: null, author: null, isDraft: false, ...dates }
    expect(parsed('Release Hook', release(vendor))).toMatchObject({ kind: 'release', action, occurredAt, subject })
  })

  it('a milestone', () => {
    const due = { dueAt: '2026-04-01T00:00:00Z', htmlUrl: `${web}/-/milestones/10` }
    const open = { milestone: { milestone: '61', title: 'v1.0', description: 'First', state: 'open', ...due } }
    expect(parsed('Milestone Hook', milestone('create'))).toMatchObject({ action: 'create', subject: open })
    const closed = parsed('Milestone Hook', milestone('close', { state: 'closed' }))
    expect(closed).toMatchObject({ action: 'close', subject: { milestone: { state: 'closed' } } })
    expect(parsed('Milestone Hook', milestone('delete'))).toMatchObject({ occurredAt: null })
  })

  it.each([
    ['Issue', { issue: { iid: 23 } }, { on: 'issue', number: '23', comment: null }],
    ['MergeRequest', { merge_request: { iid: 3 } }, { on: 'pull_request', number: '3', comment: null }],
    ['Note', { merge_request: { iid: 3 }, note: {} }, { on: 'comment', number: '3', comment: '363' }],
    ['Snippet', { snippet: { id: 1 } }, { on: 'other', number: null, comment: null }],
  ])('a reaction on %s', (type, fields, about) => {
    const subject = { reaction: 'thumbsup', user: { username: 'ada' }, ...about }
    expect(parsed('Emoji Hook', award(type, fields))).toMatchObject({ kind: 'reaction', action: 'award', subject })
  })
})

describe('members and projects', () => {
  it('a member is not the sender', () => {
    const event = parsed('Member Hook', member('user_add_to_group'))
    const subject = { user: { id: '8', username: 'bob', displayName: 'Bob' }, permission: 'Developer' }
    expect(event).toMatchObject({
      kind: 'member',
      action: 'user_add_to_group',
      sender: null,
      repository: null,
      subject,
    })
    expect(parsed('Member Hook', member('user_remove_from_group'))).toMatchObject({ occurredAt: null })
    expect(parsed('Member Hook', member('user_access_request_to_group'))).toMatchObject({ kind: 'member' })
  })

  it.each([
    ['project_create', 'created', '2026-03-01T10:00:00.000Z'],
    ['project_destroy', 'deleted', null],
    ['project_rename', 'renamed', '2026-03-02T10:00:00.000Z'],
    ['project_transfer', 'transferred', '2026-03-02T10:00:00.000Z'],
    ['project_update', 'edited', '2026-03-02T10:00:00.000Z'],
  ])('%s is repository %s', (name, action, occurredAt) => {
    const body = projectEvent(name, { old_path_with_namespace: 'old/hammer' })
    const repository = { externalId: '42', fullName: 'acme/tools/hammer', isPrivate: true }
    const subject = { externalId: '42', fullName: 'acme/tools/hammer', previousName: 'old/hammer' }
    expect(parsed('System Hook', body)).toMatchObject({ kind: 'repository', action, occurredAt, repository, subject })
  })

  it.each([
    ['public', false],
    ['internal', true],
    ['private', true],
  ])('a project that is %s is private: %s', (visibility, isPrivate) => {
    const body = projectEvent('project_create', { project_visibility: visibility })
    expect(parsed('Project Hook', body)).toMatchObject({ repository: { isPrivate } })
  })
})

describe('events without a neutral kind', () => {
  it('arrive under their own names, of their repository where they have one', () => {
    const events = vendorExamples.flatMap(({ event, body }) => eventsOf(event, body))
    const own = (kind: string, action: string, externalId: string | null) => ({
      kind: `gitlab.${kind}`,
      action,
      subject: null,
      repository: externalId === null ? null : { externalId },
    })
    expect(events).toMatchObject([
      own('wiki_page', 'create', '42'),
      own('feature_flag', 'feature_flag', '42'),
      own('vulnerability', 'vulnerability', '42'),
      own('resource_access_token', 'expiring_access_token', '42'),
      own('subgroup', 'subgroup_create', null),
      own('user_create', 'user_create', null),
      own('repository_update', 'repository_update', '42'),
    ])
    expect(events.at(-1)?.sender).toMatchObject({ username: 'ada' })
  })

  it('likewise those nobody has heard of', () => {
    const body = { object_kind: 'launch', project, object_attributes: { action: 'lift_off' } }
    const event = { action: 'lift_off', subject: null, repository: { externalId: '42' } }
    expect(parsed('Rocket Launch Hook', body)).toMatchObject({ ...event, kind: 'gitlab.rocket_launch' })
    expect(parsed('System Hook', body)).toMatchObject({ ...event, kind: 'gitlab.launch' })
  })
})

describe('a system hook', () => {
  it('gives what the project’s own hook gives', () => {
    expect(eventsOf('System Hook', push())).toEqual(eventsOf('Push Hook', push()))
    expect(eventsOf('System Hook', mergeRequest('merge'))).toEqual(
      eventsOf('Merge Request Hook', mergeRequest('merge')),
    )
  })
})
