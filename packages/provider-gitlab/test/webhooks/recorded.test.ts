import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { sharedFile, whyWithout } from '../../../../test/beds/shared-file.ts'
import type { Body } from '../../../../test/webhooks/parse.ts'
import { eventsOf } from './parsed.ts'

const system = 'System Hook'
const commit = 'cfe32cf61b73a0d5e9f13e774abde7ff789b1660'
const root = { username: 'root' }
const repo = (externalId: string, fullName: string, isPrivate: boolean) => ({ externalId, fullName, isPrivate })
const gitlabTest = repo('5', 'gitlab-org/gitlab-test', true)
const gitlabhqTest = repo('14', 'gitlabhq/gitlab-test', false)
const gitlabCi = repo('380', 'gitlab-org/gitlab-test', false)
const storecloud = repo('74', 'jsmith/storecloud', true)
const diaspora = repo('15', 'mike/diaspora', true)
const example = repo('1', 'jsmith/example', true)
const john = { user: { id: '41', username: 'johnsmith', displayName: 'John Smith' }, permission: 'Maintainer' }

const of = (kind: string, action: string, repository: object | null, fields: object = {}) => ({
  kind,
  action,
  repository,
  ...fields,
})
const own = (name: string) => [of(`gitlab.${name}`, name, null, { subject: null, sender: null, occurredAt: null })]
const created = { check: '1977', name: 'test', status: 'pending', conclusion: null }
const job = [of('check_run', 'created', gitlabCi, { sender: null, subject: created })]
const comment = (subject: object, body: string, repository: object) => [
  of('comment', 'created', repository, { sender: root, subject: { ...subject, comment: { body, author: root } } }),
]
const openedIssue = [
  of('issue', 'opened', gitlabhqTest, {
    sender: null,
    occurredAt: '2013-12-03T17:15:43.000Z',
    subject: { issue: '23', externalId: '301', author: { id: '51', username: 'user1' }, assignees: [{ id: '51' }] },
  }),
]
const member = (action: string, repository: object | null) => [
  of('member', action, repository, { sender: null, subject: john }),
]
const project = (action: string, repository: object, previousName: string | null = null) => [
  of('repository', action, repository, { subject: { ...picked(repository), previousName } }),
]
const picked = ({ externalId, fullName }: { externalId?: string; fullName?: string }) => ({ externalId, fullName })
const tag = (sha: string) => [
  of('push', 'pushed', example, {
    sender: null,
    subject: { refKind: 'tag', name: 'v1.0.0', before: null, isCreated: true, commits: [], isTruncated: false },
  }),
  of('tag', 'created', example, { subject: { name: 'v1.0.0', sha } }),
]

/** Written by reading each payload: its header, and what it has to give. */
const golden: Readonly<Record<string, readonly [event: string, events: readonly object[]]>> = {
  'build-event': ['Build Hook', job],
  'comment-commit-event': [
    'Note Hook',
    comment(
      { on: 'commit', sha: commit, issue: null, pullRequest: null },
      'This is a commit comment. How does this work?',
      repo('5', 'gitlabhq/gitlab-test', false),
    ),
  ],
  'comment-issue-event': ['Note Hook', comment({ on: 'issue', issue: '17' }, 'Hello world', gitlabTest)],
  'comment-merge-request-event': [
    'Note Hook',
    comment({ on: 'pull_request', pullRequest: '1', issue: null }, 'This MR needs work.', gitlabTest),
  ],
  'comment-snippet-event': ['Note Hook', [of('gitlab.note', 'create', gitlabTest, { sender: root, subject: null })]],
  'confidential-comment-event': [
    'Confidential Note Hook',
    comment({ on: 'issue', issue: '17' }, 'Hello world', gitlabTest),
  ],
  'confidential-issue-event': ['Confidential Issue Hook', openedIssue],
  'deployment-event': [
    'Deployment Hook',
    [
      of('deployment', 'status_updated', repo('30', 'root/test-deployment-webhooks', true), {
        sender: { id: '1', username: 'root' },
        occurredAt: '2021-04-28T19:50:00.000Z',
        subject: {
          deployment: '15',
          environment: 'staging',
          sha: '279484c09fbe69ededfced8c1bb6e6d24616b468',
          state: 'success',
        },
      }),
    ],
  ],
  'issue-event': ['Issue Hook', openedIssue],
  'job-event': ['Job Hook', job],
  'merge-request-event': [
    'Merge Request Hook',
    [
      of('pull_request', 'opened', repo('1', 'gitlabhq/gitlab-test', false), {
        sender: root,
        occurredAt: '2013-12-03T17:23:34.000Z',
        subject: {
          pullRequest: '1',
          externalId: '99',
          state: 'open',
          isDraft: false,
          author: null,
          assignees: [{ id: '6', username: 'user1' }],
          reviewers: [{ id: '6', username: 'user1' }],
          labels: ['API'],
          milestone: null,
          head: { ref: 'ms-viewport', sha: 'da1560886d4f094c3e6c9ef40349f7d38b5d27d7' },
          base: { ref: 'master', repositoryFullName: 'awesome_space/awesome_project' },
        },
      }),
    ],
  ],
  'pipeline-event': [
    'Pipeline Hook',
    [
      of('pipeline', 'completed', repo('1', 'gitlab-org/gitlab-test', false), {
        sender: null,
        occurredAt: '2016-08-12T15:26:29.000Z',
        subject: { pipeline: '31', number: '3', name: 'pipeline_name', ref: 'master', conclusion: 'success' },
      }),
    ],
  ],
  'push-event': [
    'Push Hook',
    [
      of('push', 'pushed', diaspora, {
        sender: null,
        subject: {
          name: 'master',
          before: '95790bf891e76fee5e1747ab589903a6a1f80f22',
          after: 'da1560886d4f094c3e6c9ef40349f7d38b5d27d7',
          isTruncated: true,
          commits: [{ author: { name: 'Jordi Mallach' }, added: ['CHANGELOG'] }, { message: 'fixed readme' }],
        },
      }),
    ],
  ],
  'release-event': [
    'Release Hook',
    [
      of('release', 'published', repo('2', 'gitlab-org/release-webhook-example', true), {
        sender: null,
        occurredAt: '2020-11-02T12:55:12.000Z',
        subject: { release: 'v1.1', tag: 'v1.1', name: 'v1.1', body: 'v1.1 has been released', author: null },
      }),
    ],
  ],
  'system-group-created': [system, own('group_create')],
  'system-group-member-added': [system, member('user_add_to_group', null)],
  'system-group-member-removed': [system, member('user_remove_from_group', null)],
  'system-group-member-updated': [system, member('user_update_for_group', null)],
  'system-group-removed': [system, own('group_destroy')],
  'system-group-renamed': [system, own('group_rename')],
  'system-key-added': [system, own('key_create')],
  'system-key-removed': [system, own('key_destroy')],
  'system-merge-request-event': [
    system,
    [
      // This one recording has no action.
      of('pull_request', 'other', repo('14', 'jsmith/example', true), {
        rawAction: 'update',
        sender: null,
        subject: {
          pullRequest: '1',
          externalId: '90',
          author: null,
          assignees: [],
          labels: [],
          htmlUrl: 'http://example.com/awesome_space/awesome_project/-/merge_requests/1',
        },
      }),
    ],
  ],
  'system-project-created': [system, project('created', storecloud)],
  'system-project-destroyed': [system, project('deleted', repo('73', 'jsmith/underscore', true))],
  'system-project-renamed': [system, project('renamed', repo('73', 'jsmith/underscore', true), 'jsmith/overscore')],
  'system-project-transferred': [
    system,
    project('transferred', repo('73', 'scores/underscore', true), 'jsmith/overscore'),
  ],
  'system-project-updated': [system, project('edited', storecloud)],
  'system-push-event': [system, [of('push', 'pushed', diaspora, { subject: { name: 'master', isTruncated: false } })]],
  'system-tag-event': [system, tag('5937ac0a7beb003549fc5fd26fc247adbce4a52e')],
  'system-team-member-added': [system, member('user_add_to_team', storecloud)],
  'system-team-member-removed': [system, member('user_remove_from_team', storecloud)],
  'system-team-member-updated': [system, member('user_update_for_team', storecloud)],
  'system-user-created': [system, own('user_create')],
  'system-user-failed-login': [system, own('user_failed_login')],
  'system-user-removed': [system, own('user_destroy')],
  'system-user-renamed': [system, own('user_rename')],
  'tag-event': ['Tag Push Hook', tag('82b3d5ae55f7080f1e6022629cdb57bfae7cccc7')],
  'wikipage-event': [
    'Wiki Page Hook',
    [of('gitlab.wiki_page', 'create', repo('root/awesome-project', 'root/awesome-project', true), { subject: null })],
  ],
}

const folder = sharedFile('payloads/gitlab')

describe.skipIf(folder === null)(`every recorded payload${whyWithout('payloads/gitlab')}`, () => {
  const names = folder === null ? [] : readdirSync(folder).map((file) => file.replace(/\.json$/, ''))
  const bodyOf = (name: string): Body => JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8'))

  it('is there, and in the table', () => {
    expect(names.toSorted()).toEqual(Object.keys(golden).toSorted())
    expect(names.length).toBe(39)
  })

  it.each(names)('%s', (name) => {
    const [event, expected] = golden[name] ?? ['', []]
    expect(eventsOf(event, bodyOf(name))).toMatchObject(expected)
  })

  it.each(names)('%s says who and where alike from a system hook', (name) => {
    const [event] = golden[name] ?? ['']
    const neutral = eventsOf(event, bodyOf(name))
    expect(eventsOf(system, bodyOf(name))).toEqual(neutral)
  })
})
