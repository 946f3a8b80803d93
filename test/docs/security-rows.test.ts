import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root, textOf } from './blocks.ts'

/** The rows this step must hold. */
const rows = `T01 T02 T03 T04 T05 T06 T07 T13 T14 T15 T25 T38 T39 T40 T41 T42 T43 T45 T46 T48 T49 T52 T53 T60 T61 T74
  T77`.split(/\s+/)

/** Rows by test file: names of tests begin with them, as `T25: …` or `T52, T71: …`. */
const shown = new Map(testFiles().map((path) => [path, rowsIn(textOf(path))]))

function testFiles(): readonly string[] {
  return ['packages', 'test'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.test.ts') && !path.includes('node_modules'))
      .map((path) => `${folder}/${path}`),
  )
}

function rowsIn(source: string): ReadonlySet<string> {
  const names = [...source.matchAll(/['"`](T\d\d(?:, T\d\d)*): /g)].flatMap(([, found = '']) => found.split(', '))
  return new Set(names)
}

/** The table of docs/security.md: row → files it links to. */
const told = new Map(
  [...textOf('docs/security.md').matchAll(/^\| (T\d\d) \|.*\| ([^|]*)\|$/gm)].map(([, row = '', links = '']) => [
    row,
    [...links.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => join(dirname('docs/security.md'), target)),
  ]),
)

describe.each(rows)('row %s', (row) => {
  it('has a test whose name begins with it', () => {
    const files = [...shown].filter(([, found]) => found.has(row)).map(([path]) => path)
    expect(files).not.toEqual([])
  })

  it('is in docs/security.md, with files whose tests show it', () => {
    const files = told.get(row) ?? []
    expect(files).not.toEqual([])
    for (const file of files) expect(shown.get(file)?.has(row), file).toBe(true)
  })
})

it('docs/security.md tells of no other row', () => {
  expect([...told.keys()].sort()).toEqual([...rows].sort())
})
