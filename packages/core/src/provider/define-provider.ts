import type { Static, TSchema } from 'typebox'
import type { Areas, ConnectionAreas, RepositoryAreas } from '../contract/generated/types.ts'
import type { OperationId } from '../contract/guards.ts'
import type { Page, RateLimit, Result } from '../contract/result.ts'
import type { ScmError } from '../errors/scm-error.ts'
import type { ParsedEvent } from '../events/envelope.ts'
import type { AuthMethod } from './auth.ts'
import type { Webhooks } from './webhooks.ts'

/** What a provider knows of the repository a call is bound to. */
export interface RepositoryRef {
  /** The vendor's id; opaque. */
  readonly externalId: string
  /** Owner and name as the vendor's URLs have it. */
  readonly fullName: string
  readonly defaultBranch: string | null
}

/** What the host gives a provider for one connection: no secret among it. */
export interface ProviderContext<Settings> {
  readonly settings: Settings
  /**
   * The only way out. It belongs to the running call: credential, deadline, quota and path guard come from it, and a
   * fetch outside a call is refused. `redirect: 'manual'` gives the 3xx answer itself.
   */
  readonly fetch: typeof globalThis.fetch
  readonly log: (level: 'debug' | 'info' | 'warn', message: string, fields?: Record<string, unknown>) => void
}

/** The call a provider function runs in. `cursor` and `perPage` (1 to 100) matter to paged operations only. */
export interface CallContext {
  readonly signal: AbortSignal
  readonly cursor: string | null
  readonly perPage: number
}

type Answer<T> = { readonly data: T; readonly raw?: unknown }
type InputOf<F> = F extends (...args: infer A) => unknown ? NonNullable<A[0 & keyof A]> : never

/** A provider's side of an operation: input and call in, data (and the next cursor, if paged) out. */
export type Method<F> = F extends (...args: never[]) => Promise<Page<infer T>>
  ? (input: InputOf<F>, call: CallContext) => Promise<Answer<readonly T[]> & { readonly nextCursor: string | null }>
  : F extends (...args: never[]) => Promise<Result<infer T>>
    ? (input: InputOf<F>, call: CallContext) => Promise<Answer<T>>
    : never

type Methods<A> = { readonly [K in keyof A]?: { readonly [O in keyof A[K]]?: Method<A[K][O]> } }
/** What a provider has for one repository; what is absent is not supported. */
export type RepositoryMethods = Methods<RepositoryAreas>
/** What a provider has for a connection. */
export type ConnectionMethods = Methods<ConnectionAreas>
/** All functions of one area, for a provider's own file of it. */
export type AreaMethods<A extends keyof Areas> = { readonly [O in keyof Areas[A]]?: Method<Areas[A][O]> }

/** A provider bound to one connection. */
export interface Connected {
  /** Pure and synchronous: no I/O before the first operation. */
  repository(repository: RepositoryRef): RepositoryMethods
  readonly connection: ConnectionMethods
  close?(): void | Promise<void>
}

/** A refusal as egress hands it to `vendorError`. `body` is parsed JSON, else text of at most 64 KB, else null. */
export interface VendorAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
  readonly operation: OperationId
}

/** Everything a provider is. See `docs/write-a-provider.md`. */
export interface ProviderSpec<S extends TSchema> {
  /** `^[a-z][a-z0-9-]*$`; unique in a host. */
  readonly id: string
  readonly title: string
  /** A square SVG or PNG beside the code. */
  readonly icon: URL
  /** Range of contract versions it works with, with an upper end: `^1.0.0`. */
  readonly contract: string
  /** Schema of the connection's settings; nothing secret. */
  readonly settings: S
  /** API bases from settings: the origins and path prefixes the egress guard lets through. */
  baseUrls(settings: Static<S>): readonly [string, ...string[]]
  /**
   * Path prefixes of one repository, below a base URL, by name and by id; percent-encoded as the vendor wants them.
   * Repository operations may use only these.
   */
  repositoryPaths(repository: RepositoryRef, settings: Static<S>): readonly [string, ...string[]]
  /** Operations that need other paths: templates such as `/search/issues`, `/graphql`, `/users/{user}`. */
  readonly extraPaths?: Partial<Record<OperationId, readonly string[]>>
  /** Origins of archives and other downloads a GET may be redirected to, without the credential. */
  downloadOrigins?(settings: Static<S>): readonly string[]
  readonly auth: readonly AuthMethod<Static<S>>[]
  connect(context: ProviderContext<Static<S>>): Connected
  readonly webhooks?: Webhooks
  /** Names of fields of the vendor's answers that are secret; removed from `raw` at any depth. */
  readonly secretFields?: readonly string[]
  /**
   * The error a 4xx or 5xx answer stands for, or null for the general rule by status. Pure. Rate limits (429, and 403
   * with `retry-after` or nothing remaining) are recognised by the host before this is asked.
   */
  vendorError?(answer: VendorAnswer): ScmError | null
  /** How this vendor tells its limits; the host knows `x-ratelimit-*` and `ratelimit-*` by itself. */
  rateLimit?(headers: Headers): RateLimit | null
  /** Which limit a request counts against. @default every request `core` */
  quotaResource?(method: string, path: string): string
  /** Only where a vendor needs more than `hooks.create`. */
  onRepositoryAdded?(connected: Connected, repository: RepositoryRef): Promise<void>
  onRepositoryRemoved?(connected: Connected, repository: RepositoryRef): Promise<void>
  /** For networks where no webhook arrives. The same events, with `origin.via = 'poll'`. */
  poll?(
    connected: Connected,
    repository: RepositoryRef,
    since: string,
    signal: AbortSignal,
  ): AsyncIterable<ParsedEvent & { readonly key: string }>
}

/** A provider as the host takes it. Made by `defineProvider` alone. */
export interface Provider {
  readonly $scmProvider: 1
  readonly id: string
  readonly spec: unknown
}

/** Checks a provider's types and brands it. Pure; the host checks the values when it loads it. */
export function defineProvider<const S extends TSchema>(spec: ProviderSpec<S>): Provider {
  return Object.freeze({ $scmProvider: 1, id: spec.id, spec })
}

/** The spec of a provider, for the host. */
export function specOf(provider: Provider): ProviderSpec<TSchema> {
  return provider.spec as ProviderSpec<TSchema>
}
