import { ScmError } from '@scm-host/core/provider'
import { describe, expect, it } from 'vitest'
import { delivery, faultsOf, outcomeOf, part, refusalOf } from '../../../test/webhooks/parse.ts'
import { webhooks } from '../src/webhooks.ts'
import { example, examples } from './webhook-examples.ts'

const neutral = [
  'push',
  'create',
  'delete',
  'pull_request',
  'pull_request_review',
  'pull_request_review_comment',
  'pull_request_review_thread',
  'issue_comment',
  'commit_comment',
  'issues',
  'check_run',
  'check_suite',
  'status',
  'workflow_run',
  'deployment',
  'deployment_status',
  'release',
  'repository',
  'installation',
  'installation_repositories',
  'member',
  'fork',
  'star',
  'label',
  'milestone',
  'merge_group',
]

const outcome = (event: string, body: unknown) => outcomeOf(webhooks, event, body)

describe('T07: the event’s name, which no signature covers', () => {
  it('T07: a push under `issues`, `pull_request` or `check_run` is payload_invalid', () => {
    for (const event of ['issues', 'pull_request', 'check_run']) {
      expect(outcome(event, example('push', null, 4))).toEqual({ refused: 'the body is that of another event' })
    }
  })

  it('T07: what is deleted stays what it is: no replay deletes a repository, an issue or an App', () => {
    const deleted = examples.filter(({ body }) => body['action'] === 'deleted' || body['deleted'] === true)
    expect(deleted.length).toBeGreaterThan(20)
    for (const { event, body } of deleted) {
      for (const other of ['repository', 'issues', 'installation', 'release', 'delete', 'star'].filter(
        (one) => one !== event,
      )) {
        expect([event, other, outcome(other, body)]).toEqual([event, other, { refused: expect.any(String) }])
      }
    }
  })

  it('T07: no example passes for another event that has a neutral kind', () => {
    const passed = examples.flatMap(({ event, index, body }) =>
      neutral
        .filter((other) => other !== event && 'kinds' in outcome(other, body))
        .map((other) => `${event} ${index} as ${other}`),
    )
    expect(passed).toEqual([])
  })

  it('T07: names of the prototype are unknown events', () => {
    for (const event of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']) {
      expect(outcome(event, { action: 'created' })).toEqual({ kinds: [`github.${event}`] })
    }
  })

  it('T07: a name no event can have is refused', () => {
    for (const event of ['', 'a b', 'x'.repeat(65), 'é', 'a.b', 'issues\n']) {
      expect(outcome(event, {})).toEqual({ refused: 'the header X-GitHub-Event names none' })
    }
  })
})

describe('T13: hostile bodies', () => {
  const issues = example('issues', 'labeled')
  const issue = part(issues, 'issue')
  const withIssue = (fields: object) => ({ ...issues, issue: { ...issue, ...fields } })

  it('T13: a body that is no object is refused, whatever the event', () => {
    for (const event of [...neutral, 'gollum']) {
      for (const body of [null, undefined, [], [issues], 7, 'x', true]) {
        expect(outcome(event, body)).toEqual({ refused: 'the body is not an object' })
      }
    }
  })

  it.each<[string, unknown, string]>([
    ['no issue', { action: 'opened' }, 'issue'],
    ['issue null', { ...issues, issue: null }, 'issue'],
    ['issue an array', { ...issues, issue: [issue] }, 'issue'],
    ['action a number', { ...issues, action: 1 }, 'action'],
    ['title null', withIssue({ title: null }), 'issue.title'],
    ['number 0', withIssue({ number: 0 }), 'issue.number'],
    ['number a text', withIssue({ number: '1' }), 'issue.number'],
    ['an id that would be rounded', withIssue({ id: 2 ** 53 }), 'issue.id'],
    ['an id with a fraction', withIssue({ id: 1.5 }), 'issue.id'],
    ['labels an object', withIssue({ labels: {} }), 'issue.labels'],
    ['a label null', withIssue({ labels: [{ name: 'a' }, null] }), 'issue.labels.1'],
    ['a login that is an object', withIssue({ user: { id: 1, login: {} } }), 'issue.user.login'],
    ['a repository without id', { ...issues, repository: { full_name: 'o/r' } }, 'repository.id'],
    ['a repository that is a text', { ...issues, repository: 'o/r' }, 'repository'],
    ['private a text', { ...issues, repository: { id: 1, full_name: 'o/r', private: 'no' } }, 'repository.private'],
    ['a sender that is a text', { ...issues, sender: 'me' }, 'sender'],
    ['changes a list', { ...issues, changes: ['title'] }, 'changes'],
  ])('T13: %s is payload_invalid, and says where', (_name, body, field) => {
    const reason = `${field} is not what the event's documentation promises`
    expect(outcome('issues', body)).toEqual({ refused: reason })
  })

  it('T13: an own __proto__ changes no prototype and no answer', () => {
    const body: object = JSON.parse(JSON.stringify(issues).replace('{', '{"__proto__":{"admin":true},'))
    expect(Object.hasOwn(body, '__proto__')).toBe(true)
    expect(webhooks.parse(delivery('issues', body))).toEqual(webhooks.parse(delivery('issues', issues)))
    expect(({} as { readonly admin?: boolean }).admin).toBeUndefined()
  })

  it('T13: a body that throws when read is refused like any other', () => {
    const body = Object.defineProperty({ ...issues }, 'issue', {
      enumerable: true,
      get: () => {
        throw new TypeError('no')
      },
    })
    expect(outcome('issues', body)).toEqual({ refused: 'it cannot be read' })
  })

  it('T13: the error holds nothing of the body', () => {
    const caught = refusalOf(webhooks, 'issues', withIssue({ title: { secret: 'hunter2' } }))
    expect(ScmError.is(caught, 'payload_invalid')).toBe(true)
    expect(`${JSON.stringify(caught)} ${String(caught)}`).not.toContain('hunter2')
  })
})

describe('T13: words of the prototype', () => {
  it.each<[string, string | null, string, string]>([
    ['pull_request_review', 'submitted', 'review', 'state'],
    ['check_run', 'completed', 'check_run', 'conclusion'],
    ['check_run', 'completed', 'check_run', 'status'],
    ['workflow_run', 'completed', 'workflow_run', 'conclusion'],
    ['deployment_status', 'created', 'deployment_status', 'state'],
    ['status', null, '', 'state'],
    ['issues', 'labeled', 'issue', 'state'],
    ['pull_request', 'labeled', 'pull_request', 'state'],
    ['issues', 'labeled', '', 'action'],
    ['installation', 'created', '', 'action'],
  ])('T13: %s %s with %s.%s of that name is still by the schema', (event, action, holder, field) => {
    const body = example(event, action)
    for (const word of ['constructor', '__proto__', 'toString', 'valueOf']) {
      const damaged =
        holder === '' ? { ...body, [field]: word } : { ...body, [holder]: { ...part(body, holder), [field]: word } }
      expect(webhooks.parse(delivery(event, damaged)).flatMap(faultsOf)).toEqual([])
    }
  })
})
