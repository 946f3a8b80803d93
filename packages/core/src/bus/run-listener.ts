import { ScmError } from '../errors/scm-error.ts'
import type { AnyEvent } from '../events/envelope.ts'

/** What a run of a listener has: a signal that is aborted at its deadline. Made when it is first asked for. */
export interface ListenerRun {
  readonly signal: AbortSignal
}

export type BusListener = (event: AnyEvent, run: ListenerRun) => void | Promise<void>

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

type Ended = Pick<ListenerOutcome, 'error' | 'reason'>
const succeeded: Ended = { error: null, reason: null }

/** Runs a listener until it ends or its time is up; then its signal is aborted and what it still does is ignored. */
export async function runListener(
  options: BusListenerOptions,
  listener: BusListener,
  event: AnyEvent,
): Promise<ListenerOutcome> {
  const startedAt = performance.now()
  const { error, reason } = await run(options, listener, event)
  return { listener: options.name, event, error, reason, startedAt, endedAt: performance.now() }
}

/** A listener that ends at once needs neither a clock nor a signal, and pays for none. */
async function run({ name, deadlineMs }: BusListenerOptions, listener: BusListener, event: AnyEvent): Promise<Ended> {
  const signal = new LazySignal()
  let timer: NodeJS.Timeout | undefined
  try {
    const running = listener(event, signal)
    if (running === undefined) return succeeded
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), deadlineMs)
    })
    if ((await Promise.race([running, late])) !== 'late') return succeeded
    const message = `Listener "${name}" did not end within ${deadlineMs} ms.`
    const error = new ScmError('timeout', message, { timeoutMs: deadlineMs })
    signal.abort(error)
    return { error, reason: 'timeout' }
  } catch (cause) {
    // An `ScmError` stays the one it is: an action that failed inside the listener has reported it already.
    const error = ScmError.is(cause) ? cause : new ScmError('internal', `Listener "${name}" failed.`, {}, { cause })
    return { error, reason: 'threw' }
  } finally {
    clearTimeout(timer)
  }
}

/** A class, because every object literal with a getter gets a hidden class of its own, which outlives many events. */
class LazySignal implements ListenerRun {
  #controller: AbortController | null = null

  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    return this.#controller.signal
  }

  abort(reason: ScmError): void {
    this.#controller ??= new AbortController()
    this.#controller.abort(reason)
  }
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
