import type { RunningCall } from './call.ts'

/** Tries of one request, the first included. */
export const mostTries = 3
const baseMs = 200
const capMs = 5_000

/** May a request be sent again although it may have arrived? Reads may, and writes that repeating does not change. */
export function isRepeatable(method: string, call: RunningCall): boolean {
  return method === 'GET' || method === 'HEAD' || call.idempotency === 'safe' || call.idempotency === 'idempotent'
}

/** Which 5xx answers are worth another try: all for reads, those of gateways for writes. */
export function isPassing(method: string, status: number): boolean {
  if (method === 'GET' || method === 'HEAD') return status >= 500 && status !== 501 && status !== 505
  return status === 502 || status === 503 || status === 504
}

/**
 * How long to wait before the next try: what the vendor asks for and a little more, else full jitter.
 * `tries` have been made; `random` is in [0, 1).
 */
export function waitBefore(tries: number, askedMs: number | null, random: number): number {
  if (askedMs !== null) return askedMs + 5 + random * 100
  return random * Math.min(capMs, baseMs * 2 ** tries)
}

/** Retries an origin may cost: a tenth of its requests, and a few in hand. */
export interface RetryBudget {
  /** Each first try earns a part of a retry. */
  earn(): void
  /** Takes one retry; false when none is left. */
  take(): boolean
}

const inHand = 10
const share = 0.1
const most = 100

/** A full budget. */
export function createRetryBudget(): RetryBudget {
  let left = inHand
  return {
    earn() {
      left = Math.min(most, left + share)
    },
    take() {
      if (left < 1) return false
      left -= 1
      return true
    },
  }
}
