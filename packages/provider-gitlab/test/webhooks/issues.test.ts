import { describe, expect, it } from 'vitest'
import { bug, docs, eve, from, issue, web } from './fixtures.ts'
import { eventsOf, parsed } from './parsed.ts'

const workItem = (type: string, fields: object = {}) => ({
  ...issue('open', { type }),
  object_kind: 'work_item',
  ...fields,
})

describe.each(['Issue Hook', 'Confidential Issue Hook'])('%s', (hook) => {
  it('opened', () => {
    expect(parsed(hook, issue('open'))).toMatchObject({
      kind: 'issue',
      action: 'opened',
      occurredAt: '2026-03-02T11:30:00.000Z',
      subject: {
        issue: '23',
        externalId: '301',
        body: null,
        state: 'open',
        author: { username: 'eve' },
        assignees: [{ username: 'eve' }],
        labels: ['bug', 'docs'],
        isLocked: false,
        htmlUrl: `${web}/-/issues/23`,
        closedAt: null,
      },
    })
  })

  it('closed and reopened', () => {
    const closed = issue('close', { state: 'closed', closed_at: '2026-03-02 11:29:00 UTC' })
    const at = '2026-03-02T11:29:00.000Z'
    expect(parsed(hook, closed)).toMatchObject({ action: 'closed', subject: { state: 'closed', closedAt: at } })
    const untold = parsed(hook, issue('close', { state: 'closed' }))
    expect(untold).toMatchObject({ subject: { closedAt: '2026-03-02T11:30:00.000Z' } })
    expect(parsed(hook, issue('reopen'))).toMatchObject({ action: 'reopened', subject: { state: 'open' } })
  })

  it.each<[readonly string[], object]>([
    [['labeled', 'unlabeled'], { labels: from([bug], [docs]) }],
    [['assigned'], { assignees: from([], [eve]) }],
    [['edited', 'locked'], { title: from('a', 'b'), discussion_locked: from(null, true) }],
    [['demilestoned'], { milestone_id: from(1, null) }],
    [['other'], { due_date: from(null, '2026-04-01') }],
  ])('updated: %j', (actions, changes) => {
    const events = eventsOf(hook, issue('update', {}, { changes }))
    expect(events.map(({ action }) => action)).toEqual(actions)
    for (const { subject } of events) expect(subject).toMatchObject({ issue: '23', changes: Object.keys(changes) })
  })

  it('an update without a neutral action keeps GitLab’s word', () => {
    expect(parsed(hook, issue('update'))).toMatchObject({ action: 'other', rawAction: 'update' })
  })
})

describe('a work item', () => {
  it.each(['Incident', 'Task', 'Test Case'])('%s of a project is an issue', (type) => {
    expect(parsed('Issue Hook', workItem(type))).toMatchObject({ kind: 'issue', subject: { issue: '23' } })
  })

  it('of another type, or of a group, is GitLab’s own event', () => {
    const own = { kind: 'gitlab.work_item', action: 'open', subject: null }
    expect(parsed('Issue Hook', workItem('Objective'))).toMatchObject(own)
    const { project_id: _id, ...attributes } = issue('open', { type: 'Epic' })['object_attributes'] as { project_id: 1 }
    const epic = { ...workItem('Epic'), object_attributes: { ...attributes, url: '' }, project: null, repository: null }
    expect(parsed('Issue Hook', epic)).toMatchObject({ ...own, repository: null })
    const task = { ...epic, object_attributes: { ...epic.object_attributes, type: 'Task' } }
    expect(parsed('Issue Hook', task)).toMatchObject({ ...own, repository: null })
  })
})
