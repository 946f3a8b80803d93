import { createHash } from 'node:crypto'

/** A line of a diff: its numbers on both sides, and which of them it has. */
export interface DiffLine {
  readonly kind: 'added' | 'removed' | 'unchanged'
  /** What the counters of both sides say at the line; of an added line `old` is that of the line it stands before. */
  readonly old: number
  readonly new: number
}

type Side = 'base' | 'head'

const hunkHeader = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/

/**
 * The line of a diff that is `line` on a side. Between the hunks nothing changed: the distance of both sides is that of the
 * hunk before. Without hunks (a file whose diff GitLab leaves out) a line counts as added, or as removed.
 */
export function findLine(patch: string, side: Side, line: number): DiffLine {
  let [before, after] = [1, 1]
  for (const text of patch.split('\n')) {
    const hunk = hunkHeader.exec(text)
    if (hunk !== null) {
      const [start, newStart] = [Number(hunk[1]), Number(hunk[2])]
      const here = side === 'head' ? after : before
      if (line >= here && line < (side === 'head' ? newStart : start)) break
      ;[before, after] = [start, newStart]
      continue
    }
    const kind = kindOf(text)
    if (kind === null) continue
    const isOnSide = kind === 'unchanged' || kind === (side === 'head' ? 'added' : 'removed')
    if (isOnSide && line === (side === 'head' ? after : before)) return { kind, old: before, new: after }
    if (kind !== 'added') before += 1
    if (kind !== 'removed') after += 1
  }
  if (!patch.includes('@@'))
    return {
      kind: side === 'head' ? 'added' : 'removed',
      old: side === 'head' ? 0 : line,
      new: side === 'head' ? line : 0,
    }
  const distance = after - before
  return side === 'head'
    ? { kind: 'unchanged', old: line - distance, new: line }
    : { kind: 'unchanged', old: line, new: line + distance }
}

function kindOf(text: string): DiffLine['kind'] | null {
  if (text.startsWith('+')) return 'added'
  if (text.startsWith('-')) return 'removed'
  return text.startsWith(' ') ? 'unchanged' : null
}

/** The numbers GitLab wants: those of the sides the line is on. An unchanged line needs both. */
export function lineNumbers({ kind, old: before, new: after }: DiffLine): Readonly<Record<string, number>> {
  if (kind === 'added') return { new_line: after }
  return kind === 'removed' ? { old_line: before } : { old_line: before, new_line: after }
}

/**
 * One end of a range. GitLab names a line by the SHA-1 of its path and both numbers.
 * @see https://docs.gitlab.com/api/discussions/#line-code
 */
export function rangeEnd(path: string, line: DiffLine): Readonly<Record<string, string | number>> {
  const code = `${createHash('sha1').update(path).digest('hex')}_${line.old}_${line.new}`
  return { line_code: code, type: line.kind === 'added' ? 'new' : 'old', ...lineNumbers(line) }
}
