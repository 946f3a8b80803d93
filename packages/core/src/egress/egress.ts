import type { RateLimit } from '../contract/result.ts'
import type { ScmError } from '../errors/scm-error.ts'
import type { Quota } from '../policy/quota.ts'
import type { VendorAnswer } from '../provider/define-provider.ts'
import { bareFetch } from './bare.ts'
import { createBreaker, type Breaker } from './breaker.ts'
import { createCache, type ResponseCache } from './cache.ts'
import type { RunningCall } from './call.ts'
import type { CredentialSource } from './credential.ts'
import { connectionFetch } from './fetch.ts'
import { createFlights, createWriteCounter, type Flights, type WriteCounter } from './flights.ts'
import { createGate, type Gate } from './gate.ts'
import type { Territory } from './guard.ts'
import type { Exchange } from './network/answer.ts'
import type { Reply } from './reply.ts'
import { createRetryBudget, type RetryBudget } from './retry.ts'
import { exchangeOf } from './transport.ts'

export type { Credential, CredentialSource } from './credential.ts'

/** What an egress is made of. */
export interface EgressOptions {
  /** `createTransport()`, or any fetch that neither follows redirects nor retries. */
  readonly transport: typeof globalThis.fetch
  readonly quota: Quota
  /** Wall clock, in milliseconds. @default Date.now */
  readonly now?: () => number
  /** For jitter, in [0, 1). @default Math.random */
  readonly random?: () => number
  readonly observe?: EgressObserver
}

/** Hooks for metrics. They must not throw. */
export interface EgressObserver {
  /** Once for each fetch. `status` is the vendor's last, null when there was none; `origin` is the configured one. */
  onRequest(request: {
    readonly provider: string
    readonly origin: string
    readonly status: number | null
    readonly ms: number
    readonly fromCache: boolean
    readonly retries: number
  }): void
}

/** Where the requests of a connection go, and what they carry. */
export interface EgressTarget extends Territory {
  readonly connectionId: string
  readonly organizationId: string
  readonly provider: string
  /** Origins of archives a GET may be redirected to, without the credential. */
  readonly downloadOrigins: readonly string[]
  readonly credential: CredentialSource
  /** Which limit a request counts against; `path` is below the base URL. */
  quotaResource(method: string, path: string): string
  /** The provider's own reading of the limits; null leaves it to the general one. */
  rateLimit(headers: Headers): RateLimit | null
  /** The provider's own reading of a refusal; null leaves it to the general rule by status. */
  vendorError(answer: VendorAnswer): ScmError | null
}

/** The one way out. */
export interface Egress {
  /** The fetch of a connection: whole pipeline, inside a running call only. */
  forConnection(target: EgressTarget): typeof globalThis.fetch
  /**
   * A fetch for minting and refreshing credentials: no credential, no call, no cache, one try, 10 s, 1 MB; only to the
   * given base URLs. Answers of every status but redirects are returned.
   */
  bare(target: Pick<EgressTarget, 'baseUrls' | 'provider'>): typeof globalThis.fetch
  close(): Promise<void>
}

/** What the stages share. */
export interface Stages {
  readonly exchange: Exchange
  readonly quota: Quota
  readonly gate: Gate
  readonly cache: ResponseCache
  readonly flights: Flights<Landed>
  readonly writes: WriteCounter
  readonly now: () => number
  readonly random: () => number
  readonly observe: EgressObserver | null
  health(origin: string): OriginHealth
}

/** What a read in flight ends with. */
export interface Landed {
  readonly reply: Reply
  readonly fromCache: boolean
  readonly retries: number
}

/** State of one origin, shared by all its connections. */
export interface OriginHealth {
  readonly breaker: Breaker
  readonly budget: RetryBudget
}

/** Makes an egress. `close` closes the transport too, where it can be closed. */
export function createEgress(options: EgressOptions): Egress {
  const { transport, quota, now = Date.now, random = Math.random, observe = null } = options
  const origins = new Map<string, OriginHealth>()
  const stages: Stages = {
    exchange: exchangeOf(transport),
    quota,
    gate: createGate(),
    cache: createCache(),
    flights: createFlights(),
    writes: createWriteCounter(),
    now,
    random,
    observe,
    health(origin) {
      const known = origins.get(origin)
      if (known !== undefined) return known
      const made = { breaker: createBreaker(origin), budget: createRetryBudget() }
      origins.set(origin, made)
      return made
    },
  }
  return {
    forConnection: (target) => connectionFetch(stages, target),
    bare: (target) => bareFetch(stages.exchange, target),
    async close() {
      if ('close' in transport && typeof transport.close === 'function') await transport.close()
    },
  }
}

/** One request on its way through the stages. */
export interface Job {
  readonly target: EgressTarget
  readonly call: RunningCall
  readonly method: string
  readonly url: URL
  /** Below the base URL. */
  readonly path: string
  /** The client's, checked, and conditions. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | ReadableStream<Uint8Array> | null
  readonly isManual: boolean
  /** The call's first request: its answer is what `meta` tells of. */
  readonly isFirst: boolean
  readonly resource: string
  /** Its signal ends the request, its deadline the retries. */
  readonly control: { readonly signal: AbortSignal; readonly deadlineAt: number }
}
