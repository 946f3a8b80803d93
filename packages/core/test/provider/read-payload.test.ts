import { describe, expect, it } from 'vitest'
import { ScmError } from '../../src/errors/scm-error.ts'
import {
  actionOf,
  either,
  flag,
  listOf,
  mapOf,
  maybe,
  nullable,
  object,
  optional,
  ordinal,
  readPayload,
  text,
  whole,
  type PayloadCheck,
} from '../../src/provider/read-payload.ts'

function accepted(check: PayloadCheck<unknown>, values: readonly unknown[]): readonly unknown[] {
  return values.filter((value) => check(value) === null)
}

const values = [undefined, null, true, '', 'a', 0, 1, -1, 1.5, 2 ** 53, Number.NaN, [], {}, { a: 1 }]

describe('a check', () => {
  it.each<[string, PayloadCheck<unknown>, readonly unknown[]]>([
    ['text', text, ['', 'a']],
    ['flag', flag, [true]],
    ['whole', whole, [0, 1]],
    ['ordinal', ordinal, [1]],
    ['maybe', maybe(text), [undefined, '', 'a']],
    ['nullable', nullable(text), [null, '', 'a']],
    ['optional', optional(text), [undefined, null, '', 'a']],
    ['either', either(text, whole), ['', 'a', 0, 1]],
    ['listOf', listOf(text), [[]]],
    ['object', object({ a: maybe(whole) }), [{}, { a: 1 }]],
    ['mapOf', mapOf(text), [{}]],
  ])('%s takes what it says, and nothing else', (_name, check, right) => {
    expect(accepted(check, values)).toEqual(right)
  })

  it('names the first field that does not fit', () => {
    const check = object({ a: object({ list: listOf(object({ id: whole })) }) })
    expect(check({ a: { list: [{ id: 1 }, { id: 'x' }] } })).toBe('a.list.1.id')
    expect(check({ a: [] })).toBe('a')
    expect(check([])).toBe('')
  })

  it('sees own and inherited fields alike, and calls nothing', () => {
    expect(object({ constructor: text })(JSON.parse('{}'))).toBe('constructor')
    expect(object({ a: text })(JSON.parse('{"__proto__":{"a":"x"}}'))).toBe('a')
  })
})

describe('readPayload', () => {
  it('answers the body itself, or says which field does not fit, without a value', () => {
    const body = { a: 'x' }
    expect(readPayload(body, object({ a: text }))).toBe(body)
    try {
      readPayload({ a: { secret: 'hunter2' } }, object({ a: text }))
      expect.unreachable()
    } catch (error) {
      expect(ScmError.is(error, 'payload_invalid') && error.detail.reason).toMatch(/^a is not what/)
      expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('hunter2')
    }
  })
})

describe('actionOf', () => {
  it('is the neutral action, else other with the vendor’s word', () => {
    const known = new Map([['open', 'opened']])
    expect(actionOf(known, 'open')).toEqual({ action: 'opened' })
    expect(actionOf(known, 'constructor')).toEqual({ action: 'other', rawAction: 'constructor' })
  })
})
