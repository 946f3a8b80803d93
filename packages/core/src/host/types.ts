import type { OperationId } from '../contract/guards.ts'
import type { ConnectionHandle, SourceCodeManager } from '../contract/source-code-manager.ts'
import type { ScmError } from '../errors/scm-error.ts'
import type { AnyEvent, EventKind, ScmEvent } from '../events/envelope.ts'
import type { QuotaPolicy } from '../policy/quota.ts'
import type { Provider } from '../provider/define-provider.ts'
import type { Directory, RepositoryAt } from './directory.ts'
import type { Quarantined } from './receiving/receive.ts'

/** What `createHost` takes. */
export interface HostOptions {
  readonly providers: readonly Provider[]
  readonly directory: Directory
  readonly quotas?: QuotaPolicy
  /** Replaces the whole transport: proxies, CA bundle and address guard included. */
  readonly transport?: typeof globalThis.fetch
  /** Which addresses and certificates the default transport accepts. */
  readonly network?: NetworkOptions
  /** Whole time of an action, retries included. @default 30000 */
  readonly timeoutMs?: number
  /** May this organization use this provider? Asked once a handle. @default yes */
  readonly allowProvider?: (at: {
    readonly organizationId: string
    readonly provider: string
  }) => boolean | Promise<boolean>
  /** Where providers' log lines go. @default nowhere */
  readonly log?: (level: 'debug' | 'info' | 'warn', message: string, fields: Readonly<Record<string, unknown>>) => void
  /** One place for an error reporter: called once for each unexpected failure of an action, listener or dispatch. */
  readonly onError?: (error: ScmError, about: ErrorContext) => void
}

/** Whose action or listener failed. Organization and connection are absent for faults of the host itself. */
export interface ErrorContext {
  readonly provider: string
  readonly organizationId?: string
  readonly connectionId?: string
  readonly operation?: OperationId
  readonly listener?: string
}

/** Where connections may go. Public addresses by default; metadata addresses never. */
export interface NetworkOptions {
  /** Host names, addresses or CIDR ranges that are allowed although they are private: `git.corp.example`, `10.2.0.0/16`. */
  readonly allow?: readonly string[]
  /** PEM certificates that are trusted beside the system's, by origin or for all (`*`). */
  readonly ca?: Readonly<Record<string, string>>
  /** Proxy for https and http; `false` ignores the environment. @default HTTPS_PROXY, HTTP_PROXY and NO_PROXY */
  readonly proxy?: string | false
}

/** What a listener gets beside its event. */
export interface ListenerContext {
  /** Aborted at the deadline. */
  readonly signal: AbortSignal
  readonly attempt: number
  /** The handle on the event's repository, in its organization; referrer `listener:<name>`. */
  scm(): Promise<SourceCodeManager>
}

export type Listener<K extends EventKind> = (event: ScmEvent<K>, context: ListenerContext) => void | Promise<void>

/** A delivery as it came from the wire: nothing decoded. */
export interface RawDelivery {
  readonly hookId: string
  readonly rawHeaders: readonly (readonly [string, string])[]
  readonly body: Uint8Array
}

/** What to answer the vendor, and what became of the delivery. */
export type Receipt =
  | {
      readonly status: 202
      readonly result: 'accepted' | 'duplicate' | 'ignored' | 'quarantined'
      readonly events: readonly string[]
    }
  | { readonly status: 400 | 401 | 413 | 415 | 503; readonly result: 'refused'; readonly retryAfterS?: number }

export interface Host {
  /**
   * The handle on one repository.
   * @throws ScmError `not_found` when the organization has no such active repository, `feature_disabled`
   */
  scm(at: {
    readonly organization: string
    readonly repository: RepositoryAt
    readonly referrer?: string
  }): Promise<SourceCodeManager>
  /** The handle on a connection. Same errors as `scm`. */
  connection(at: {
    readonly organization: string
    readonly connection: string
    readonly referrer?: string
  }): Promise<ConnectionHandle>
  /** Listens to event kinds; the answer removes the listener. @default deadlineMs 10000 */
  on<const K extends EventKind>(
    kind: K | readonly K[],
    name: string,
    listener: Listener<K>,
    options?: { readonly deadlineMs?: number },
  ): () => void
  /** Listens to every event, the vendors' own included. */
  onAny(name: string, listener: (event: AnyEvent, context: ListenerContext) => void | Promise<void>): () => void
  /** Runs before each action; a throw refuses it. */
  beforeAction(name: string, tap: (action: BeforeAction) => void | Promise<void>): () => void
  /** Runs after each action, failed ones too; a throw goes to `onError`. */
  afterAction(name: string, tap: (action: AfterAction) => void | Promise<void>): () => void
  /** Verifies, parses, targets and publishes a delivery. Never throws for what a vendor or stranger sent. */
  receive(delivery: RawDelivery): Promise<Receipt>
  /** Same as `receive`, for `(request: Request) => Response` servers. The hook id is the last path segment. */
  handleWebhook(request: Request): Promise<Response>
  /** Signed deliveries that were not published, newest last, with the reason; the last 1,000. */
  quarantine(): readonly Quarantined[]
  /** Resolves when the events published so far have been handled. */
  idle(): Promise<void>
  close(): Promise<void>
}

export interface BeforeAction {
  readonly operation: OperationId
  readonly organizationId: string
  readonly connectionId: string
  readonly repositoryId: string | null
  readonly referrer: string
  readonly input: unknown
}

export interface AfterAction extends BeforeAction {
  readonly error: ScmError | null
  readonly ms: number
}
