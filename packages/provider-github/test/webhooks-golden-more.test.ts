import { describe, expect, it } from 'vitest'
import { delivery, faultsOf, type Body } from '../../../test/webhooks/parse.ts'
import { webhooks } from '../src/webhooks.ts'
import { example } from './webhook-examples.ts'

/** As in webhooks-golden.test.ts. */
function parsed(event: string, body: Body) {
  const [only, ...more] = webhooks.parse(delivery(event, body))
  expect(more).toEqual([])
  expect(only && faultsOf(only)).toEqual([])
  return only
}

const head = 'ec26c3e57ca3a959ca5aad62de7213c562f8c821'

describe('issues', () => {
  it('labeled: with its current assignees and labels', () => {
    expect(parsed('issues', example('issues', 'labeled'))).toMatchObject({
      kind: 'issue',
      action: 'labeled',
      occurredAt: '2019-05-15T15:20:18Z',
      subject: { issue: '1', externalId: '444500041', labels: ['bug'], assignees: [{ username: 'Codertocat' }] },
    })
  })

  it('transferred, of a private repository; deleted, whose time nothing tells', () => {
    expect(parsed('issues', example('issues', 'transferred'))).toMatchObject({
      action: 'transferred',
      repository: { fullName: 'octo-org/octo-repo', isPrivate: true },
      subject: { changes: ['new_issue', 'new_repository'] },
    })
    expect(parsed('issues', example('issues', 'deleted'))).toMatchObject({ action: 'deleted', occurredAt: null })
  })

  it('typed, which has no neutral action, is other', () => {
    const { label: _label, ...body } = example('issues', 'labeled')
    expect(parsed('issues', { ...body, action: 'typed', type: { id: 1, name: 'Bug' } })).toMatchObject({
      kind: 'issue',
      action: 'other',
      rawAction: 'typed',
    })
  })
})

describe('checks, pipelines, deployments', () => {
  it('a completed check run and suite', () => {
    expect(parsed('check_run', example('check_run', 'completed'))).toMatchObject({
      kind: 'check_run',
      action: 'completed',
      occurredAt: '2019-05-15T15:21:12Z',
      subject: {
        check: '128620228',
        name: 'Octocoders-linter',
        sha: head,
        status: 'completed',
        conclusion: 'failure',
        externalId: null,
        requestedAction: null,
        pullRequests: ['2'],
      },
    })
    expect(parsed('check_suite', example('check_suite', 'completed'))).toMatchObject({
      kind: 'check_suite',
      occurredAt: '2019-05-15T15:21:14Z',
      subject: { suite: '118578147', branch: 'changes', sha: head, conclusion: 'success', pullRequests: ['2'] },
    })
  })

  it('a pressed button', () => {
    expect(parsed('check_run', example('check_run', 'requested_action'))).toMatchObject({
      action: 'requested_action',
      subject: { status: 'running', conclusion: null, requestedAction: 'lgtm|26764', pullRequests: ['26764'] },
    })
  })

  it('a commit status, its time in UTC', () => {
    expect(parsed('status', example('status'))).toMatchObject({
      kind: 'status',
      action: 'updated',
      occurredAt: '2019-05-15T15:20:55.000Z',
      subject: { context: 'default', state: 'success', targetUrl: null, description: null },
    })
  })

  it('a completed workflow run', () => {
    expect(parsed('workflow_run', example('workflow_run', 'completed', 1))).toMatchObject({
      kind: 'pipeline',
      action: 'completed',
      occurredAt: '2020-10-05T16:33:49Z',
      subject: {
        pipeline: '289782451',
        name: null,
        number: '163',
        ref: 'master',
        sha: '3484a3fb816e0859fd6e1cea078d76385ff50625',
        status: 'completed',
        conclusion: 'success',
      },
    })
  })

  it('a deployment and its status', () => {
    const subject = { deployment: '145988746', environment: 'production', ref: 'master' }
    expect(parsed('deployment', example('deployment', 'created'))).toMatchObject({
      kind: 'deployment',
      action: 'created',
      subject: { ...subject, state: null },
    })
    expect(parsed('deployment_status', example('deployment_status', 'created'))).toMatchObject({
      kind: 'deployment',
      action: 'status_updated',
      occurredAt: '2019-05-15T15:20:55Z',
      subject: { ...subject, state: 'success' },
    })
  })
})

describe('releases, repositories, installations', () => {
  it('a published release', () => {
    expect(parsed('release', example('release', 'published'))).toMatchObject({
      kind: 'release',
      action: 'published',
      occurredAt: '2019-05-15T15:20:53Z',
      subject: { release: '17372790', tag: '0.0.1', isDraft: false, isPrerelease: false },
    })
  })

  it('a renamed, a transferred and a privatized repository', () => {
    expect(parsed('repository', example('repository', 'renamed'))).toMatchObject({
      action: 'renamed',
      subject: { externalId: '186853261', previousName: 'Octocoders/Hello-World', changes: ['repository'] },
    })
    expect(parsed('repository', example('repository', 'transferred'))).toMatchObject({
      action: 'transferred',
      subject: { fullName: 'Octocoders/Hello-World', previousName: 'octocat/Hello-World' },
    })
    expect(parsed('repository', example('repository', 'privatized'))).toMatchObject({
      action: 'privatized',
      repository: { isPrivate: true },
      subject: { previousName: null },
    })
  })

  it('an App suspended, resumed, with new permissions: no repository', () => {
    const account = { id: '21031067', name: 'Codertocat', kind: 'user' }
    expect(parsed('installation', example('installation', 'suspend'))).toMatchObject({
      kind: 'installation',
      action: 'suspended',
      occurredAt: '2021-04-29T02:32:50Z',
      repository: null,
      subject: { installation: '16598467', account, repositories: [] },
    })
    expect(parsed('installation', example('installation', 'unsuspend'))).toMatchObject({ action: 'unsuspended' })
    expect(parsed('installation', example('installation', 'new_permissions_accepted'))).toMatchObject({
      action: 'permissions_accepted',
    })
  })

  it('repositories taken from an App, and the legacy names of these events', () => {
    const removed = {
      kind: 'installation',
      action: 'repositories_removed',
      subject: { installation: '2', repositories: [{ externalId: '1296269', fullName: 'octocat/Hello-World' }] },
    }
    const body = example('installation_repositories', 'removed')
    expect(parsed('installation_repositories', body)).toMatchObject(removed)
    expect(parsed('integration_installation_repositories', body)).toMatchObject(removed)
    expect(parsed('integration_installation', example('installation', 'created'))).toMatchObject({ action: 'created' })
  })
})

describe('small kinds, and events of GitHub’s own', () => {
  it.each([
    ['member', 'added', { kind: 'member', subject: { user: { username: 'hacktocat' }, permission: null } }],
    ['star', 'deleted', { kind: 'star', occurredAt: null, subject: { user: { username: 'Codertocat' } } }],
    ['label', 'edited', { kind: 'label', subject: { label: { name: ':bug: Bugfix' }, previousName: null } }],
    ['milestone', 'closed', { kind: 'milestone', subject: { milestone: { milestone: '1', state: 'closed' } } }],
    ['merge_group', 'checks_requested', { kind: 'merge_group', subject: { baseRef: 'refs/heads/main' } }],
    ['workflow_job', 'completed', { kind: 'github.workflow_job', subject: null }],
    ['organization', 'renamed', { kind: 'github.organization', subject: null, repository: null }],
    ['security_advisory', 'published', { kind: 'github.security_advisory', sender: null }],
  ])('%s %s', (event, action, expected) => {
    expect(parsed(event, example(event, action))).toMatchObject({ action, ...expected })
  })

  it('a fork; an event without action has its name', () => {
    expect(parsed('fork', example('fork'))).toMatchObject({
      action: 'created',
      occurredAt: '2019-05-15T15:20:42Z',
      subject: { externalId: '186853261', fullName: 'Octocoders/Hello-World' },
    })
    expect(parsed('gollum', example('gollum'))).toMatchObject({ kind: 'github.gollum', action: 'gollum' })
  })

  it('a bot as sender', () => {
    expect(parsed('check_suite', example('check_suite', 'rerequested'))).toMatchObject({ sender: { isBot: true } })
  })
})
