import { describe, expect, it } from 'vitest'
import { findLine, lineNumbers, rangeEnd } from '../../src/review/line.ts'

const patch = [
  '@@ -3,4 +3,5 @@ function a() {',
  ' three',
  '-four',
  '+vier',
  '+fünf',
  ' five',
  ' six',
  '@@ -20,3 +21,2 @@',
  ' twenty',
  '--- not a header',
  ' twenty-two',
  '\\ No newline at end of file',
].join('\n')

describe('a line of a diff', () => {
  it.each([
    ['head', 3, { kind: 'unchanged', old: 3, new: 3 }],
    ['head', 4, { kind: 'added', old: 5, new: 4 }],
    ['head', 5, { kind: 'added', old: 5, new: 5 }],
    ['head', 6, { kind: 'unchanged', old: 5, new: 6 }],
    ['base', 4, { kind: 'removed', old: 4, new: 4 }],
    ['base', 21, { kind: 'removed', old: 21, new: 22 }],
    ['base', 22, { kind: 'unchanged', old: 22, new: 22 }],
    ['head', 1, { kind: 'unchanged', old: 1, new: 1 }],
    ['head', 15, { kind: 'unchanged', old: 14, new: 15 }],
    ['base', 15, { kind: 'unchanged', old: 15, new: 16 }],
    ['head', 100, { kind: 'unchanged', old: 100, new: 100 }],
  ] as const)('%s %s is found with both numbers', (side, line, expected) => {
    expect(findLine(patch, side, line)).toEqual(expected)
  })

  it('of a new file stands before the first', () => {
    expect(findLine('@@ -0,0 +1,2 @@\n+a\n+b\n', 'head', 2)).toEqual({ kind: 'added', old: 0, new: 2 })
  })

  it('of a file whose diff is left out counts as changed', () => {
    expect(findLine('', 'head', 9)).toEqual({ kind: 'added', old: 0, new: 9 })
    expect(findLine('', 'base', 9)).toEqual({ kind: 'removed', old: 9, new: 0 })
  })

  it('has the numbers of the sides it is on, and a code', () => {
    expect(lineNumbers({ kind: 'added', old: 5, new: 4 })).toEqual({ new_line: 4 })
    expect(lineNumbers({ kind: 'removed', old: 4, new: 4 })).toEqual({ old_line: 4 })
    expect(lineNumbers({ kind: 'unchanged', old: 5, new: 6 })).toEqual({ old_line: 5, new_line: 6 })
    // The example of https://docs.gitlab.com/api/discussions/#line-code has the same form.
    const end = rangeEnd('README.md', { kind: 'unchanged', old: 5, new: 5 })
    expect(end).toEqual({
      line_code: '8ec9a00bfd09b3190ac6b22251dbb1aa95a0579d_5_5',
      type: 'old',
      old_line: 5,
      new_line: 5,
    })
  })
})
