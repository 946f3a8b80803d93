import { describe, expect, it } from 'vitest'
import { fuzz, random, seed } from '../../../../test/webhooks/fuzz.ts'
import { delivery, outcomeOf, part, refusalOf } from '../../../../test/webhooks/parse.ts'
import { webhooks } from '../../src/webhooks.ts'
import { bodyOf, examples, pushes } from './fixtures.ts'

const outcome = (event: string, body: unknown) => outcomeOf(webhooks, event, body)
const keys = [...new Set(examples.map(({ event }) => event))]

/** Keys whose bodies tell nothing apart: Bitbucket writes the same fields with the same values. */
const alike = [
  ['repo:created', 'repo:transfer', 'repo:deleted'],
  ['repo:commit_status_created', 'repo:commit_status_updated'],
  ['pullrequest:created', 'pullrequest:updated', 'pullrequest:push'],
  ['pullrequest:approved', 'pullrequest:unapproved'],
  ['pullrequest:changes_request_created', 'pullrequest:changes_request_removed'],
  ['pullrequest:comment_created', 'pullrequest:comment_updated', 'pullrequest:comment_deleted'],
  ['pullrequest:comment_created', 'pullrequest:comment_resolved', 'pullrequest:comment_reopened'],
  ['pullrequest:comment_updated', 'pullrequest:comment_resolved', 'pullrequest:comment_reopened'],
  ['pullrequest:comment_deleted', 'pullrequest:comment_resolved', 'pullrequest:comment_reopened'],
]

describe('T07: the event’s key, which no signature covers', () => {
  it('T07: no example passes for another event, but where bodies are alike', () => {
    const passed = examples.flatMap(({ event, body }) =>
      keys
        .filter((other) => other !== event && !alike.some((group) => group.includes(event) && group.includes(other)))
        .filter((other) => 'kinds' in outcome(other, body))
        .map((other) => `${event} as ${other}`),
    )
    expect(passed).toEqual([])
  })

  it('T07: an open pull request is not merged by a replay, nor a merged one opened', () => {
    for (const key of ['fulfilled', 'rejected']) {
      expect(outcome(`pullrequest:${key}`, bodyOf('pullrequest:created'))).toEqual({
        refused: 'pullrequest.state does not fit the event',
      })
      expect(outcome('pullrequest:updated', bodyOf(`pullrequest:${key}`))).toHaveProperty('refused')
    }
  })

  it('T07: names of the prototype are unknown events, and a name none can have is refused', () => {
    for (const event of ['__proto__', 'constructor', 'toString']) {
      expect(outcome(event, bodyOf('repo:created'))).toEqual({ kinds: [`bitbucket.${event}`] })
    }
    for (const event of ['', 'a b', 'x'.repeat(65), 'é', 'repo:push\n']) {
      expect(outcome(event, bodyOf('repo:created'))).toEqual({ refused: 'the header X-Event-Key names none' })
    }
  })
})

describe('T13: hostile bodies', () => {
  const body = bodyOf('pullrequest:created')
  const pull = part(body, 'pullrequest')
  const withPull = (fields: object) => ({ ...body, pullrequest: { ...pull, ...fields } })

  it('T13: a body that is no object is refused, whatever the event', () => {
    for (const event of [...keys, 'repo:imported']) {
      for (const none of [null, undefined, [], [body], 7, 'x', true]) {
        expect(outcome(event, none)).toEqual({ refused: 'the body is not an object' })
      }
    }
  })

  it.each<[string, unknown]>([
    ['no pull request', { ...body, pullrequest: undefined }],
    ['a list of them', { ...body, pullrequest: [pull] }],
    ['an id of text', withPull({ id: '7' })],
    ['an id that would be rounded', withPull({ id: 2 ** 53 })],
    ['no title', withPull({ title: null })],
    ['a state of nobody', withPull({ state: 'constructor' })],
    ['reviewers as an object', withPull({ reviewers: {} })],
    ['an actor of text', { ...body, actor: 'emma' }],
    ['a repository without id', { ...body, repository: { full_name: 'acme/web' } }],
    ['private as text', { ...body, repository: { ...part(body, 'repository'), is_private: 'no' } }],
  ])('T13: %s is payload_invalid', (_name, hostile) => {
    expect(outcome('pullrequest:created', hostile)).toHaveProperty('refused')
  })

  it('T13: an own __proto__ changes no prototype and no answer', () => {
    const text = JSON.stringify(body).replace('{', '{"__proto__":{"admin":true},')
    expect(webhooks.parse(delivery('pullrequest:created', JSON.parse(text)))).toEqual(
      webhooks.parse(delivery('pullrequest:created', body)),
    )
    expect(({} as { readonly admin?: boolean }).admin).toBeUndefined()
  })

  it('T13: the error holds nothing of the body', () => {
    const caught = refusalOf(webhooks, 'pullrequest:created', withPull({ title: { secret: 'hunter2' } }))
    expect(`${JSON.stringify(caught)} ${String(caught)}`).toContain('payload_invalid')
    expect(`${JSON.stringify(caught)} ${String(caught)}`).not.toContain('hunter2')
  })

  it('T13: five thousand changes of one push are read', () => {
    const [change] = part(pushes.created.body, 'push')['changes'] as readonly object[]
    const many = { ...pushes.created.body, push: { changes: Array.from({ length: 5000 }, () => change) } }
    expect(webhooks.parse(delivery('repo:push', many))).toHaveLength(10_000)
  })

  it.each(keys)(`T13: %s gives events or payload_invalid, never another error (seed ${seed})`, (event) => {
    const next = random(seed)
    const counts = examples.filter((one) => one.event === event).map((one) => fuzz(webhooks, one, next))
    expect(counts.every(({ parsed }) => parsed > 0)).toBe(true)
  })
})
