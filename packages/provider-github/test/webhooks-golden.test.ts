import { describe, expect, it } from 'vitest'
import { delivery, faultsOf, part, type Body } from '../../../test/webhooks/parse.ts'
import { webhooks } from '../src/webhooks.ts'
import { example } from './webhook-examples.ts'

/** The one event of a delivery. Expectations are written by hand from the payload and GitHub's documentation of it. */
function parsed(event: string, body: Body) {
  const [only, ...more] = webhooks.parse(delivery(event, body))
  expect(more).toEqual([])
  expect(only && faultsOf(only)).toEqual([])
  return only
}

const codertocat = { id: '21031067', username: 'Codertocat', isBot: false }
const helloWorld = { externalId: '186853002', fullName: 'Codertocat/Hello-World', isPrivate: false }
const head = 'ec26c3e57ca3a959ca5aad62de7213c562f8c821'
const first = '6113728f27ae82c7b1a177c8d03f9e96e0adf246'

describe('pushes and refs', () => {
  it('a new branch', () => {
    const commit = { sha: first, message: 'Initial commit', added: ['README.md'], removed: [], modified: [] }
    expect(parsed('push', example('push', null, 4))).toMatchObject({
      kind: 'push',
      action: 'pushed',
      provider: 'github',
      occurredAt: '2019-05-15T15:20:57.000Z',
      sender: codertocat,
      repository: { ...helloWorld, htmlUrl: 'https://github.com/Codertocat/Hello-World' },
      subject: {
        ref: 'refs/heads/master',
        refKind: 'branch',
        name: 'master',
        before: null,
        after: first,
        isCreated: true,
        isDeleted: false,
        isForced: false,
        isTruncated: false,
        compareUrl: `https://github.com/Codertocat/Hello-World/commit/${first}`,
        commits: [{ ...commit, timestamp: '2019-05-15T15:19:25Z', author: { name: 'Codertocat', account: null } }],
      },
    })
  })

  it('a deleted tag', () => {
    expect(parsed('push', example('push', null, 1))).toMatchObject({
      action: 'pushed',
      subject: { refKind: 'tag', name: 'simple-tag', before: first, after: null, isDeleted: true, commits: [] },
    })
  })

  it('a forced push, and one whose list is full at 2048 commits', () => {
    const body = example('push', null, 4)
    const commit = part(part(body, 'commits'), '0')
    const many = (count: number) => ({ ...body, commits: Array.from({ length: count }, () => commit) })
    expect(parsed('push', { ...body, forced: true })).toMatchObject({
      action: 'force_pushed',
      subject: { isForced: true },
    })
    expect(parsed('push', many(2047))).toMatchObject({ subject: { isTruncated: false } })
    expect(parsed('push', many(2048))).toMatchObject({ subject: { isTruncated: true } })
  })

  it('a push of a ref that is neither branch nor tag is GitHub’s own event', () => {
    const body = { ...example('push', null, 4), ref: 'refs/notes/commits' }
    expect(parsed('push', body)).toMatchObject({ kind: 'github.push', action: 'push', subject: null })
  })

  it('a created tag, a deleted tag, a created branch', () => {
    const created = example('create')
    const subject = { name: 'simple-tag', sha: null }
    const pushedAt = '2019-05-15T15:20:56Z'
    expect(parsed('create', created)).toMatchObject({ kind: 'tag', action: 'created', occurredAt: pushedAt, subject })
    expect(parsed('delete', example('delete'))).toMatchObject({ kind: 'tag', action: 'deleted', subject })
    expect(parsed('create', { ...created, ref: 'topic', ref_type: 'branch' })).toMatchObject({
      kind: 'branch',
      action: 'created',
      subject: { name: 'topic' },
    })
  })
})

describe('pull requests', () => {
  const end = { ref: 'changes', sha: head, repositoryFullName: 'Codertocat/Hello-World' }

  it('closed without a merge', () => {
    expect(parsed('pull_request', example('pull_request', 'closed'))).toMatchObject({
      kind: 'pull_request',
      action: 'closed',
      occurredAt: '2019-05-15T15:21:18Z',
      subject: {
        pullRequest: '2',
        externalId: '279147437',
        state: 'closed',
        mergeCommitSha: null,
        author: codertocat,
        head: end,
        base: { ref: 'master', repositoryFullName: 'Codertocat/Hello-World' },
        changes: [],
      },
    })
  })

  it('merged: closed, with state merged', () => {
    const body = example('pull_request', 'closed')
    const merge = { merged: true, merged_at: '2019-05-15T15:21:18Z', merge_commit_sha: first }
    expect(
      parsed('pull_request', { ...body, pull_request: { ...part(body, 'pull_request'), ...merge } }),
    ).toMatchObject({
      action: 'closed',
      subject: { state: 'merged', mergeCommitSha: first, mergedAt: '2019-05-15T15:21:18Z' },
    })
  })

  it('labeled, review requested, synchronize', () => {
    expect(parsed('pull_request', example('pull_request', 'labeled'))).toMatchObject({
      action: 'labeled',
      subject: { labels: ['bug'] },
    })
    expect(parsed('pull_request', example('pull_request', 'review_requested'))).toMatchObject({
      action: 'review_requested',
      subject: { reviewers: [{ username: 'octocat' }] },
    })
    expect(parsed('pull_request', example('pull_request', 'synchronize'))).toMatchObject({ action: 'synchronize' })
  })

  it('edited: tells which fields', () => {
    const body = {
      ...example('pull_request', 'opened'),
      action: 'edited',
      changes: { title: { from: 'Old' }, base: {} },
    }
    expect(parsed('pull_request', body)).toMatchObject({ action: 'edited', subject: { changes: ['title', 'base'] } })
  })

  it('from a deleted fork, by a deleted account, with no sender', () => {
    const { sender: _sender, ...body } = example('pull_request', 'opened')
    const pull = part(body, 'pull_request')
    const gone = { ...pull, user: null, head: { ...part(pull, 'head'), repo: null, user: null } }
    expect(parsed('pull_request', { ...body, pull_request: gone })).toMatchObject({
      sender: null,
      subject: { author: null, head: { ...end, repositoryFullName: null } },
    })
  })

  it('an action we do not know is other, with its name', () => {
    const body = { ...example('pull_request', 'opened'), action: 'stacked' }
    expect(parsed('pull_request', body)).toMatchObject({ action: 'other', rawAction: 'stacked' })
    expect(parsed('pull_request', example('pull_request', 'opened'))).not.toHaveProperty('rawAction')
  })
})

describe('reviews and comments', () => {
  it('a review submitted and dismissed', () => {
    const review = { id: '237895671', sha: head, submittedAt: '2019-05-15T15:20:38Z', author: codertocat }
    expect(parsed('pull_request_review', example('pull_request_review', 'submitted'))).toMatchObject({
      kind: 'review',
      action: 'submitted',
      occurredAt: '2019-05-15T15:20:38Z',
      subject: { pullRequest: '2', review: { ...review, state: 'commented' } },
    })
    expect(parsed('pull_request_review', example('pull_request_review', 'dismissed'))).toMatchObject({
      action: 'dismissed',
      subject: { review: { ...review, state: 'dismissed' } },
    })
  })

  it('an inline comment', () => {
    const body = 'Maybe you should use more emoji on this line.'
    expect(parsed('pull_request_review_comment', example('pull_request_review_comment', 'created'))).toMatchObject({
      kind: 'review_comment',
      action: 'created',
      occurredAt: expect.stringMatching(/^2019-05-15T15:20:3\dZ$/),
      subject: { pullRequest: '2', comment: { id: '284312630', path: 'README.md', body, author: codertocat } },
    })
  })

  it('a resolved thread', () => {
    const thread = { thread: 'PRRT_kwDOEL39TM4w7XDQ', path: 'issue-comment', line: 1, isResolved: true }
    expect(parsed('pull_request_review_thread', example('pull_request_review_thread', 'resolved'))).toMatchObject({
      kind: 'review_thread',
      action: 'resolved',
      subject: { pullRequest: '118', thread: { ...thread, comments: [{ id: '820867280', threadId: thread.thread }] } },
    })
  })

  it('a comment on an issue, one on a pull request, one on a commit', () => {
    const body = example('issue_comment', 'created')
    const comment = {
      id: '492700400',
      body: "You are totally right! I'll get this fixed right away.",
      author: codertocat,
    }
    const onIssue = { on: 'issue', issue: '1', pullRequest: null, sha: null }
    expect(parsed('issue_comment', body)).toMatchObject({
      kind: 'comment',
      action: 'created',
      occurredAt: '2019-05-15T15:20:21Z',
      subject: { ...onIssue, comment },
    })
    const pull = {
      url: 'https://api.github.com/repos/o/r/pulls/1',
      html_url: 'https://github.com/o/r/pull/1',
      merged_at: null,
    }
    const onPull = { ...body, issue: { ...part(body, 'issue'), pull_request: pull } }
    expect(parsed('issue_comment', onPull)).toMatchObject({
      kind: 'comment',
      subject: { on: 'pull_request', issue: null, pullRequest: '1', sha: null, comment },
    })
    expect(parsed('commit_comment', example('commit_comment', 'created'))).toMatchObject({
      kind: 'comment',
      action: 'created',
      occurredAt: '2019-05-15T15:20:39Z',
      subject: { on: 'commit', issue: null, pullRequest: null, sha: first, comment: { id: '33548674' } },
    })
  })

  it('a deleted comment has no time: nothing tells it', () => {
    expect(parsed('issue_comment', example('issue_comment', 'deleted'))).toMatchObject({
      action: 'deleted',
      occurredAt: null,
    })
  })
})

describe('what older servers and simulators leave out', () => {
  it('a push without flags, commits and compare: the zero hash tells', () => {
    const { ref, before, after, sender, ...rest } = example('push', null, 1)
    const repository = { ...part(rest, 'repository'), pushed_at: null }
    const body = { ref, before, after, repository, sender }
    expect(parsed('push', body)).toMatchObject({
      occurredAt: null,
      subject: { isCreated: false, isDeleted: true, isForced: false, commits: [], compareUrl: null },
    })
  })

  it('a repository without visibility', () => {
    const body = { ...example('issues', 'labeled'), repository: { id: 7, full_name: 'o/r' } }
    expect(parsed('issues', body)).toMatchObject({
      repository: { externalId: '7', fullName: 'o/r', isPrivate: null, htmlUrl: null },
    })
  })
})
