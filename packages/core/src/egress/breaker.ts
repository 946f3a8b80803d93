import { ScmError } from '../errors/scm-error.ts'

/** What became of a request, as far as the health of an origin is concerned. */
export type Health = 'good' | 'failed' | 'unknown'

/** Stops calls to an origin that keeps failing, and lets one through now and then to see whether it is back. */
export interface Breaker {
  isOpen(): boolean
  /**
   * Lets one request through; the answer must be told what became of it.
   * @throws ScmError `circuit_open`
   */
  enter(): (health: Health) => void
}

const opensAfter = 10
const windowMs = 10_000
const fewest = 20
/** Between probes; 6 a minute at most. */
const openMs = 10_000

/** A breaker for one origin: opens after 10 failures in a row, or at half of 20 and more in 10 s. */
export function createBreaker(origin: string, clock: () => number = () => performance.now()): Breaker {
  let inRow = 0
  let windowStart = clock()
  let requests = 0
  let failures = 0
  let openUntil: number | null = null
  let isProbing = false

  const open = () => {
    openUntil = clock() + openMs
    inRow = 0
    requests = 0
    failures = 0
  }
  const count = (isFailure: boolean) => {
    if (clock() - windowStart > windowMs) {
      windowStart = clock()
      requests = 0
      failures = 0
    }
    requests += 1
    failures += isFailure ? 1 : 0
    inRow = isFailure ? inRow + 1 : 0
    if (inRow >= opensAfter || (requests >= fewest && failures * 2 >= requests && isFailure)) open()
  }
  const probed = (health: Health) => {
    isProbing = false
    if (health === 'good') openUntil = null
    else if (health === 'failed') open()
  }
  const counted = (health: Health) => {
    if (openUntil === null && health !== 'unknown') count(health === 'failed')
  }
  return {
    isOpen: () => openUntil !== null && (isProbing || clock() < openUntil),
    enter() {
      if (openUntil === null) return counted
      const leftMs = openUntil - clock()
      if (leftMs > 0 || isProbing) throw circuitOpen(origin, Math.max(leftMs, 1000))
      isProbing = true
      return probed
    },
  }
}

function circuitOpen(origin: string, leftMs: number): ScmError<'circuit_open'> {
  const retryAfterMs = Math.ceil(leftMs)
  const message = `${origin} has failed too often. Calls are refused for ${Math.ceil(retryAfterMs / 1000)} s.`
  return new ScmError('circuit_open', message, { origin, retryAfterMs })
}
