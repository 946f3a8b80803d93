import type { VendorInline } from '../map/comment.ts'

/** Where a comment goes, in the contract's words; without a line it is on the whole file. */
export interface Place {
  readonly path: string
  readonly side?: 'base' | 'head'
  readonly line?: number
  readonly startLine?: number
  readonly startSide?: 'base' | 'head'
}

/** Bitbucket's anchor: lines of the old file are `from`, of the new one `to`. A range of one line is that line. */
export function inlineOf({ path, side = 'head', line, startLine, startSide = side }: Place): VendorInline {
  if (line === undefined) return { path }
  const end = side === 'base' ? { from: line } : { to: line }
  if (startLine === undefined || (startLine === line && startSide === side)) return { path, ...end }
  return { path, ...end, ...(startSide === 'base' ? { start_from: startLine } : { start_to: startLine }) }
}
