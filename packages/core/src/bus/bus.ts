import { AsyncParallelHook, AsyncSeriesHook, HookMap } from 'tapable'
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
  readonly startedAt: number
  readonly endedAt: number
}

export type Bus<Before, After> = ReturnType<typeof createBus<Before, After>>

/**
 * The five hooks. Listeners never reject: each ends by itself in an outcome, so one that throws or hangs changes nothing
 * for the others. Only `beforeAction` lets a throw through: that is how a tap refuses.
 */
export function createBus<Before, After>(onOutcome: (outcome: ListenerOutcome) => void, onTapError: (error: ScmError) => void) {
  const beforeAction = new AsyncSeriesHook<[Before]>(['action'])
  const afterAction = new AsyncSeriesHook<[After]>(['action'])
  const event = new HookMap(() => new AsyncParallelHook<[AnyEvent]>(['event']))
  const anyEvent = new AsyncParallelHook<[AnyEvent]>(['event'])
  const close = new AsyncSeriesHook<[]>([])
  const names = new Set<string>()

  /** tapable cannot take a tap out again, so a removed one stays as a flag that is false. */
  const listen = (hooks: readonly AsyncParallelHook<[AnyEvent]>[], options: BusListenerOptions, listener: BusListener) => {
    claim(names, options.name)
    const state = { isOn: true }
    for (const hook of hooks) {
      hook.tapPromise(options.name, async (one) => {
        if (state.isOn) onOutcome(await runListener(options, listener, one))
      })
    }
    return () => {
      state.isOn = false
      names.delete(options.name)
    }
  }

  return {
    on: (kinds: readonly string[], options: BusListenerOptions, listener: BusListener) =>
      listen([...new Set(kinds)].map((kind) => event.for(kind)), options, listener),
    onAny: (options: BusListenerOptions, listener: BusListener) => listen([anyEvent], options, listener),
    beforeAction: (name: string, tap: (action: Before) => void | Promise<void>) => {
      const state = { isOn: true }
      beforeAction.tapPromise(name, async (action) => {
        if (state.isOn) await refuse(name, () => tap(action))
      })
      return () => {
        state.isOn = false
      }
    },
    afterAction: (name: string, tap: (action: After) => void | Promise<void>) => {
      const state = { isOn: true }
      afterAction.tapPromise(name, async (action) => {
        if (state.isOn) await collect(name, () => tap(action), onTapError)
      })
      return () => {
        state.isOn = false
      }
    },
    onClose: (name: string, tap: () => void | Promise<void>) => {
      close.tapPromise(name, () => collect(name, tap, onTapError))
    },
    /** Null while nobody taps, so that a call without taps pays nothing. */
    get callBefore(): ((action: Before) => Promise<void>) | null {
      return beforeAction.isUsed() ? (action) => beforeAction.promise(action) : null
    },
    get callAfter(): ((action: After) => Promise<void>) | null {
      return afterAction.isUsed() ? (action) => afterAction.promise(action) : null
    },
    /** Resolves when every listener of the event has ended. Never rejects. */
    async publish(one: AnyEvent): Promise<void> {
      const own = event.get(one.kind)
      await Promise.all([own?.promise(one), anyEvent.isUsed() ? anyEvent.promise(one) : undefined])
    },
    close: () => close.promise(),
  }
}

function claim(names: Set<string>, name: string): void {
  if (name === '' || names.has(name)) {
    const rule = 'not empty and not used by another listener'
    throw new ScmError('config_invalid', `The listener name "${name}" must be ${rule}.`, { path: `listeners.${name}`, rule })
  }
  names.add(name)
}

async function runListener({ name, deadlineMs }: BusListenerOptions, listener: BusListener, event: AnyEvent): Promise<ListenerOutcome> {
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
    return done(attribute(cause, `Listener "${name}" failed`), 'threw')
  } finally {
    clearTimeout(timer)
  }
}

/** An `ScmError` passes as it is; anything else gets a code and the name of the tap it came from. */
function attribute(cause: unknown, what: string): ScmError {
  return ScmError.is(cause) ? cause : new ScmError('internal', `${what}.`, {}, { cause })
}

async function refuse(name: string, run: () => void | Promise<void>): Promise<void> {
  try {
    await run()
  } catch (cause) {
    throw attribute(cause, `The tap "${name}" before the action failed`)
  }
}

async function collect(name: string, run: () => void | Promise<void>, onError: (error: ScmError) => void): Promise<void> {
  try {
    await run()
  } catch (cause) {
    onError(attribute(cause, `The tap "${name}" failed`))
  }
}
