import { describe, expect, it } from 'vitest'
import { ada, bob, bug, docs, eve, from, mergeRequest, other, sha, web } from './fixtures.ts'
import { eventsOf, parsed } from './parsed.ts'

const hook = 'Merge Request Hook'
const actionsOf = (changes: object, attributes: object = {}, fields: object = {}) =>
  eventsOf(hook, mergeRequest('update', attributes, { changes, ...fields })).map(({ action }) => action)

describe('a merge request', () => {
  it('opened from a fork by somebody who is a reviewer too', () => {
    expect(parsed(hook, mergeRequest('open'))).toMatchObject({
      kind: 'pull_request',
      action: 'opened',
      occurredAt: '2026-03-02T11:30:00.000Z',
      sender: { username: 'ada' },
      subject: {
        pullRequest: '3',
        externalId: '99',
        title: 'Harder',
        body: 'Much harder',
        state: 'open',
        isDraft: false,
        author: { id: '8', username: 'bob' },
        assignees: [{ username: 'eve' }],
        reviewers: [{ username: 'bob' }],
        labels: ['bug'],
        milestone: null,
        head: { ref: 'feature', sha, repositoryFullName: 'bob/hammer' },
        base: { ref: 'main', sha: null, repositoryFullName: 'acme/tools/hammer' },
        isMergeable: true,
        mergeCommitSha: null,
        htmlUrl: `${web}/-/merge_requests/3`,
        createdAt: '2026-03-01T10:00:00.000Z',
        closedAt: null,
        mergedAt: null,
      },
    })
  })

  it('has the author the payload names by id alone only where somebody named is the same', () => {
    const authorOf = (id: number) => parsed(hook, mergeRequest('open', { author_id: id }))?.subject
    expect(authorOf(7)).toMatchObject({ author: { username: 'ada' } })
    expect(authorOf(9)).toMatchObject({ author: { username: 'eve' } })
    expect(authorOf(77)).toMatchObject({ author: null })
  })

  it('merged is closed with state merged, now', () => {
    const body = mergeRequest('merge', { state: 'merged', merge_commit_sha: other })
    const at = '2026-03-02T11:30:00.000Z'
    const subject = { state: 'merged', mergeCommitSha: other, mergedAt: at, closedAt: at, isMergeable: null }
    expect(parsed(hook, body)).toMatchObject({ kind: 'pull_request', action: 'closed', occurredAt: at, subject })
  })

  it('closed and reopened', () => {
    const closed = { state: 'closed', closedAt: '2026-03-02T11:30:00.000Z', mergedAt: null }
    expect(parsed(hook, mergeRequest('close', { state: 'closed' }))).toMatchObject({
      action: 'closed',
      subject: closed,
    })
    expect(parsed(hook, mergeRequest('reopen'))).toMatchObject({ action: 'reopened', subject: { state: 'open' } })
  })

  it('of a deleted fork', () => {
    const event = parsed(hook, mergeRequest('update', { source: null, oldrev: other, last_commit: null }))
    expect(event).toMatchObject({ subject: { head: { ref: 'feature', sha: null, repositoryFullName: null } } })
  })

  it('with an action nobody knows is other, by its name', () => {
    expect(parsed(hook, mergeRequest('teleport'))).toMatchObject({ action: 'other', rawAction: 'teleport' })
    expect(parsed(hook, mergeRequest('constructor'))).toMatchObject({ action: 'other', rawAction: 'constructor' })
  })
})

describe('an update', () => {
  const set = { id: 5, iid: 1 }
  it.each<[string, readonly string[], object]>([
    ['a label more', ['labeled'], { labels: from([bug], [bug, docs]) }],
    ['a label less', ['unlabeled'], { labels: from([bug, docs], [docs]) }],
    ['another label', ['labeled', 'unlabeled'], { labels: from([bug], [docs]) }],
    ['the same labels', ['other'], { labels: from([bug, docs], [docs, bug]) }],
    ['an assignee more', ['assigned'], { assignees: from([], [eve]) }],
    ['another assignee', ['assigned', 'unassigned'], { assignees: from([eve], [bob]) }],
    ['an assignee, from an old version', ['assigned'], { assignee_id: from(null, 9) }],
    ['a reviewer more', ['review_requested'], { reviewers: from([], [bob]) }],
    ['a reviewer less', ['review_request_removed'], { reviewers: from([bob, eve], [eve]) }],
    ['a reviewer asked again', ['review_requested'], { reviewers: from([bob], [{ ...bob, re_requested: true }]) }],
    ['a reviewer’s state', ['other'], { reviewers: from([bob], [{ ...bob, state: 'reviewed' }]) }],
    ['ready', ['ready_for_review'], { draft: from(true, false), title: from('Draft: Harder', 'Harder') }],
    ['a draft', ['converted_to_draft'], { draft: from(false, true), title: from('Harder', 'Draft: Harder') }],
    [
      'a draft with another title',
      ['converted_to_draft', 'edited'],
      { draft: from(false, true), title: from('a', 'b') },
    ],
    ['the title', ['edited'], { title: from('Hard', 'Harder') }],
    ['the description', ['edited'], { description: from('', 'x') }],
    ['the target', ['edited'], { target_branch: from('next', 'main') }],
    ['a milestone', ['milestoned'], { milestone_id: from(null, set.id) }],
    ['no milestone', ['demilestoned'], { milestone_id: from(set.id, null) }],
    ['another milestone', ['demilestoned', 'milestoned'], { milestone_id: from(4, set.id) }],
    ['a locked conversation', ['locked'], { discussion_locked: from(null, true) }],
    ['an unlocked one', ['unlocked'], { discussion_locked: from(true, false) }],
    ['auto-merge', ['auto_merge_enabled'], { merge_when_pipeline_succeeds: from(false, true) }],
    ['no auto-merge', ['auto_merge_disabled'], { merge_when_pipeline_succeeds: from(true, false) }],
    ['resolved threads', ['other'], { blocking_discussions_resolved: from(false, true) }],
    ['nothing', ['other'], {}],
  ])('with %s is %j', (_name, actions, changes) => {
    expect(actionsOf(changes)).toEqual(actions)
  })

  it('with oldrev is synchronize, whatever the changes are', () => {
    expect(actionsOf({}, { oldrev: other })).toEqual(['synchronize'])
    expect(actionsOf({ updated_at: from('a', 'b') }, { oldrev: '' })).toEqual(['other'])
  })

  it('of several things is one event each, new commits first, all of the same merge request', () => {
    const changes = { labels: from([], [bug]), reviewers: from([], [bob]), title: from('a', 'b') }
    const events = eventsOf(hook, mergeRequest('update', { oldrev: other }, { changes }))
    expect(events.map(({ action }) => action)).toEqual(['synchronize', 'review_requested', 'edited', 'labeled'])
    const fields = ['labels', 'reviewers', 'title']
    for (const { subject } of events) expect(subject).toMatchObject({ pullRequest: '3', changes: fields })
  })

  it('without changes, from an old version', () => {
    expect(actionsOf({}, {}, { changes: null })).toEqual(['other'])
  })
})

describe('an approval', () => {
  it.each([
    ['approved', 'submitted', 'approved'],
    ['approval', 'submitted', 'approved'],
    ['unapproved', 'dismissed', 'dismissed'],
    ['unapproval', 'dismissed', 'dismissed'],
  ])('%s is a review %s', (name, action, state) => {
    expect(parsed(hook, mergeRequest(name))).toMatchObject({
      kind: 'review',
      action,
      sender: { id: String(ada.id) },
      subject: {
        pullRequest: '3',
        review: { id: 'user:7', state, author: { username: 'ada' }, sha, body: null, submittedAt: null },
      },
    })
  })

  it('that GitLab takes back has no author', () => {
    const body = mergeRequest('unapproved', { system: true, system_action: 'approvals_reset_on_push' })
    expect(parsed(hook, body)).toMatchObject({ action: 'dismissed', subject: { review: { author: null } } })
  })
})
