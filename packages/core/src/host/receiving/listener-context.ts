import type { ListenerRun } from '../../bus/bus.ts'
import type { AnyEvent } from '../../events/envelope.ts'
import { notVisible } from '../../policy/access.ts'
import type { Host, ListenerContext } from '../types.ts'

/**
 * What a listener gets beside its event. A class, because every object literal with a getter gets a hidden class of its
 * own, which keeps the event alive long after it has been handled.
 */
class Context implements ListenerContext {
  readonly attempt = 1
  /** Of its own, so that a listener may take it out of the context. */
  readonly scm: ListenerContext['scm']
  readonly #run: ListenerRun

  constructor(run: ListenerRun, scm: ListenerContext['scm']) {
    this.#run = run
    this.scm = scm
  }

  get signal(): AbortSignal {
    return this.#run.signal
  }
}

/** The handle is opened in the event's organization, with the listener as referrer. */
export function listenerContext(
  open: Host['scm'],
  event: AnyEvent,
  listener: string,
  run: ListenerRun,
): ListenerContext {
  return new Context(run, async () => {
    const { organizationId, repositoryId } = event.target
    if (repositoryId === null) throw notVisible('repository')
    return open({ organization: organizationId, repository: repositoryId, referrer: `listener:${listener}` })
  })
}
