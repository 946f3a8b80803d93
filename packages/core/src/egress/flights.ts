import type { RunningCall } from './call.ts'
import { abortError } from './pause.ts'

/** A read that others may wait for too. */
export interface Flight<T> {
  /** Waits for the result; leaves the flight when the signal is aborted. The last to leave ends it. */
  wait(signal: AbortSignal): Promise<T>
  /** More than one has waited for it. */
  isShared(): boolean
}

/** What a flight runs with: its own signal, and the latest deadline of those who wait. */
export interface FlightControl {
  readonly signal: AbortSignal
  deadlineAt: number
}

/** Reads in flight, each joined only by identical reads that began after the last write. */
export interface Flights<T> {
  /** The running flight, or null when there is none that began late enough. */
  join(key: string, epoch: number, deadlineAt: number): Flight<T> | null
  start(key: string, epoch: number, deadlineAt: number, run: (control: FlightControl) => Promise<T>): Flight<T>
}

/** Keeps the flights of one egress. */
export function createFlights<T>(): Flights<T> {
  const flights = new Map<
    string,
    { readonly epoch: number; readonly control: FlightControl; readonly flight: Flight<T> }
  >()
  return {
    join(key, epoch, deadlineAt) {
      const known = flights.get(key)
      if (known === undefined || known.epoch !== epoch || known.control.signal.aborted) return null
      known.control.deadlineAt = Math.max(known.control.deadlineAt, deadlineAt)
      return known.flight
    },
    start(key, epoch, deadlineAt, run) {
      const controller = new AbortController()
      const control: FlightControl = { signal: controller.signal, deadlineAt }
      const landed = run(control).finally(() => {
        if (flights.get(key) === known) flights.delete(key)
      })
      const flight = shared(landed, controller)
      const known = { epoch, control, flight }
      flights.set(key, known)
      return flight
    },
  }
}

function shared<T>(landed: Promise<T>, controller: AbortController): Flight<T> {
  let waiting = 0
  let joined = 0
  landed.catch(() => undefined)
  return {
    isShared: () => joined > 1,
    wait(signal) {
      waiting += 1
      joined += 1
      return new Promise<T>((resolve, reject) => {
        const leave = () => {
          waiting -= 1
          if (waiting === 0) controller.abort(signal.reason)
          reject(abortError(signal))
        }
        if (signal.aborted) return leave()
        signal.addEventListener('abort', leave)
        const settle = () => signal.removeEventListener('abort', leave)
        landed.then(
          (value) => {
            settle()
            resolve(value)
          },
          (error: unknown) => {
            settle()
            reject(error instanceof Error ? error : new Error(String(error)))
          },
        )
      })
    },
  }
}

/** Counts writes, so that a read can tell whether it began after the last one. */
export interface WriteCounter {
  /** Call it when a write starts and again when it ends. */
  bump(connectionId: string, call: RunningCall): void
  /** Grows with every write the read could see: those on its repository, and those bound to none. */
  epoch(connectionId: string, call: RunningCall): number
}

/** Counts by connection and repository. */
export function createWriteCounter(): WriteCounter {
  const counts = new Map<string, { all: number; unbound: number; readonly bound: Map<string, number> }>()
  return {
    bump(connectionId, { repository }) {
      const count = counts.get(connectionId) ?? { all: 0, unbound: 0, bound: new Map<string, number>() }
      counts.set(connectionId, count)
      count.all += 1
      if (repository === null) count.unbound += 1
      else count.bound.set(repository.externalId, (count.bound.get(repository.externalId) ?? 0) + 1)
    },
    epoch(connectionId, { repository }) {
      const count = counts.get(connectionId)
      if (count === undefined) return 0
      return repository === null ? count.all : count.unbound + (count.bound.get(repository.externalId) ?? 0)
    },
  }
}
