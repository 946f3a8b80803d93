import { describe, expect, it } from 'vitest'
import { eventFaults } from '../../src/events/check-event.ts'
import { kinds, wholeEvent } from './sample.ts'

const withActions =
  'push branch tag pull_request review comment review_comment review_thread issue check_run check_suite status pipeline deployment release repository installation'
const vendorWords = 'member fork star label milestone merge_group reaction'

it('has the kinds of the table, and no other', () => {
  expect(Object.keys(kinds).toSorted()).toEqual(`${withActions} ${vendorWords}`.split(' ').toSorted())
})

it('ends every list of actions with `other`, and names each action once', () => {
  for (const kind of withActions.split(' ')) {
    const actions = kinds[kind]?.actions ?? []
    expect(actions.at(-1), kind).toBe('other')
    expect(new Set(actions).size, kind).toBe(actions.length)
  }
  for (const kind of vendorWords.split(' ')) expect(kinds[kind]?.actions, kind).toBeNull()
})

it('spells a merge and a new pull request in one way', () => {
  const actions = kinds['pull_request']?.actions ?? []
  expect(actions).toContain('opened')
  expect(actions).not.toContain('merged')
  expect(actions).not.toContain('created')
})

describe.each(Object.keys(kinds))('%s', (kind) => {
  it.each(['full', 'empty'] as const)('survives a JSON round trip, %s', (fill) => {
    const event = wholeEvent(kind, fill)
    expect(eventFaults(event, 'whole')).toEqual([])
    const back = JSON.parse(JSON.stringify(event)) as typeof event
    expect(back).toStrictEqual(event)
    expect(eventFaults(back, 'whole')).toEqual([])
  })
  it('takes each of its actions and no word of its own', () => {
    const actions = kinds[kind]?.actions
    for (const action of actions ?? ['anything'])
      expect(eventFaults(wholeEvent(kind, 'full', action), 'whole'), action).toEqual([])
    if (actions) expect(eventFaults(wholeEvent(kind, 'full', 'teleported'), 'whole')).not.toEqual([])
  })
  it('misses each field of its subject that is left out', () => {
    const event = wholeEvent(kind, 'full')
    for (const field of Object.keys(kinds[kind]?.subject.properties ?? {})) {
      const { [field]: _left, ...subject } = event.subject as Record<string, unknown>
      expect(eventFaults({ ...event, subject } as typeof event, 'whole'), field).not.toEqual([])
    }
  })
})

describe('a vendor event', () => {
  it('has the provider’s name before its own, and no subject', () => {
    const event = wholeEvent('acme.workflow_dispatch', 'full', 'workflow_dispatch')
    expect(eventFaults(event, 'whole')).toEqual([])
    expect(JSON.parse(JSON.stringify(event))).toStrictEqual(event)
    expect(eventFaults({ ...event, subject: {} } as never, 'whole')).not.toEqual([])
    for (const kind of ['isue', '__proto__', 'constructor', '.x', 'Acme.x', 'acme.']) {
      expect(eventFaults({ ...event, kind }, 'whole'), kind).not.toEqual([])
    }
  })
})

it('lacks nothing of the stamp when it is whole, and needs none when it is parsed', () => {
  const event = wholeEvent('issue', 'full')
  for (const field of ['id', 'version', 'receivedAt', 'origin', 'target', 'raw']) {
    const { [field]: _left, ...rest } = event as Record<string, unknown>
    expect(eventFaults(rest as never, 'whole'), field).not.toEqual([])
    expect(eventFaults(rest as never), field).toEqual([])
  }
  expect(eventFaults({ ...event, origin: { ...event.origin, via: 'rumour' } } as never, 'whole')).not.toEqual([])
})
