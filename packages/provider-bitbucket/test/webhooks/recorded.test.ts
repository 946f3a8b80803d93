import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { sharedFile, whyWithout } from '../../../../test/beds/shared-file.ts'
import { delivery, faultsOf, type Body } from '../../../../test/webhooks/parse.ts'
import { webhooks } from '../../src/webhooks.ts'

const emma = { id: '{a54f16da-24e9-4d7f-a3a7-b1ba2cd98aa3}', username: 'emmap1', displayName: 'Emma', isBot: false }
const pull = { pullRequest: '1', author: emma, head: { ref: 'branch2', sha: 'd3022fc0ca3d' }, base: { ref: 'master' } }
const comment = { id: '17', body: 'Comment text' }
const review = { id: emma.id, author: emma, sha: 'd3022fc0ca3d' }
const status = { sha: '9fec847784abb10b2fa567ee63b85bd238955d0e', context: 'Unit Tests (Python)' }
const issue = { issue: '1', title: 'Issue title', body: 'Issue description', state: 'open' }
const inline = {
  pullRequest: '1',
  comment: { ...comment, path: 'path/to/file', line: 10, side: 'head', inReplyTo: '16' },
}

/** Written by reading each payload: its key, then kind, action and subject of its one event. */
const golden: Readonly<Record<string, readonly [event: string, kind: string, action: string, subject: object]>> = {
  'repo-push': [
    'repo:push',
    'push',
    'pushed',
    {
      ref: 'refs/heads/name-of-branch',
      refKind: 'branch',
      before: '1e65c05c1d5171631d92438a13901ca7dae9618c',
      after: '709d658dc5b6d6afcd46049c2f332ee3f515a67d',
      isCreated: false,
      isForced: false,
      commits: [{ sha: '03f4a7270240708834de475bcf21532d6134777e', message: 'commit message\n', added: null }],
    },
  ],
  'repo-fork': ['repo:fork', 'fork', 'created', { fullName: 'team_name/repo_name' }],
  'repo-updated': ['repo:updated', 'repository', 'renamed', { previousName: 'teamawesome/repository_name' }],
  'repo-commit-status-created': ['repo:commit_status_created', 'status', 'updated', { ...status, state: 'running' }],
  'repo-commit-status-updated': ['repo:commit_status_updated', 'status', 'updated', { ...status, state: 'success' }],
  'commit-comment-created': [
    'repo:commit_comment_created',
    'comment',
    'created',
    { on: 'commit', sha: 'd3022fc0ca3d65c7f6654eea129d6bf0cf0ee08e', comment: { ...comment, author: emma } },
  ],
  'pull-request-created': ['pullrequest:created', 'pull_request', 'opened', { ...pull, state: 'open' }],
  'pull-request-updated': ['pullrequest:updated', 'pull_request', 'edited', { ...pull, state: 'open' }],
  'pull-request-merged': [
    'pullrequest:fulfilled',
    'pull_request',
    'closed',
    { ...pull, state: 'merged', mergeCommitSha: '764413d85e29', mergedAt: '2015-04-06T15:23:38.205Z' },
  ],
  'pull-request-declined': [
    'pullrequest:rejected',
    'pull_request',
    'closed',
    { ...pull, state: 'closed', mergeCommitSha: null, mergedAt: null },
  ],
  'pull-request-approved': [
    'pullrequest:approved',
    'review',
    'submitted',
    { pullRequest: '1', review: { ...review, state: 'approved' } },
  ],
  'pull-request-approval-removed': [
    'pullrequest:unapproved',
    'review',
    'dismissed',
    { pullRequest: '1', review: { ...review, state: 'dismissed' } },
  ],
  'pull-request-comment-created': ['pullrequest:comment_created', 'review_comment', 'created', inline],
  'pull-request-comment-updated': ['pullrequest:comment_updated', 'review_comment', 'edited', inline],
  'pull-request-comment-deleted': ['pullrequest:comment_deleted', 'review_comment', 'deleted', inline],
  'issue-created': ['issue:created', 'issue', 'opened', { ...issue, author: emma }],
  'issue-updated': ['issue:updated', 'issue', 'edited', { ...issue, changes: ['status'] }],
  'issue-comment-created': [
    'issue:comment_created',
    'comment',
    'created',
    { on: 'issue', issue: '1', comment: { ...comment, author: emma } },
  ],
}
const folder = 'payloads/bitbucket'
const file = (name: string) => sharedFile(`${folder}/${name}.json`) ?? ''

describe.skipIf(sharedFile(folder) === null)(`recorded payloads${whyWithout(folder)}`, () => {
  it('are all in the table', () => {
    const names = readdirSync(sharedFile(folder) ?? '').map((name) => name.replace('.json', ''))
    expect(names.toSorted()).toEqual(Object.keys(golden).toSorted())
  })

  it.each(Object.entries(golden))('%s', (name, [event, kind, action, subject]) => {
    const events = webhooks.parse(delivery(event, JSON.parse(readFileSync(file(name), 'utf8')) as Body))
    expect(events).toMatchObject([
      { provider: 'bitbucket', kind, action, subject, sender: emma, repository: { isPrivate: true } },
    ])
    expect(events[0]?.repository).toMatchObject({
      externalId: '{673a6070-3421-46c9-9d48-90745f7bfe8e}',
      fullName: 'team_name/repo_name',
    })
    expect(events.flatMap(faultsOf)).toEqual([])
    expect(JSON.parse(JSON.stringify(events))).toEqual(events)
  })
})
