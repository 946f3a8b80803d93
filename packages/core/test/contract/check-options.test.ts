import { describe, expect, it } from 'vitest'
import { checkOptions } from '../../src/contract/check-options.ts'
import type { PageOptions } from '../../src/contract/result.ts'
import { ScmError } from '../../src/errors/scm-error.ts'

function argumentOf(options: unknown): string | null {
  try {
    checkOptions(options as PageOptions)
    return null
  } catch (error) {
    if (!ScmError.is(error, 'invalid_argument')) throw error
    return error.detail.argument
  }
}

describe('checkOptions', () => {
  it('accepts what can be sent', () => {
    const signal = AbortSignal.abort()
    expect(argumentOf(undefined)).toBeNull()
    expect(argumentOf({})).toBeNull()
    expect(argumentOf({ signal, ifNoneMatch: 'W/"abc é"', perPage: 100, cursor: 'Y3Vyc29yOjE=' })).toBeNull()
    expect(
      argumentOf({ ifModifiedSince: 'Sat, 21 Nov 2026 10:00:00 GMT', idempotencyKey: 'k-1', cursor: undefined }),
    ).toBeNull()
  })

  it.each(['ifNoneMatch', 'ifModifiedSince', 'idempotencyKey'])(
    'T43: %s is refused with control or non-Latin-1 characters',
    (name) => {
      for (const value of [
        'x\r\nX: y',
        'x\nX',
        'a\0b',
        'группа',
        'a\u0085b',
        'a\u007f',
        '',
        'x'.repeat(2000),
        5,
        null,
      ]) {
        expect(argumentOf({ [name]: value }), JSON.stringify(value)).toBe(`options.${name}`)
      }
    },
  )

  it.each<[string, unknown]>([
    ['cursor', 'a\nb'],
    ['cursor', 'x'.repeat(4097)],
    ['cursor', ''],
    ['cursor', '\ud800'],
    ['cursor', 7],
    ['perPage', 0],
    ['perPage', 101],
    ['perPage', 1.5],
    ['perPage', '30'],
    ['signal', { aborted: false }],
  ])('refuses %s %j', (name, value) => {
    expect(argumentOf({ [name]: value })).toBe(`options.${name}`)
  })

  it('refuses options that are no object', () => {
    expect(argumentOf('x')).toBe('options')
    expect(argumentOf(null)).toBe('options')
  })
})
