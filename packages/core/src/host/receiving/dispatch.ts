import type { Bus } from '../../bus/bus.ts'
import type { AnyEvent, EventKind, ScmEvent } from '../../events/envelope.ts'
import { listenerContext } from './listener-context.ts'
import type { AfterAction, BeforeAction, Host, Listener } from '../types.ts'

const defaultListenerMs = 10_000
/** So many events wait until the vendors have their answers; past that, answers wait for listeners. */
const mostWaiting = 16

/** Listeners on the bus, and the events on their way to them. `scm` opens a listener's handle. */
export function createDispatch(bus: Bus<BeforeAction, AfterAction>, scm: Host['scm']) {
  /** Published, and not yet handled by every listener. */
  let unfinished = 0
  let forNextTurn: AnyEvent[] = []
  const whenIdle: (() => void)[] = []
  const handle = async (event: AnyEvent) => {
    await bus.publish(event)
    unfinished--
    if (unfinished === 0) for (const resolve of whenIdle.splice(0)) resolve()
  }
  /** Listeners start after the vendors have their answers; one turn does for all events that wait for it. */
  const handleNextTurn = (event: AnyEvent) => {
    if (forNextTurn.push(event) > 1) return
    setImmediate(() => {
      const events = forNextTurn
      forNextTurn = []
      for (const one of events) void handle(one)
    })
  }
  return {
    on<const K extends EventKind>(
      kind: K | readonly K[],
      name: string,
      listener: Listener<K>,
      options: { readonly deadlineMs?: number } = {},
    ): () => void {
      const kinds: readonly string[] = typeof kind === 'string' ? [kind] : kind
      return bus.on(kinds, { name, deadlineMs: options.deadlineMs ?? defaultListenerMs }, (event, run) =>
        listener(event as ScmEvent<K>, listenerContext(scm, event, name, run)),
      )
    },
    onAny: (name: string, listener: Parameters<Host['onAny']>[1]) =>
      bus.onAny({ name, deadlineMs: defaultListenerMs }, (event, run) =>
        listener(event, listenerContext(scm, event, name, run)),
      ),
    publish(event: AnyEvent): void {
      unfinished++
      if (unfinished <= mostWaiting) handleNextTurn(event)
      else queueMicrotask(() => void handle(event))
    },
    idle: () => (unfinished === 0 ? Promise.resolve() : new Promise<void>((resolve) => whenIdle.push(resolve))),
  }
}
