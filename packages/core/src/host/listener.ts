import type { EventKind, ScmEvent } from '../events/envelope.ts'
import type { ListenerContext } from './types.ts'

/** A listener as a module exports it, for `scm-host dev` and the server's workers. */
export interface ListenerModule<K extends EventKind = EventKind> {
  readonly id: string
  readonly kinds: readonly K[]
  /** Events handled at the same time. @default 1 */
  readonly concurrency?: number
  /** Time for one event. @default 10000 */
  readonly deadlineMs?: number
  readonly retry?: { readonly attempts: number; readonly maxDelayMs: number }
  /** Which events wait for each other. @default none */
  readonly order?: 'none' | 'repository' | 'subject'
  handle(event: ScmEvent<K>, context: ListenerContext): void | Promise<void>
}

/** Types a listener module. */
export function defineListener<const K extends EventKind>(listener: ListenerModule<K>): ListenerModule<K> {
  return listener
}
