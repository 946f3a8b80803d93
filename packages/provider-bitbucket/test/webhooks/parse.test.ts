import { describe, expect, it } from 'vitest'
import { delivery, faultsOf, part, type Example } from '../../../../test/webhooks/parse.ts'
import { hookEvents } from '../../src/parts/hook-events.ts'
import { kinds, webhooks } from '../../src/webhooks.ts'
import { bodies, bodyOf, examples, fresh, old, push, pushes } from './fixtures.ts'

/** The events of a delivery, by the schema and the same after JSON. */
function parsed({ event, body }: Example) {
  const events = webhooks.parse(delivery(event, body))
  expect(events.flatMap(faultsOf)).toEqual([])
  expect(JSON.parse(JSON.stringify(events))).toEqual(events)
  return events
}
const only = (event: string, body = bodyOf(event)) => {
  const events = parsed({ event, body })
  expect(events).toHaveLength(1)
  return events[0]
}

describe('pushes', () => {
  it('a new branch is a push and a branch', () => {
    const push = {
      ref: 'refs/heads/topic/a',
      refKind: 'branch',
      before: null,
      after: fresh,
      isCreated: true,
      isDeleted: false,
      commits: [
        {
          sha: fresh,
          author: { name: 'Emma Example', email: 'emma@example.com', account: { username: 'emma' } },
          timestamp: '2026-03-01T10:00:00.000Z',
          added: null,
        },
      ],
    }
    expect(parsed(pushes.created)).toMatchObject([
      { kind: 'push', action: 'pushed', subject: push, occurredAt: '2026-03-01T10:00:00.000Z' },
      { kind: 'branch', action: 'created', subject: { name: 'topic/a', sha: fresh } },
    ])
  })

  it('a deleted branch, whose time nothing tells', () => {
    expect(parsed(pushes.deleted)).toMatchObject([
      { kind: 'push', occurredAt: null, subject: { before: old, after: null, isDeleted: true, isForced: false } },
      { kind: 'branch', action: 'deleted', subject: { name: 'topic/a', sha: old } },
    ])
  })

  it('a forced push with more commits than are listed', () => {
    expect(parsed(pushes.forced)).toMatchObject([
      {
        kind: 'push',
        action: 'force_pushed',
        subject: { isForced: true, isTruncated: true, before: old, after: fresh },
      },
    ])
  })

  it('tags, annotated ones too', () => {
    expect(parsed(pushes.tagged)).toMatchObject([
      { kind: 'push', subject: { ref: 'refs/tags/v1', refKind: 'tag', isCreated: true } },
      { kind: 'tag', action: 'created', subject: { name: 'v1', sha: fresh } },
    ])
    expect(parsed(pushes.untagged)).toMatchObject([
      { kind: 'push', subject: { refKind: 'tag', isDeleted: true } },
      { kind: 'tag', action: 'deleted', subject: { name: 'v1', sha: old } },
    ])
  })

  it('of many changes is many events, of none is none', () => {
    const [a, b] = [pushes.created, pushes.untagged].map(({ body }) => part(body, 'push')['changes'])
    const many = { ...pushes.created.body, push: { changes: [...(a as object[]), ...(b as object[])] } }
    expect(parsed({ event: 'repo:push', body: many }).map(({ kind }) => kind)).toEqual([
      'push',
      'branch',
      'push',
      'tag',
    ])
    expect(parsed(push({ old: null, new: null }))).toEqual([])
  })
})

describe('pull requests', () => {
  it.each([
    ['created', 'opened', { state: 'open', isDraft: true }],
    ['updated', 'edited', { state: 'open', isDraft: false }],
    ['push', 'synchronize', { head: { ref: 'oil', sha: '222222222222', repositoryFullName: 'acme/web' } }],
    ['fulfilled', 'closed', { state: 'merged', mergeCommitSha: '333333333333', mergedAt: '2026-03-02T11:00:00.654Z' }],
    ['rejected', 'closed', { state: 'closed', mergedAt: null, closedAt: '2026-03-02T11:00:00.654Z' }],
  ])('%s is %s', (name, action, subject) => {
    expect(only(`pullrequest:${name}`)).toMatchObject({
      kind: 'pull_request',
      action,
      occurredAt: '2026-03-02T11:00:00.654Z',
      sender: { username: 'emma' },
      subject: { pullRequest: '7', body: 'They squeak.', reviewers: [{ username: 'emma' }], ...subject },
    })
  })

  it.each([
    ['approved', 'submitted', 'approved'],
    ['unapproved', 'dismissed', 'dismissed'],
    ['changes_request_created', 'submitted', 'changes_requested'],
    ['changes_request_removed', 'dismissed', 'dismissed'],
  ])('%s is a review %s', (name, action, state) => {
    expect(only(`pullrequest:${name}`)).toMatchObject({
      kind: 'review',
      action,
      occurredAt: '2026-03-02T13:00:00.000Z',
      subject: { pullRequest: '7', review: { state, author: { username: 'emma' }, sha: '222222222222' } },
    })
  })

  it('comments of the conversation, inline ones, threads', () => {
    const said = { on: 'pull_request', pullRequest: '7', comment: { id: '17', body: 'Why?' } }
    expect(only('pullrequest:comment_created')).toMatchObject({ kind: 'comment', action: 'created', subject: said })
    expect(only('pullrequest:comment_deleted')).toMatchObject({ kind: 'comment', action: 'deleted', subject: said })
    expect(only('pullrequest:comment_updated')).toMatchObject({
      kind: 'review_comment',
      action: 'edited',
      subject: { pullRequest: '7', comment: { inReplyTo: '16', threadId: null, line: 3 } },
    })
    for (const [name, isResolved] of [
      ['resolved', true],
      ['reopened', false],
    ] as const) {
      expect(only(`pullrequest:comment_${name}`)).toMatchObject({
        kind: 'review_thread',
        action: isResolved ? 'resolved' : 'unresolved',
        subject: { pullRequest: '7', thread: { thread: '17', path: 'src/hinge.ts', isResolved } },
      })
    }
  })
})

describe('repositories and what is reported', () => {
  it.each([
    ['repo:created', 'created'],
    ['repo:transfer', 'transferred'],
    ['repo:deleted', 'deleted'],
    ['repo:updated', 'edited'],
  ])('%s is %s', (event, action) => {
    expect(only(event)).toMatchObject({
      kind: 'repository',
      action,
      occurredAt: null,
      subject: { fullName: 'acme/web' },
    })
  })

  it('statuses, with the commit of their link; without one they are refused', () => {
    const subject = { sha: fresh, context: 'CI', state: 'failure', targetUrl: 'https://ci.example/1' }
    expect(only('repo:commit_status_updated')).toMatchObject({ kind: 'status', action: 'updated', subject })
    const body = bodyOf('repo:commit_status_updated')
    const { links: _links, ...rest } = part(body, 'commit_status')
    const bare = delivery('repo:commit_status_updated', { ...body, commit_status: rest })
    expect(() => webhooks.parse(bare)).toThrow('it names no commit')
  })

  it('issues of before their end', () => {
    expect(only('issue:created')).toMatchObject({ kind: 'issue', action: 'opened', subject: { state: 'open' } })
    const subject = { state: 'closed', stateReason: 'resolved', changes: ['status'] }
    expect(only('issue:updated')).toMatchObject({ kind: 'issue', action: 'edited', subject })
  })
})

describe('what Bitbucket leaves out', () => {
  it('deleted accounts and repositories are null', () => {
    const body = bodyOf('pullrequest:created')
    const source = { ...part(part(body, 'pullrequest'), 'source'), repository: null }
    const pullrequest = {
      ...part(body, 'pullrequest'),
      author: null,
      reviewers: [null],
      source,
      participants: [{ user: null }],
    }
    expect(only('pullrequest:created', { ...body, actor: null, pullrequest })).toMatchObject({
      sender: null,
      subject: { author: null, reviewers: [], head: { repositoryFullName: null } },
    })
  })

  it('an app and an access token are bots', () => {
    for (const actor of [
      { type: 'AppUser', uuid: '{1}' },
      { type: 'user', uuid: '{1}', kind: 'repository_access_token' },
    ])
      expect(only('repo:created', { ...bodyOf('repo:created'), actor })).toMatchObject({ sender: { id: '{1}' } })
    const app = { type: 'app_user', uuid: '{1}', display_name: 'CI' }
    expect(only('repo:created', { ...bodyOf('repo:created'), actor: app })).toMatchObject({ sender: { isBot: true } })
  })

  it('any other event is Bitbucket’s own', () => {
    expect(only('repo:imported', bodyOf('repo:created'))).toMatchObject({
      kind: 'bitbucket.repo:imported',
      action: 'repo:imported',
      subject: null,
      repository: { fullName: 'acme/web' },
    })
  })
})

it('every kind it declares comes of an example, and no other does', () => {
  expect(new Set(examples.flatMap(parsed).map(({ kind }) => kind))).toEqual(new Set(kinds))
  expect(Object.keys(bodies).length + 1).toBe(26)
})

it('parses every event a hook of a repository can be registered for, as the kind it was asked for', () => {
  for (const [kind, events] of Object.entries(hookEvents)) {
    for (const event of events) {
      const found = examples.filter((one) => one.event === event).flatMap((one) => parsed(one).map((made) => made.kind))
      expect(found, `${kind} by ${event}`).not.toEqual([])
      expect(found.some((made) => made.startsWith('bitbucket.'))).toBe(false)
    }
    expect(kinds).toContain(kind)
  }
})
