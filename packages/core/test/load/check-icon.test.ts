import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ScmError } from '../../src/errors/scm-error.ts'
import { checkIcon } from '../../src/load/check-icon.ts'
import { svgFault } from '../../src/load/check-svg.ts'
import { seeded } from '../contract/seed.ts'
import { goodSvg } from './fake-packages.ts'

const xmlns = 'xmlns="http://www.w3.org/2000/svg"'
const svg = (inner: string, more = '') => `<svg ${xmlns} viewBox="0 0 16 16" ${more}>${inner}</svg>`

describe('svgFault', () => {
  it.each([
    goodSvg,
    `<?xml version="1.0" encoding="UTF-8"?>\n${goodSvg}\n`,
    svg('<title>Acme &amp; Co</title><g transform="translate(1 2) rotate(45)"><circle cx="1" cy="1" r="1"/></g>'),
    svg(
      '<defs><linearGradient id="a"><stop offset="0" stop-color="rgb(1,2,3)"/></linearGradient></defs><path d="M0 0" fill="url(#a)"/>',
    ),
    svg("<path d='M0 0'\n  fill='currentColor' />", 'width="24" height="24" aria-hidden="true"'),
  ])('passes %s', (source) => expect(svgFault(source)).toBeNull())

  it.each<[string, string]>([
    ['script', svg('<script>alert(1)</script>')],
    ['script in capitals', svg('<SCRIPT>alert(1)</SCRIPT>')],
    ['a handler on the root', svg('', 'onload="alert(1)"')],
    ['a handler on a shape', svg('<path d="M0 0" onclick="alert(1)"/>')],
    ['a handler without quotes', svg('<path onclick=alert(1) />')],
    ['foreignObject', svg('<foreignObject><iframe/></foreignObject>')],
    ['a link', svg('<a href="https://evil.example"><path d="M0 0"/></a>')],
    ['use', svg('<use href="https://evil.example/x.svg#a"/>')],
    ['an image', svg('<image href="https://evil.example/x.png"/>')],
    ['a style', svg('<style>*{background:url(https://evil.example)}</style>')],
    ['a style attribute', svg('<path style="fill:url(https://evil.example)"/>')],
    ['an outside reference', svg('<path fill="url(https://evil.example/#a)"/>')],
    ['an outside reference in quotes', svg(`<path fill="url('https://evil.example')"/>`)],
    ['an escaped reference', svg('<path fill="u\\72l(https://evil.example)"/>')],
    ['an animation', svg('<animate attributeName="href" values="javascript:alert(1)"/>')],
    ['a document type', `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg('&x;')}`],
    ['an entity', svg('<title>&x;</title>')],
    ['a numeric entity', svg('<path fill="&#117;rl(//evil.example)"/>')],
    ['a comment', svg('<!-- x -->')],
    ['CDATA', svg('<![CDATA[<script/>]]>')],
    ['a processing instruction', svg('<?xml-stylesheet href="https://evil.example"?>')],
    ['another namespace', svg('<html:script/>', 'xmlns:html="http://www.w3.org/1999/xhtml"')],
    ['html', '<html><body onload="alert(1)"></body></html>'],
    ['a second root', `${goodSvg}<script>alert(1)</script>`],
    ['text after the root', `${goodSvg}hello`],
    ['text before the root', `hello${goodSvg}`],
    ['an svg in an svg', svg(goodSvg)],
    ['no namespace', '<svg viewBox="0 0 1 1"></svg>'],
    ['no viewBox', `<svg ${xmlns}></svg>`],
    ['a shape that is not square', `<svg ${xmlns} viewBox="0 0 16 8"></svg>`],
    ['sides that differ', svg('', 'width="24" height="12"')],
    ['a huge picture', svg('', 'width="60000" height="60000"')],
    ['an open element', `<svg ${xmlns} viewBox="0 0 1 1"><g>`],
    ['crossed elements', svg('<g><defs></g></defs>')],
    ['deep nesting', svg('<g>'.repeat(40) + '</g>'.repeat(40))],
    ['nothing', ''],
  ])('T61: refuses %s', (_what, source) => expect(svgFault(source)).not.toBeNull())

  it('never throws, and lets nothing that runs or loads through', () => {
    const parts = [
      '<',
      '>',
      '/',
      'svg',
      'path',
      'script',
      ' ',
      '"',
      "'",
      '=',
      'fill',
      'onload',
      'url(',
      '#a',
      ')',
      '&amp;',
      '&',
      '<!--',
      'M0 0',
      goodSvg,
      '\\',
    ]
    const source = fc.array(fc.constantFrom(...parts)).map((list) => list.join(''))
    const judge = (text: string, inner: string) => {
      const whole = svg(inner)
      if (svgFault(text) === null) expect(text).not.toMatch(/<script|<[^>]*\sonload/i)
      if (svgFault(whole) === null) expect(whole).not.toMatch(/<script|<[^>]*\sonload/i)
    }
    fc.assert(fc.property(source, source, judge), seeded(1000))
  })

  it('reads 256 KB of hostile text to an answer', () => {
    for (const piece of [' ', '<', '<g>', '<g ', 'a="', '&amp;', "='", '<path d="x" ', 'd="" ']) {
      const long = piece.repeat(Math.floor(262_144 / piece.length))
      expect(svgFault(svg(`<g ${long}`))).not.toBeNull()
      expect(svgFault(long)).not.toBeNull()
    }
  })
})

/** The frame of a PNG: signature, size and end. Enough for what is checked before a browser decodes it. */
function png(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(45)
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(bytes)
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  Buffer.from('0000000049454e44ae426082', 'hex').copy(bytes, 33)
  return bytes
}

describe('checkIcon', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scm-host-icon-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  async function check(name: string, content: string | Uint8Array): Promise<string> {
    const file = join(folder, name)
    await writeFile(file, content)
    try {
      return checkIcon(file, { package: 'p' }, folder).mediaType
    } catch (error) {
      if (!ScmError.is(error, 'provider_invalid')) throw error
      expect(error.detail.member).toBe('icon')
      return error.message
    }
  }

  it('accepts a square SVG and a square PNG', async () => {
    expect(await check('a.svg', goodSvg)).toBe('image/svg+xml')
    expect(await check('a.png', png(512, 512))).toBe('image/png')
  })

  it('T61: refuses what is too large, not what its name says, or not square', async () => {
    expect(await check('bomb.png', png(60_000, 60_000))).toContain('60000 × 60000')
    expect(await check('wide.png', png(64, 32))).toContain('not square')
    expect(await check('none.png', png(0, 0))).toContain('0 × 0')
    expect(await check('page.png', '<html><script>alert(1)</script></html>')).toContain('does not begin as a PNG')
    expect(await check('tail.png', Buffer.concat([png(8, 8), Buffer.from('<script>')]))).toContain(
      'does not end as a PNG',
    )
    expect(await check('short.png', png(8, 8).subarray(0, 20))).toContain('PNG')
    expect(await check('big.svg', goodSvg + ' '.repeat(256 * 1024))).toContain('256 KiB')
    expect(await check('latin.svg', Buffer.from([0x3c, 0xff, 0xfe]))).toContain('UTF-8')
    expect(await check('icon.gif', goodSvg)).toContain('.svg or .png')
    expect(await check('real.svg', png(8, 8))).toContain('SVG')
  })

  it('refuses a file that is absent or a folder', () => {
    expect(() => checkIcon(join(folder, 'absent.svg'), { package: 'p' })).toThrow('exists')
    expect(() => checkIcon(folder, { package: 'p' })).toThrow('exists')
  })
})
