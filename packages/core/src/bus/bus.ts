import { AsyncParallelHook, AsyncSeriesHook, HookMap } from 'tapable'
import type { ScmError } from '../errors/scm-error.ts'
import type { AnyEvent } from '../events/envelope.ts'
import { attribute } from './attribute.ts'
import {
  checkListener,
  runListener,
  type BusListener,
  type BusListenerOptions,
  type ListenerOutcome,
} from './run-listener.ts'

export type { BusListener, BusListenerOptions, ListenerOutcome, ListenerRun } from './run-listener.ts'

export type Bus<Before, After> = ReturnType<typeof createBus<Before, After>>

type Tap<T> = (value: T) => void | Promise<void>

/**
 * The five hooks. Listeners never reject: each ends by itself in an outcome, so one that throws or hangs changes nothing
 * for the others. Only `beforeAction` lets a throw through: that is how a tap refuses.
 */
export function createBus<Before, After>(
  onOutcome: (outcome: ListenerOutcome) => void,
  onTapError: (error: ScmError) => void,
) {
  const beforeAction = actionHook<Before>()
  const afterAction = actionHook<After>()
  const event = new HookMap(() => new AsyncParallelHook<[AnyEvent]>(['event']))
  const anyEvent = new AsyncParallelHook<[AnyEvent]>(['event'])
  const close = new AsyncSeriesHook<[]>([])
  const listen = listening(onOutcome)
  const collect = async (what: string, run: () => void | Promise<void>) => {
    await named(what, run).catch((error: ScmError) => quietly(() => onTapError(error)))
  }
  return {
    /** @throws ScmError `config_invalid` for a name that is taken or a deadline that is none */
    on: (kinds: readonly string[], options: BusListenerOptions, listener: BusListener) =>
      listen(
        [...new Set(kinds)].map((kind) => event.for(kind)),
        options,
        listener,
      ),
    onAny: (options: BusListenerOptions, listener: BusListener) => listen([anyEvent], options, listener),
    beforeAction: (name: string, tap: Tap<Before>) =>
      beforeAction.tap(name, (action) => named(`The tap "${name}" before the action`, () => tap(action))),
    afterAction: (name: string, tap: Tap<After>) =>
      afterAction.tap(name, (action) => collect(`The tap "${name}" after the action`, () => tap(action))),
    onClose: (name: string, tap: () => void | Promise<void>) => {
      close.tapPromise(name, () => collect(`The tap "${name}" at close`, tap))
    },
    /** Null while nobody taps, so that a call without taps pays nothing. */
    get callBefore() {
      return beforeAction.call
    },
    get callAfter() {
      return afterAction.call
    },
    /** Resolves when every listener of the event has ended. Never rejects. */
    async publish(one: AnyEvent): Promise<void> {
      const own = event.get(one.kind)?.promise(one)
      if (anyEvent.isUsed()) await anyEvent.promise(one)
      await own
    },
    close: () => close.promise(),
  }
}

/** A series of taps that come and go. tapable cannot take one out again, so a removed one stays as an empty place. */
function actionHook<T>() {
  const hook = new AsyncSeriesHook<[T]>(['action'])
  let live = 0
  return {
    tap(name: string, tap: Tap<T>): () => void {
      const place: { tap: Tap<T> | null } = { tap }
      live++
      hook.tapPromise(name, async (action) => place.tap?.(action))
      return () => {
        if (place.tap !== null) live--
        place.tap = null
      }
    },
    get call(): ((action: T) => Promise<void>) | null {
      return live > 0 ? (action) => hook.promise(action) : null
    },
  }
}

/** Listeners by unique names; each is wrapped so that it ends in an outcome and never in a rejection. */
function listening(onOutcome: (outcome: ListenerOutcome) => void) {
  const names = new Set<string>()
  return (hooks: readonly AsyncParallelHook<[AnyEvent]>[], options: BusListenerOptions, listener: BusListener) => {
    checkListener(options, names)
    names.add(options.name)
    const place: { listener: BusListener | null } = { listener }
    for (const hook of hooks) {
      hook.tapPromise(options.name, async (one) => {
        if (place.listener === null) return
        const outcome = await runListener(options, place.listener, one)
        quietly(() => onOutcome(outcome))
      })
    }
    return () => {
      if (place.listener !== null) names.delete(options.name)
      place.listener = null
    }
  }
}

async function named(what: string, run: () => void | Promise<void>): Promise<void> {
  try {
    await run()
  } catch (cause) {
    throw attribute(cause, what)
  }
}

/** Whoever counts or reports failures has nobody to fail to. */
function quietly(report: () => void): void {
  try {
    report()
  } catch {
    // It must not fail the event.
  }
}
