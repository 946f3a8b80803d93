import { describe, expect, it } from 'vitest'
import { checkerFor } from '../../src/contract/check-arguments.ts'
import { stringFormats } from '../../src/contract/check-format.ts'
import { operationTable } from '../../src/contract/generated/operations.ts'
import type { OperationId } from '../../src/contract/guards.ts'
import type { OperationRow } from '../../src/contract/operation-row.ts'
import { ScmError } from '../../src/errors/scm-error.ts'
import { placesOf, right, urlTricks, valueOf } from './argument-places.ts'

const rows = Object.entries(operationTable) as [OperationId, OperationRow][]
const places = rows.flatMap(([id, row]) => placesOf(row.input).map((place) => ({ id, row, ...place })))

function refusedAt(row: OperationRow, input: unknown): string | null {
  try {
    checkerFor(row)(input)
    return null
  } catch (error) {
    if (!ScmError.is(error, 'invalid_argument')) throw error
    return error.detail.argument
  }
}

describe('hostile strings in every string argument', () => {
  it('finds every format of the contract, and right values pass', () => {
    expect(new Set(places.map((place) => place.format))).toEqual(new Set(Object.keys(stringFormats)))
    for (const { id, row, format, input } of places) expect(refusedAt(row, input(right[format])), id).toBeNull()
  })

  it('T25: the 14 URL tricks are refused, or are harmless where they may stand', () => {
    const accepted: Record<string, Set<string>> = {}
    for (const { row, format, argument, input } of places) {
      for (const trick of urlTricks) {
        const at = refusedAt(row, input(trick))
        if (at === null) (accepted[format] ??= new Set()).add(trick)
        else expect(at.replace(/\[0\]$/, '[0].')).toContain(argument.split('.').at(-1))
      }
    }
    const oneLine = urlTricks.filter((trick) => !/[\t\r\n\0]/.test(trick))
    expect(Object.fromEntries(Object.entries(accepted).map(([format, tricks]) => [format, [...tricks]]))).toEqual({
      // Bodies and query values, never a path.
      line: oneLine,
      text: urlTricks.filter((trick) => !trick.includes('\0')),
      content: urlTricks,
      secret: ['/repos/a/b/contents/../../../../user', '/repos/a/b/contents/%2E%2E/x'],
      // A label is one encoded segment; names with `/` are legal.
      label: oneLine.filter((trick) => !trick.split('/').includes('..') && !trick.includes('\\')),
      // Legal names of files, branches and groups: no segment of theirs is `.` or `..`, and `@` follows a slash.
      path: ['@evil.com/x', '.evil.com/x'],
      folder: ['@evil.com/x', '.evil.com/x'],
      ref: ['@evil.com/x'],
      head: ['@evil.com/x'],
      namespace: ['@evil.com/x', '.evil.com/x'],
    })
  })

  it('T25: what is accepted into a path keeps origin and prefix once encoded', () => {
    for (const format of ['label', 'path', 'folder', 'ref', 'head', 'namespace'] as const) {
      for (const trick of urlTricks.filter((one) => stringFormats[format].check(one))) {
        for (const part of [encodeURIComponent(trick), trick.split('/').map(encodeURIComponent).join('/')]) {
          if (format === 'label' && part.includes('/')) continue
          const url = new URL(`https://api.github.com/repos/o/r/x/${part}`)
          expect(url.href, `${format} ${trick}`).toBe(`https://api.github.com/repos/o/r/x/${part}`)
        }
      }
    }
  })

  it.each<[OperationId, string, string]>([
    ['issues.get', 'issue', '1/../../2'],
    ['files.get', 'path', '../../../user'],
    ['files.get', 'ref', 'x?token=1'],
    ['branches.get', 'branch', '..'],
    ['git.getCommit', 'sha', '..%2f'],
    ['commits.get', 'sha', '..%2f'],
    ['labels.delete', 'label', 'a\0b'],
    ['labels.delete', 'label', 'a\r\nb'],
    ['branches.get', 'branch', 'a\0b'],
    ['files.get', 'path', 'a\r\nb'],
    ['issues.getComment', 'comment', '1/../2'],
  ])('T42: %s refuses %s %j before any I/O', (id, argument, value) => {
    const row: OperationRow = operationTable[id]
    expect(refusedAt(row, { ...(valueOf(row.input) as object), [argument]: value })).toBe(argument)
  })

  it('T42: a label such as `C#` is a legal name, so it is accepted, to be encoded', () => {
    expect(refusedAt(operationTable['labels.delete'], { label: 'a#b' })).toBeNull()
    expect(new URL(`https://h/labels/${encodeURIComponent('a#b')}`).pathname).toBe('/labels/a%23b')
  })
})
