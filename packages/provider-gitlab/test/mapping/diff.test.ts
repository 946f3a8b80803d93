import { describe, expect, it } from 'vitest'
import { countLines, mapDiff } from '../../src/map/diff.ts'

const file = {
  diff: '@@ -1,2 +1,2 @@\n context\n-old\n+new\n',
  new_path: 'a b.ts',
  old_path: 'a b.ts',
  a_mode: '100644',
  b_mode: '100644',
  new_file: false,
  renamed_file: false,
  deleted_file: false,
}
const unchanged = { additions: 0, deletions: 0, patch: null }
const unknown = { additions: null, deletions: null, patch: null }

describe('a file of a diff', () => {
  it('is modified, with its patch and the lines counted', () => {
    expect(mapDiff(file)).toEqual({
      path: 'a b.ts',
      previousPath: null,
      status: 'modified',
      additions: 1,
      deletions: 1,
      patch: file.diff,
      sha: null,
    })
  })

  it.each([
    ['added', { new_file: true, a_mode: '0' }, {}],
    ['removed', { deleted_file: true, b_mode: '0' }, {}],
    ['renamed', { renamed_file: true, old_path: 'b', diff: '' }, { previousPath: 'b', ...unchanged }],
    ['changed', { b_mode: '100755', diff: '' }, unchanged],
    ['modified', { b_mode: '100755' }, { additions: 1 }],
    ['modified', { diff: 'Binary files a/x and b/x differ\n' }, unknown],
    ['modified', { diff: '', too_large: true }, unknown],
    ['modified', { diff: '', collapsed: true, b_mode: '100755' }, unknown],
    ['modified', { a_mode: null }, { additions: 1 }],
  ] as const)('is %s where GitLab says %o', (status, change, rest) => {
    expect(mapDiff({ ...file, ...change })).toMatchObject({ status, ...rest })
  })

  it('loses the names of both files, which old versions put in front', () => {
    const { patch, deletions } = mapDiff({ ...file, diff: `--- a/a b.ts\n+++ b/a b.ts\n${file.diff}` })
    expect([patch, deletions]).toEqual([file.diff, 1])
  })
})

it('counts lines that begin like headers, and the last one without an end', () => {
  expect(countLines('@@ -1 +1 @@\n--- x\n+++ y\n+z')).toEqual({ additions: 2, deletions: 1 })
  expect(countLines('')).toEqual({ additions: 0, deletions: 0 })
})
