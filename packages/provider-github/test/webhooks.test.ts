import { describe, expect, it } from 'vitest'
import { delivery, faultsOf } from '../../../test/webhooks/parse.ts'
import { eventKinds } from '../../core/src/events/kinds.ts'
import { hookEvents } from '../src/parts/hook-events.ts'
import { kinds, webhooks } from '../src/webhooks.ts'
import { enterpriseExamples, example, examples } from './webhook-examples.ts'

/** Which neutral kind each event of GitHub's has; all others are their own. */
const kindOf = new Map([
  ['push', 'push'],
  ['pull_request', 'pull_request'],
  ['pull_request_review', 'review'],
  ['pull_request_review_comment', 'review_comment'],
  ['pull_request_review_thread', 'review_thread'],
  ['issue_comment', 'comment'],
  ['commit_comment', 'comment'],
  ['issues', 'issue'],
  ['check_run', 'check_run'],
  ['check_suite', 'check_suite'],
  ['status', 'status'],
  ['workflow_run', 'pipeline'],
  ['deployment', 'deployment'],
  ['deployment_status', 'deployment'],
  ['release', 'release'],
  ['repository', 'repository'],
  ['installation', 'installation'],
  ['installation_repositories', 'installation'],
  ['member', 'member'],
  ['fork', 'fork'],
  ['star', 'star'],
  ['label', 'label'],
  ['milestone', 'milestone'],
  ['merge_group', 'merge_group'],
])
const kindFor = (event: string, body: { readonly ref_type?: unknown }) =>
  event === 'create' || event === 'delete' ? String(body.ref_type) : (kindOf.get(event) ?? `github.${event}`)

describe('every example payload', () => {
  it('is there: 58 events, 329 payloads', () => {
    expect([new Set(examples.map(({ event }) => event)).size, examples.length]).toEqual([58, 329])
  })

  it.each(examples)('$event $index is one event of its kind, by the schema', ({ event, body }) => {
    const events = webhooks.parse(delivery(event, body))
    expect(events.map(({ kind }) => kind)).toEqual([kindFor(event, body)])
    expect(events.flatMap(faultsOf)).toEqual([])
    expect(JSON.parse(JSON.stringify(events))).toEqual(events)
  })

  it('of GitHub Enterprise Server likewise', () => {
    expect(enterpriseExamples.length).toBe(397)
    const wrong = enterpriseExamples.flatMap(({ server, event, index, body }) => {
      const events = webhooks.parse(delivery(event, body))
      const faults = events.flatMap(faultsOf)
      return events.length === 1 && events[0]?.kind === kindFor(event, body) && faults.length === 0
        ? []
        : [{ server, event, index, faults }]
    })
    expect(wrong).toEqual([])
  })

  it('has an action its kind knows', () => {
    const others = examples.flatMap(({ event, body }) =>
      webhooks.parse(delivery(event, body)).filter(({ action }) => action === 'other'),
    )
    expect(others).toEqual([])
  })
})

describe('what the provider declares', () => {
  it('verifies by SHA-256, ignores ping, and takes 25 MiB', () => {
    expect(webhooks).toMatchObject({
      schemes: [{ kind: 'hmac', header: 'x-hub-signature-256', prefix: 'sha256=', hash: 'sha256', encoding: 'hex' }],
      headers: { event: 'x-github-event', delivery: 'x-github-delivery' },
      maxBytes: 26_214_400,
      ignore: ['ping'],
    })
  })

  it('makes every neutral kind but reactions, which GitHub does not send', () => {
    expect(kinds.toSorted()).toEqual(
      Object.keys(eventKinds)
        .filter((kind) => kind !== 'reaction')
        .toSorted(),
    )
  })

  it('parses every kind a hook of a repository can be registered for', () => {
    expect(Object.keys(hookEvents).filter((kind) => !kinds.some((known) => known === kind))).toEqual([])
  })
})

describe('the account of a delivery', () => {
  it('is the installation, of App deliveries and of installation events alike', () => {
    expect(webhooks.account?.(delivery('installation', example('installation', 'suspend')))).toBe('16598467')
    expect(webhooks.account?.(delivery('issues', { installation: { id: 7, node_id: 'x' } }))).toBe('7')
  })

  it('is null without an installation, and for anything that is none', () => {
    const none = [example('issues', 'edited'), null, [], 'x', { installation: null }, { installation: { id: '7' } }]
    const odd = [{ installation: { id: 2 ** 53 } }, { installation: { id: -1 } }, { installation: [7] }]
    for (const body of [...none, ...odd]) expect(webhooks.account?.(delivery('issues', body))).toBeNull()
  })
})
