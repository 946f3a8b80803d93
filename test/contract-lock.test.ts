import { describe, expect, it } from 'vitest'
import {
  contractLock,
  currentLock,
  type Lock,
  type LockedOperation,
  type Shape,
} from '../scripts/generate/contract-lock.ts'
import { neededBump, versionFault } from '../scripts/generate/needed-bump.ts'

const issue: Shape = {
  fields: { issue: 'string number', state: { enum: ['closed', 'open'] }, body: { nullable: 'string' } },
}
const get: LockedOperation = {
  effect: 'read',
  idempotency: 'safe',
  scope: 'repository',
  paged: false,
  input: {
    fields: { issue: 'string number', 'sort?': { enum: ['created'] }, 'labels?': { list: 'string label', max: 10 } },
  },
  output: '#Issue',
}
const lock: Lock = {
  contract: '1.0.0',
  operations: { 'issues.get': get },
  objects: { Issue: issue },
  events: { issue: { actions: ['closed', 'opened'], subject: { fields: { issue: '#Issue' } } } },
}
const withInput = (fields: Record<string, Shape>): Lock => ({
  ...lock,
  operations: {
    'issues.get': {
      ...get,
      input: { fields: { ...(get.input as { fields: Record<string, Shape> }).fields, ...fields } },
    },
  },
})
const withObject = (fields: Record<string, Shape>): Lock => ({
  ...lock,
  objects: { Issue: { fields: { ...(issue as { fields: Record<string, Shape> }).fields, ...fields } } },
})
const withOperation = (change: Partial<LockedOperation>): Lock => ({
  ...lock,
  operations: { 'issues.get': { ...get, ...change } },
})
const without = (fields: Readonly<Record<string, Shape>>, name: string) =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name))

describe('neededBump', () => {
  it('needs none for the same contract', () => {
    expect(neededBump(lock, structuredClone(lock))).toEqual({ bump: 'none', changes: [] })
    expect(neededBump(currentLock(), JSON.parse(contractLock()) as Lock).bump).toBe('none')
  })

  it.each<[string, Lock]>([
    ['an operation is new', { ...lock, operations: { ...lock.operations, 'issues.list': get } }],
    ['an object is new', { ...lock, objects: { ...lock.objects, Label: 'string' } }],
    ['an event kind is new', { ...lock, events: { ...lock.events, push: { actions: null, subject: '#Push' } } }],
    [
      'an action is new',
      {
        ...lock,
        events: { issue: { actions: ['closed', 'opened', 'edited'], subject: { fields: { issue: '#Issue' } } } },
      },
    ],
    ['an optional argument is new', withInput({ 'since?': 'string date' })],
    ['an argument takes a further word', withInput({ 'sort?': { enum: ['created', 'updated'] } })],
    ['an argument may be null', withInput({ issue: { nullable: 'string number' } })],
    ['a list may be longer', withInput({ 'labels?': { list: 'string label', max: 20 } })],
    ['a field is new', withObject({ title: 'string' })],
    ['a field is never null', withObject({ body: 'string' })],
    ['a word never comes out', withObject({ state: { enum: ['open'] } })],
    ['the operation is there on either handle', withOperation({ scope: 'either' })],
  ])('is a minor when %s', (_what, now) => {
    const { bump, changes } = neededBump(lock, now)
    expect(changes).toHaveLength(1)
    expect(bump).toBe('minor')
  })

  it.each<[string, Lock]>([
    ['an operation is gone', { ...lock, operations: {} }],
    ['an object is gone', { ...lock, objects: {} }],
    ['an event kind is gone', { ...lock, events: {} }],
    [
      'an action is gone',
      { ...lock, events: { issue: { actions: ['opened'], subject: { fields: { issue: '#Issue' } } } } },
    ],
    ['a required argument is new', withInput({ repository: 'string id' })],
    ['an argument takes fewer words', withInput({ 'sort?': { enum: [] } })],
    ['an argument has another format', withInput({ issue: 'string id' })],
    ['a list must be shorter', withInput({ 'labels?': { list: 'string label', max: 5 } })],
    ['a list must not be empty', withInput({ 'labels?': { list: 'string label', max: 10, min: 1 } })],
    ['an argument is gone', withOperation({ input: { fields: { issue: 'string number' } } })],
    ['a field may be null', withObject({ issue: { nullable: 'string number' } })],
    ['a further word comes out', withObject({ state: { enum: ['closed', 'merged', 'open'] } })],
    ['a field is of another kind', withObject({ issue: 'integer' })],
    [
      'a field is gone',
      { ...lock, objects: { Issue: { fields: without((issue as { fields: Record<string, Shape> }).fields, 'body') } } },
    ],
    ['the answer is another', withOperation({ output: '#PullRequest' })],
    ['the answer has pages', withOperation({ paged: true })],
    ['a read becomes a write', withOperation({ effect: 'write' })],
    ['the operation moves to the connection', withOperation({ scope: 'connection' })],
  ])('is a major when %s', (_what, now) => {
    const { bump, changes } = neededBump(lock, now)
    expect(changes.length).toBeGreaterThan(0)
    expect(bump).toBe('major')
  })

  it('makes an argument optional in a minor and required in a major', () => {
    const optional = withOperation({ input: { fields: { 'issue?': 'string number' } } })
    const required = withOperation({ input: { fields: { issue: 'string number' } } })
    expect(neededBump(required, optional)).toEqual({
      bump: 'minor',
      changes: [{ bump: 'minor', what: 'issues.get input.issue is optional' }],
    })
    expect(neededBump(optional, required)).toEqual({
      bump: 'major',
      changes: [{ bump: 'major', what: 'issues.get input.issue is required' }],
    })
  })
})

describe('versionFault', () => {
  it.each([
    ['1.0.0', '1.0.0', 'none'],
    ['1.0.0', '1.1.0', 'minor'],
    ['1.3.0', '2.0.0', 'minor'],
    ['1.3.0', '2.0.0', 'major'],
    ['1.0.0', '1.1.0-next.1', 'minor'],
  ] as const)('lets %s become %s for %s', (from, to, bump) => expect(versionFault(from, to, bump)).toBeNull())

  it.each([
    ['1.0.0', '1.0.0', 'minor'],
    ['1.0.0', '1.0.1', 'minor'],
    ['1.0.0', '1.1.0', 'major'],
    ['1.1.0', '1.0.0', 'none'],
    ['2.0.0', '1.9.0', 'minor'],
  ] as const)('refuses that %s becomes %s for %s', (from, to, bump) =>
    expect(versionFault(from, to, bump)).not.toBeNull(),
  )
})
