import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { intervalOf, median, type Effort, type Row } from './row.ts'

/** Does `count` units of work. */
export type Work = (count: number) => Promise<void> | void

/** What is compared, and how. */
export interface Contest {
  readonly name: string
  readonly ours: Work
  readonly theirs: Work
  /** Units of work in one half of a pair. */
  readonly count: number
  /** Makes ready what each half uses up; not timed. */
  readonly prepare?: (count: number) => void
  readonly judge: Judge
}

/** What the bound is about, made of one pair of costs in microseconds. */
export interface Judge {
  readonly bound: string | null
  readonly unit: 'us' | 'per s'
  readonly value: (ours: number, theirs: number) => number
  readonly isGood: (value: number) => boolean
}

/** Cost at most so many times the peer's. */
export function costAtMost(times: number): Judge {
  return { bound: `ratio at most ${times}`, unit: 'us', value: (a, b) => a / b, isGood: (ratio) => ratio <= times }
}

/** Throughput at least so many times the peer's. */
export function throughputAtLeast(times: number): Judge {
  return { bound: `ratio at least ${times}`, unit: 'per s', value: (a, b) => b / a, isGood: (ratio) => ratio >= times }
}

/** Cost at most so many microseconds above the peer's. */
export function costAboveAtMost(us: number): Judge {
  return { bound: `at most ${us} us more`, unit: 'us', value: (a, b) => a - b, isGood: (more) => more <= us }
}

/** No bound, only told. */
export const told: Judge = { bound: null, unit: 'us', value: (a, b) => a / b, isGood: () => true }

setFlagsFromString('--expose-gc')
/** So that nobody pays for another's garbage. */
export const collectGarbage = runInNewContext('gc') as () => void

/**
 * Runs both in turn, pair by pair, and judges the median of what the pairs say: whatever slows the machine down slows
 * both halves of a pair.
 */
export async function compare(contest: Contest, { pairs, scale }: Effort): Promise<Row> {
  const { name, count, judge, prepare = () => undefined } = contest
  const amount = Math.max(1, Math.round(count * scale))
  const ours = () => costOf(contest.ours, amount, prepare)
  const theirs = () => costOf(contest.theirs, amount, prepare)
  await ours()
  await theirs()
  const costs: { readonly ours: number; readonly theirs: number }[] = []
  for (let pair = 0; pair < pairs; pair++) {
    const early = pair % 2 === 0 ? await ours() : null
    const other = await theirs()
    costs.push({ ours: early ?? (await ours()), theirs: other })
  }
  const show = (us: number) => (judge.unit === 'us' ? us : 1e6 / us)
  const values = costs.map((cost) => judge.value(cost.ours, cost.theirs))
  const middle = { ours: median(costs.map((cost) => cost.ours)), theirs: median(costs.map((cost) => cost.theirs)) }
  const ratio = median(costs.map((cost) => show(cost.ours) / show(cost.theirs)))
  const { bound, unit, isGood } = judge
  return {
    name,
    ratio,
    ours: show(middle.ours),
    theirs: show(middle.theirs),
    unit,
    interval: intervalOf(values),
    bound,
    ok: isGood(median(values)),
  }
}

/** Microseconds a unit of work. */
async function costOf(work: Work, count: number, prepare: (count: number) => void): Promise<number> {
  prepare(count)
  collectGarbage()
  const startedAt = performance.now()
  await work(count)
  return ((performance.now() - startedAt) * 1000) / count
}

/** Does `count` tasks, at most `width` at a time. */
export async function inFlight(count: number, width: number, task: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0
  const worker = async () => {
    while (next < count) await task(next++)
  }
  await Promise.all(Array.from({ length: width }, worker))
}
