import type { Bus } from '../../bus/bus.ts'
import type { AnyEvent, EventKind, ScmEvent } from '../../events/envelope.ts'
import { listenerContext } from './listener-context.ts'
import type { AfterAction, BeforeAction, Host, Listener } from '../types.ts'

const defaultListenerMs = 10_000
/** So many events wait until the vendors have their answers; past that, answers wait for listeners. */
const mostWaiting = 16

/** Listeners on the bus, and the events on their way to them. `scm` opens a listener's handle. */
export function createDispatch(bus: Bus<BeforeAction, AfterAction>, scm: Host['scm']) {
  const running = new Set<Promise<void>>()
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
      const turn = running.size < mostWaiting ? nextTurn() : Promise.resolve()
      const done = turn.then(() => bus.publish(event)).finally(() => running.delete(done))
      running.add(done)
    },
    async idle(): Promise<void> {
      while (running.size > 0) await Promise.all(running)
    },
  }
}

/** Listeners start after the vendor has its answer. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
