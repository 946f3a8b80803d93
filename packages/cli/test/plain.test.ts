import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seeded } from '../../core/test/contract/seed.ts'
import { json, plain } from '../src/plain.ts'
import { run } from './run.ts'

/** What a terminal acts on. Written as a class of its own, so that the code is not checked against itself. */
const unsafe = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u

const hostile = fc.string({ unit: 'binary', maxLength: 40 })

describe('output is safe on a terminal', () => {
  it('as text', () => {
    fc.assert(
      fc.property(hostile, (text) => !unsafe.test(plain(text))),
      seeded(),
    )
    expect(plain('a\u001b[2Jb\u009b31mc\nd\u202ee')).toBe('a\\x1b[2Jb\\x9b31mc\\x0ad\\u202ee')
    expect(plain('Grüße, 世界 👍')).toBe('Grüße, 世界 👍')
  })

  it('as JSON, which keeps its value', () => {
    const values = fc.oneof(fc.jsonValue(), fc.record({ title: hostile, labels: fc.array(hostile) }))
    fc.assert(
      fc.property(values, fc.constantFrom(undefined, 2), (value, indent) => {
        const text = json(value, indent)
        expect(unsafe.test(text.replaceAll('\n', ''))).toBe(false)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      }),
      seeded(),
    )
  })

  it('in errors that repeat what was given', async () => {
    const { err } = await run(['call', '\u001b]0;x\u0007.list', '--provider', 'github'])
    expect(err).toContain('\\x1b]0;x\\x07')
    expect(unsafe.test(err.replaceAll('\n', ''))).toBe(false)
  })

  it('in events of a hostile payload', async () => {
    const stdin = JSON.stringify({ repository: { full_name: 'o/\u001b[31mr' } })
    const header = 'X-GitHub-Event: \u009bnew'
    const { out } = await run(['parse', '--provider', 'github', '--header', header], { stdin })
    expect(unsafe.test(out.replaceAll('\n', ''))).toBe(false)
  })
})
