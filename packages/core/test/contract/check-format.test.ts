import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringFormats, type StringFormat } from '../../src/contract/check-format.ts'
import { seeded } from './seed.ts'

const ok = (format: StringFormat, value: string) => stringFormats[format].check(value)
const formats = Object.keys(stringFormats) as StringFormat[]

/** Formats whose text goes into a body or a query only, never into a path. */
const bodies: ReadonlySet<StringFormat> = new Set(['text', 'content', 'line', 'date', 'url', 'secret', 'color'])

/** What a provider makes of an argument: one segment, or segments joined by slashes, each percent-encoded. */
function placed(value: string): URL[] {
  const segments = value.split('/').map(encodeURIComponent).join('/')
  return [encodeURIComponent(value), segments].map((part) => new URL(`https://api.example.com/repos/o/r/x/${part}`))
}

describe('formats', () => {
  it.each<[StringFormat, string]>([
    ['number', '1'],
    ['number', '9007199254740991'],
    ['sha', 'abcdef0'],
    ['sha', '0'.repeat(64)],
    ['ref', 'main'],
    ['ref', 'feature/a'],
    ['ref', 'a&b'],
    ['ref', 'fix#12'],
    ['ref', '100%'],
    ['ref', 'ветка/日本語'],
    ['ref', 'HEAD'],
    ['ref', 'a@b'],
    ['ref', 'a.lock.b'],
    ['ref', 'heads/main'],
    ['ref', 'user-{x}'],
    ['ref', '%2e%2e'],
    ['head', 'main'],
    ['head', 'octo:feature/a'],
    ['head', 'group/sub:main'],
    ['path', 'a/b.ts'],
    ['path', '.github/workflows/ci.yml'],
    ['path', 'a b/c?d#e%f.txt'],
    ['path', '...'],
    ['path', 'каталог/ñ'],
    ['folder', ''],
    ['folder', 'src'],
    ['id', '42'],
    ['id', 'PRRT_kwDOA-_='],
    ['id', '{a1b2-c3}'],
    ['id', 'discussion~1'],
    ['id', '557058:1a-2b'],
    ['user', 'octocat'],
    ['user', 'dependabot[bot]'],
    ['user', 'a@b.example'],
    ['namespace', 'group/sub.group'],
    ['label', 'C#'],
    ['label', 'kind/bug'],
    ['label', 'good first issue'],
    ['label', 'приоритет: high'],
    ['line', 'a title'],
    ['line', ''],
    ['text', 'a\r\nb\tc'],
    ['content', ''],
    ['color', 'd73A4a'],
    ['secret', 'x'.repeat(24)],
    ['url', 'https://example.com/a?b#c'],
    ['url', 'http://127.0.0.1:8080/h'],
    ['url', 'https://[::1]/x'],
    ['date', '2026-02-28'],
    ['date', '2026-11-21T10:00:00Z'],
    ['date', '2026-11-21T10:00:00.123+02:00'],
    ['date', '2024-02-29'],
  ])('%s accepts %j', (format, value) => expect(ok(format, value)).toBe(true))

  it.each<[StringFormat, string]>([
    ['number', ''],
    ['number', '0'],
    ['number', '01'],
    ['number', '-1'],
    ['number', '1e3'],
    ['number', '٣'],
    ['number', '9007199254740992'],
    ['sha', 'abc'],
    ['sha', 'ABCDEF0'],
    ['sha', 'g'.repeat(40)],
    ['sha', '0'.repeat(65)],
    ['ref', ''],
    ['ref', '@'],
    ['ref', '.a'],
    ['ref', 'a/.b'],
    ['ref', 'a.lock'],
    ['ref', 'a.lock/b'],
    ['ref', 'a..b'],
    ['ref', 'a b'],
    ['ref', 'a~1'],
    ['ref', 'a^'],
    ['ref', 'a:b'],
    ['ref', 'a?b'],
    ['ref', 'a*'],
    ['ref', 'a[b'],
    ['ref', 'a\\b'],
    ['ref', '/a'],
    ['ref', 'a/'],
    ['ref', 'a//b'],
    ['ref', 'a.'],
    ['ref', 'a@{1}'],
    ['ref', '-a'],
    ['ref', 'a\u007fb'],
    ['ref', 'a\ud800'],
    ['ref', 'x'.repeat(1025)],
    ['head', 'a:b:c'],
    ['head', ':main'],
    ['head', '../x:main'],
    ['path', ''],
    ['path', '/a'],
    ['path', 'a/'],
    ['path', 'a//b'],
    ['path', '.'],
    ['path', 'a/../b'],
    ['path', 'a\\b'],
    ['path', 'a\nb'],
    ['path', '\udc00'],
    ['folder', '..'],
    ['folder', '/'],
    ['id', ''],
    ['id', '.'],
    ['id', '..'],
    ['id', 'a/b'],
    ['id', 'gid://gitlab/Note/1'],
    ['id', 'a b'],
    ['id', 'a%2fb'],
    ['id', 'a?b'],
    ['user', '[bot]'],
    ['user', 'a[bot]b'],
    ['user', '..[bot]'],
    ['namespace', 'a//b'],
    ['namespace', 'a/../b'],
    ['namespace', '/a'],
    ['label', ''],
    ['label', '.'],
    ['label', '..'],
    ['label', 'a\nb'],
    ['label', 'a\ud800'],
    ['label', 'x'.repeat(256)],
    ['line', 'a\nb'],
    ['text', 'a\0b'],
    ['text', '\ud800'],
    ['content', '\ud800'],
    ['color', '#fff'],
    ['color', 'fff'],
    ['secret', 'short'],
    ['secret', `${'x'.repeat(24)} `],
    ['url', 'ftp://x'],
    ['url', '//x'],
    ['url', 'https://user@x/'],
    ['url', 'https://@x/'],
    ['url', 'https://x\\@y/'],
    ['url', 'https://x/ y'],
    ['url', 'https://'],
    ['url', 'https://a:b@x'],
    ['url', 'https://x\r\nHost: y'],
    ['url', 'javascript:alert(1)'],
    ['date', '2026-02-30'],
    ['date', '2026-02-30T00:00:00Z'],
    ['date', '2026-13-01'],
    ['date', 'today'],
    ['date', '2026-11-21 10:00'],
    ['date', '2026-11-21T10:00:00'],
  ])('%s refuses %j', (format, value) => expect(ok(format, value)).toBe(false))

  it('never throws, and what it lets into a path stays in its place once encoded', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc
        .array(
          fc.constantFrom('..', '.', '/', '\\', '%2e', '%2f', '@', '#', '?', 'a', '\0', '\r\n', ':', '{', '~', '[bot]'),
        )
        .map((parts) => parts.join('')),
    )
    const judge = (format: StringFormat, text: string) => {
      if (!ok(format, text) || bodies.has(format)) return
      for (const url of placed(text)) {
        expect(url.origin).toBe('https://api.example.com')
        expect(url.pathname.startsWith('/repos/o/r/x/')).toBe(true)
        expect(`${url.search}${url.hash}`).toBe('')
      }
    }
    fc.assert(fc.property(fc.constantFrom(...formats), value, judge), seeded(2000))
  })

  it('reads a megabyte of hostile text to an answer', () => {
    const hostile = [
      '/'.repeat(1 << 20),
      'a/'.repeat(1 << 19),
      '.'.repeat(1 << 20),
      `https://${'@'.repeat(1 << 20)}`,
      '9'.repeat(1 << 20),
    ]
    for (const format of formats) for (const value of hostile) expect(typeof ok(format, value)).toBe('boolean')
  })
})
