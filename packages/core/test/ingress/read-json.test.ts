import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readJson } from '../../src/ingress/read-json.ts'
import { seeded } from '../contract/seed.ts'

const read = (text: string) => readJson(Buffer.from(text))
const faultOf = (text: string) => read(text).fault

/** Own table: what a strict parser takes, and what it refuses. */
const accepted = [
  'null',
  'true',
  ' 1 ',
  '-0',
  '0.5e-3',
  '1E5',
  '""',
  '"\\u00e9\\ud83d\\ude00"',
  '"\\ud800"',
  '"é😀"',
  '[]',
  '{}',
  '[1,2]',
  '\t[\n]\r ',
  '{"a":1,"a":2}',
  '{"":0}',
  '"[[[["',
  '"\\"[{"',
  '"\\\\"',
  '[1e400]',
  '9007199254740991',
  '-9007199254740991',
  '"\u007f"',
  '"\u2028"',
  '1.00000000000000000001',
  '12345678901234567.5',
  '"12345678901234567890"',
  '{"12345678901234567890":0}',
]
const refused = [
  '',
  ' ',
  'nul',
  'True',
  '01',
  '1.',
  '.5',
  '+1',
  '1e',
  '0x1',
  'NaN',
  'Infinity',
  "'a'",
  '"a',
  'a"',
  '"\n"',
  '"\t"',
  '"\\x"',
  '"\\u12"',
  '[1,]',
  '[,1]',
  '[1 2]',
  '[',
  ']',
  '{',
  '}',
  '{"a"}',
  '{"a":}',
  '{a:1}',
  '{"a":1,}',
  '{,}',
  '[1]x',
  '// a\n1',
  '/**/1',
  '\ufeff1',
  '\v1',
  '\u00a01',
  '{"a":1}}',
  '[[]',
  '"\u0000"',
]
const notUtf8 = [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82], [0x80]]

describe('T13: verdicts', () => {
  it.each(accepted)('takes %j as JSON.parse does', (text) => {
    expect(read(text)).toEqual({ value: JSON.parse(text), fault: null })
  })
  it.each(refused)('refuses %j', (text) => {
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError)
    expect(faultOf(text)).toBe('the body is not JSON')
  })
  it.each(notUtf8)('refuses bytes that are not UTF-8: %j', (...bytes) => {
    expect(readJson(Uint8Array.from([0x22, ...bytes, 0x22])).fault).toBe('the body is not UTF-8')
  })
})

describe('T13: depth', () => {
  const nested = (levels: number, open = '[', close = ']') => open.repeat(levels) + close.repeat(levels)
  const tooDeep = 'the body is nested deeper than 100 levels'
  it('takes 100 levels and refuses 101', () => {
    expect(faultOf(nested(100))).toBeNull()
    expect(faultOf(nested(101))).toBe(tooDeep)
    expect(faultOf(`{"a":`.repeat(101) + '0' + '}'.repeat(101))).toBe(tooDeep)
    expect(faultOf(nested(101, '[ \n', ']'))).toBe(tooDeep)
  })
  it('refuses 100,000 opening brackets, closed or not', () => {
    expect(faultOf('['.repeat(100_000))).toBe(tooDeep)
    expect(faultOf(nested(100_000))).toBe(tooDeep)
    expect(faultOf('[{"a":'.repeat(100_000))).toBe(tooDeep)
  })
  it('takes any number of brackets beside each other, and inside texts', () => {
    expect(faultOf(`[${Array.from({ length: 1000 }, () => '[{}]').join()}]`)).toBeNull()
    expect(faultOf(JSON.stringify({ text: ':['.repeat(1000), and: '\\":[{'.repeat(1000) }))).toBeNull()
  })
  it('is not misled by closing brackets inside texts', () => {
    expect(faultOf('["]]]]",'.repeat(200) + '0' + ']'.repeat(200))).toBe(tooDeep)
  })
})

describe('T13: numbers', () => {
  const tooLarge = 'a number is too large to be held exactly'
  it.each([
    '9007199254740993',
    '-9007199254740993',
    '9007199254740992',
    '12345678901234567890123',
    '[0,9007199254740993]',
    '{"id":9007199254740993}',
    '{"id": -9007199254740993 }',
  ])('keeps %s aside instead of rounding it', (text) => {
    expect(faultOf(text)).toBe(tooLarge)
  })
  it('finds such a number wherever it lies', () => {
    for (let at = 0; at < 40; at++) expect(faultOf(`{"${'a'.repeat(at)}":9007199254740993}`), String(at)).toBe(tooLarge)
  })
  it('is not misled by long numbers inside texts', () => {
    for (let at = 0; at < 40; at++) {
      expect(
        faultOf(JSON.stringify({ a: `${' '.repeat(at)}9007199254740993`, b: '0'.repeat(40) })),
        String(at),
      ).toBeNull()
    }
  })
})

it('T13: __proto__ changes nothing but its own object', () => {
  const { value } = read('{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}')
  expect(({} as { admin?: boolean }).admin).toBeUndefined()
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
})

it('T13: equals JSON.parse for every JSON value', () => {
  const json = fc.json({ maxDepth: 6 }).filter((text) => !/\d{16}/.test(text))
  fc.assert(
    fc.property(json, (text) => {
      expect(read(text)).toEqual({ value: JSON.parse(text) as unknown, fault: null })
    }),
    seeded(),
  )
})

it('T13: has the verdict of a strict decoder and JSON.parse for any bytes', () => {
  const token = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '\\',
    'a',
    '"a"',
    '1',
    '-',
    '0.5',
    'null',
    ' ',
    '\n',
    'é',
  )
  const bytes = fc.oneof(
    fc.array(token, { maxLength: 24 }).map((parts) => Buffer.from(parts.join(''))),
    fc.uint8Array({ maxLength: 24 }),
  )
  const isStrictlyRead = (body: Uint8Array) => {
    try {
      JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body))
      return true
    } catch {
      return false
    }
  }
  fc.assert(
    fc.property(bytes, (body) => {
      expect(readJson(body).fault === null).toBe(isStrictlyRead(body))
    }),
    seeded(2000),
  )
})

it('T13: finds any depth and any unsafe integer, whatever lies around', () => {
  const leaf = fc.oneof(
    fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
    fc.string().map((text) => JSON.stringify(text)),
  )
  const around = [
    ['[', ']'],
    ['{"k":', '}'],
    ['["]",', ']'],
    ['[ "[{",\n', '\t]'],
  ] as const
  const nesting = fc.array(fc.constantFrom(...around), { minLength: 1, maxLength: 140 })
  fc.assert(
    fc.property(nesting, leaf, (levels, inner) => {
      const text =
        levels.map(([open]) => open).join('') +
        inner +
        levels
          .toReversed()
          .map(([, close]) => close)
          .join('')
      const isUnsafe = !inner.startsWith('"') && !Number.isSafeInteger(Number(inner))
      expect(faultOf(text) !== null).toBe(levels.length > 100 || isUnsafe)
    }),
    seeded(),
  )
})
