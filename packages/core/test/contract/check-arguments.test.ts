import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkerFor } from '../../src/contract/check-arguments.ts'
import { operationTable } from '../../src/contract/generated/operations.ts'
import type { OperationId } from '../../src/contract/guards.ts'
import { ScmError } from '../../src/errors/scm-error.ts'
import { seeded } from './seed.ts'

function faultOf(id: OperationId, input: unknown, strict = false): ScmError<'invalid_argument'>['detail'] | null {
  try {
    checkerFor(operationTable[id], { strict })(input)
    return null
  } catch (error) {
    if (!ScmError.is(error, 'invalid_argument')) throw error
    return error.detail
  }
}

const review = { pullRequest: '1', sha: 'a'.repeat(40), event: 'comment' }

describe('checkerFor', () => {
  it('accepts what the contract allows', () => {
    expect(faultOf('issues.get', { issue: '1' })).toBeNull()
    expect(faultOf('issues.list', undefined)).toBeNull()
    expect(faultOf('issues.list', { state: undefined, labels: ['C#', 'good first issue'] })).toBeNull()
    expect(faultOf('issues.update', { issue: '1', milestone: null })).toBeNull()
    expect(faultOf('reviews.create', { ...review, comments: [{ path: 'a.ts', body: 'x', line: 1 }] })).toBeNull()
  })

  it.each<[string, OperationId, unknown, string]>([
    ['an absent field', 'issues.get', {}, 'issue'],
    ['an absent input', 'issues.get', undefined, 'issue'],
    ['null for an object', 'issues.get', null, 'input'],
    ['a list for an object', 'issues.list', [], 'input'],
    ['a number for a string', 'issues.get', { issue: 1 }, 'issue'],
    ['null where it is not allowed', 'issues.update', { issue: '1', title: null }, 'title'],
    ['a word that is not in the list', 'issues.list', { state: 'merged' }, 'state'],
    ['an object for a word', 'issues.list', { state: { toString: () => 'open' } }, 'state'],
    ['a string for a boolean', 'pullRequests.update', { pullRequest: '1', draft: 'false' }, 'draft'],
    ['a line of 0', 'reviews.createLineComment', { ...review, path: 'a', body: '', line: 0 }, 'line'],
    ['a broken line', 'reviews.createLineComment', { ...review, path: 'a', body: '', line: 1.5 }, 'line'],
    [
      'a field of an item',
      'reviews.create',
      { ...review, comments: [{ path: '../x', body: '', line: 1 }] },
      'comments[0].path',
    ],
    ['an item', 'issues.addLabels', { issue: '1', labels: ['ok', ''] }, 'labels[1]'],
    ['a hole in a list', 'issues.addLabels', { issue: '1', labels: Object.assign([], { length: 2 }) }, 'labels[0]'],
    ['too few items', 'issues.addLabels', { issue: '1', labels: [] }, 'labels'],
    [
      'too many items',
      'files.getBlame',
      { files: Array.from({ length: 21 }, () => ({ path: 'a', ref: 'b' })) },
      'files',
    ],
    [
      'a nested object',
      'files.getBlame',
      { files: [{ path: 'a', ref: 'b', lines: { start: 1 } }] },
      'files[0].lines.end',
    ],
  ])('refuses %s', (_name, id, input, argument) => {
    expect(faultOf(id, input)?.argument).toBe(argument)
  })

  it('tells objects apart by their discriminator', () => {
    const commit = (change: unknown) =>
      faultOf('commits.create', { branch: 'main', parent: 'a'.repeat(40), message: 'm', changes: [change] })
    expect(commit({ action: 'delete', path: 'a' })).toBeNull()
    expect(commit({ action: 'move', path: 'a' })?.argument).toBe('changes[0].from')
    expect(commit({ action: 'fly', path: 'a' })?.argument).toBe('changes[0].action')
    expect(commit({ action: 'toString', path: 'a' })?.argument).toBe('changes[0].action')
    expect(commit(Object.create({ action: 'delete', path: 'a' }))?.argument).toBe('changes[0].action')
  })

  it('reads own properties only, so that nothing inherited reaches a provider unchecked', () => {
    expect(faultOf('issues.get', Object.create({ issue: '1' }))?.argument).toBe('issue')
    expect(faultOf('files.get', Object.assign(Object.create({ ref: '../..' }), { path: 'a' }))?.argument).toBe('ref')
  })

  it('ignores unknown fields in process and refuses them when strict', () => {
    expect(faultOf('issues.get', { issue: '1', id: 2 })).toBeNull()
    expect(faultOf('issues.get', { issue: '1', id: 2 }, true)).toEqual({
      argument: 'id',
      rule: 'absent: the arguments are issue',
    })
    expect(faultOf('issues.get', JSON.parse('{"issue":"1","__proto__":{}}'), true)?.argument).toBe('__proto__')
    expect(faultOf('repository.get', { 'ghp_secret value': 1 }, true)?.argument).toBe('(unknown field)')
    const nested = { ...review, comments: [{ path: 'a', body: '', line: 1, position: 3 }] }
    expect(faultOf('reviews.create', nested, true)?.argument).toBe('comments[0].position')
  })

  it('names operation, argument and rule, and never the value', () => {
    const call = () => checkerFor(operationTable['hooks.create'])({ url: 'https://x', secret: 'hunter2' })
    expect(call).toThrow('hooks.create: `secret` must be 24 to 128 visible ASCII characters.')
  })

  it('is compiled once an operation', () => {
    expect(checkerFor(operationTable['issues.get'])).toBe(checkerFor(operationTable['issues.get']))
    expect(checkerFor(operationTable['issues.get'], { strict: true })).not.toBe(
      checkerFor(operationTable['issues.get']),
    )
  })

  it('throws nothing but invalid_argument, whatever it is given', () => {
    const ids = Object.keys(operationTable) as OperationId[]
    const names = [...new Set(ids.flatMap((id) => Object.keys(operationTable[id].input.fields)))]
    const field = fc.oneof(
      fc.anything({ withNullPrototype: true, withObjectString: true }),
      fc.string({ unit: 'binary' }),
    )
    const input = fc.oneof(fc.anything(), fc.dictionary(fc.constantFrom(...names, '__proto__'), field))
    const judge = (id: OperationId, value: unknown, strict: boolean) => {
      const detail = faultOf(id, value, strict)
      expect(detail === null || (detail.argument !== '' && detail.rule !== '')).toBe(true)
    }
    fc.assert(fc.property(fc.constantFrom(...ids), input, fc.boolean(), judge), seeded(1000))
  })

  it('turns a getter or proxy that throws into invalid_argument', () => {
    const getter = Object.defineProperty({}, 'issue', {
      get: () => {
        throw new TypeError('boo')
      },
    })
    const proxy = new Proxy(
      {},
      {
        get: () => {
          throw new TypeError('boo')
        },
      },
    )
    for (const input of [getter, proxy]) expect(faultOf('issues.get', input)?.argument).toBe('input')
  })
})
