/** One line of the result. */
export interface Row {
  readonly name: string
  /** `ours / theirs`; null without a peer. */
  readonly ratio: number | null
  readonly ours: number
  /** The peer in the same run; null without one. */
  readonly theirs: number | null
  readonly unit: string
  /** Of what the bound is about: nearly always holds the true median (98.8 % with 11 pairs; all values with fewer than 6). */
  readonly interval: readonly [low: number, high: number]
  /** What must hold, in words; null for information only. */
  readonly bound: string | null
  readonly ok: boolean
}

/** How long to measure. */
export interface Effort {
  /** Interleaved pairs. */
  readonly pairs: number
  /** Part of the full amount of work in a pair, up to 1. */
  readonly scale: number
}

/** A measurement by its name. */
export type Bench = (effort: Effort) => Promise<readonly Row[]>

/** A value with a limit, and no peer. */
export function absolute(name: string, values: readonly number[], unit: string, most: number | null): Row {
  const ours = median(values)
  const bound = most === null ? null : `at most ${most} ${unit}`
  return {
    name,
    ratio: null,
    ours,
    theirs: null,
    unit,
    interval: intervalOf(values),
    bound,
    ok: most === null || ours <= most,
  }
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2
}

/** An interval of the median by the sign test: the second lowest to the second highest, of 11 values. */
export function intervalOf(values: readonly number[]): readonly [low: number, high: number] {
  const sorted = values.toSorted((a, b) => a - b)
  const outside = sorted.length < 6 ? 0 : 1
  return [sorted[outside] ?? Number.NaN, sorted.at(-1 - outside) ?? Number.NaN]
}
