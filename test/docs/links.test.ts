import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { documents, root, textOf } from './blocks.ts'

const all = [...documents(), 'AGENTS.md', 'CONTRIBUTING.md'].filter((path) => textOf(path) !== '')
const anchorOf = (heading: string) =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-')

it.each(all)('%s links to files and headings that exist', (path) => {
  const text = textOf(path).replace(/^```[^]*?^```$/gm, '')
  for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^https?:/.test(target)) continue
    const [file = '', anchor] = target.split('#')
    const at = file === '' ? path : join(dirname(path), file)
    expect(existsSync(join(root, at)), target).toBe(true)
    if (anchor === undefined) continue
    const headings = [...textOf(at).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading))
    expect(headings, target).toContain(anchor)
  }
})

it('the README of the repository stays short', () => {
  expect(textOf('README.md').split('\n').length).toBeLessThan(150)
})
