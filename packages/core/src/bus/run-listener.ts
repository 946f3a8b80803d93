import { ScmError } from '../errors/scm-error.ts'
import type { AnyEvent } from '../events/envelope.ts'

/** What a listener gets: the event and a signal that is aborted at its deadline. */
export type BusListener = (event: AnyEvent, signal: AbortSignal) => void | Promise<void>

export interface BusListenerOptions {
  readonly name: string
  readonly deadlineMs: number
}

/** How a listener ended: for metrics and error reports. `error` is null when it succeeded. */
export interface ListenerOutcome {
  readonly listener: string
  readonly event: AnyEvent
  readonly error: ScmError | null
  readonly reason: 'timeout' | 'threw' | null
  /** As `performance.now()` counts. */
  readonly startedAt: number
  readonly endedAt: number
}

/** Runs a listener until it ends or its time is up; then its signal is aborted and what it still does is ignored. */
export async function runListener(
  { name, deadlineMs }: BusListenerOptions,
  listener: BusListener,
  event: AnyEvent,
): Promise<ListenerOutcome> {
  const startedAt = performance.now()
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), deadlineMs)
  })
  const done = (error: ScmError | null, reason: ListenerOutcome['reason']) => {
    return { listener: name, event, error, reason, startedAt, endedAt: performance.now() }
  }
  try {
    const ended = await Promise.race([(async () => listener(event, controller.signal))(), late])
    if (ended !== 'late') return done(null, null)
    const message = `Listener "${name}" did not end within ${deadlineMs} ms.`
    const error = new ScmError('timeout', message, { timeoutMs: deadlineMs })
    controller.abort(error)
    return done(error, 'timeout')
  } catch (cause) {
    return done(ScmError.is(cause) ? cause : failed(name, cause), 'threw')
  } finally {
    clearTimeout(timer)
  }
}

/** An `ScmError` stays the one it is: an action that failed inside the listener has reported it already. */
function failed(name: string, cause: unknown): ScmError {
  return new ScmError('internal', `Listener "${name}" failed.`, {}, { cause })
}

const longestDeadlineMs = 2 ** 31 - 1

/** @throws ScmError `config_invalid` */
export function checkListener({ name, deadlineMs }: BusListenerOptions, names: ReadonlySet<string>): void {
  if (name === '' || names.has(name)) throw invalid(name, '', 'a name that is not empty and that no other listener has')
  if (Number.isInteger(deadlineMs) && deadlineMs > 0 && deadlineMs <= longestDeadlineMs) return
  throw invalid(name, '.deadlineMs', `whole milliseconds from 1 to ${longestDeadlineMs}`)
}

function invalid(name: string, member: string, rule: string): ScmError {
  const path = `listeners.${name}${member}`
  return new ScmError('config_invalid', `${path} must be ${rule}.`, { path, rule })
}
