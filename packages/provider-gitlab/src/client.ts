import { formatQuery, type BaseResourceOptions } from '@gitbeaker/requester-utils'
import type { CallContext, ProviderContext, RepositoryRef } from '@scm-host/core/provider'
import { keysetQuery, nextCursor, offsetQuery, type KeysetQuery, type OffsetQuery, type VendorPage } from './page.ts'
import { requesterFor, send, type Answered } from './requester.ts'
import { restUrl, type GitLabSettings } from './settings.ts'

/** A resource class of gitbeaker: `Issues`, `Branches` and so on. */
export type ResourceClass<R> = new (options: BaseResourceOptions<false>) => R

/** What of a request gitbeaker has no method for may be given. Names are GitLab's own. */
export interface OwnRequest {
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: Readonly<Record<string, unknown>>
  /** The body as a stream, not read. */
  readonly asStream?: boolean
}

/** What the functions of a connection work with. */
export interface Client {
  readonly settings: GitLabSettings
  /** The host's; for GET requests whose answer is not to be parsed. */
  readonly fetch: typeof globalThis.fetch
  /** A resource class of gitbeaker, made for one call: `client.of(Issues).show(…)`. */
  of<R>(resource: ResourceClass<R>): R
  /**
   * One page of a list, by number: `client.page(Issues, call, (issues, page) => issues.all({ projectId, ...page }))`.
   * gitbeaker itself never asks for a second page.
   */
  page<R, V>(
    resource: ResourceClass<R>,
    call: Pick<CallContext, 'cursor' | 'perPage'>,
    ask: (resource: R, page: OffsetQuery) => Promise<readonly V[]>,
  ): Promise<VendorPage<V>>
  /** One page of a list that GitLab pages by keyset. */
  keysetPage<R, V>(
    resource: ResourceClass<R>,
    call: Pick<CallContext, 'cursor' | 'perPage'>,
    ask: (resource: R, page: KeysetQuery) => Promise<readonly V[]>,
  ): Promise<VendorPage<V>>
  /**
   * A request of our own, for what gitbeaker lacks: no HEAD, no headers of single answers, and parameters its types do
   * not have. `path` comes from the tag `path` below, which encodes what is put in.
   */
  request(method: string, path: string, request?: OwnRequest): Promise<Answered>
}

/** A client bound to one repository. */
export interface Bound extends Client {
  /** What GitLab's project arguments take: the id, which survives renames, else the full path. */
  readonly project: string | number
  readonly repository: RepositoryRef
}

/** The client of a connection. It has no credential: the host adds it in `fetch`. */
export function createClient({ settings, fetch }: ProviderContext<GitLabSettings>): Client {
  const root = `${restUrl(settings)}/`
  const host = root.slice(0, -'/api/v4/'.length)
  const made = <R>(resource: ResourceClass<R>, onAnswer: (answer: Answered) => void) =>
    new resource({ host, requesterFn: requesterFor(fetch, onAnswer), queryTimeout: null, rateLimits: {} })

  async function one<R, V, Q>(resource: ResourceClass<R>, query: Q, ask: (made: R, page: Q) => Promise<readonly V[]>) {
    let headers = new Headers()
    const items = await ask(
      made(resource, (answer) => {
        headers = answer.headers
      }),
      query,
    )
    return { items, nextCursor: nextCursor(headers) }
  }
  return {
    settings,
    fetch,
    of: (resource) => made(resource, ignore),
    page: async (resource, call, ask) => one(resource, offsetQuery(call), ask),
    keysetPage: async (resource, call, ask) => one(resource, keysetQuery(call), ask),
    request: (method, below, { query, body, asStream = false } = {}) =>
      send(fetch, {
        method,
        root,
        path: below,
        query: formatQuery(query),
        body: body === undefined ? null : JSON.stringify(body),
        asStream,
      }),
  }
}

const ignore = () => undefined

/**
 * gitbeaker's class for what the contract does not have, made over the host's `fetch`: the same credential, guard and
 * limits, and no request outside of a call.
 */
export function nativeClient(context: ProviderContext<GitLabSettings>): Pick<Client, 'of'> {
  return createClient(context)
}

/** Binds a client to a repository. */
export function bind(client: Client, repository: RepositoryRef): Bound {
  const { externalId, fullName } = repository
  const project = /^[1-9][0-9]{0,14}$/.test(externalId) ? Number(externalId) : fullName
  return { ...client, project, repository }
}

/** A path below the API's root; what is put in is one segment each, `/` becomes `%2F`. */
export function path(strings: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return String.raw({ raw: strings }, ...values.map((value) => encodeURIComponent(value)))
}

/** An answer of a paged operation from GitLab's page. */
export function paged<V, T>(
  page: VendorPage<V>,
  map: (item: V) => T,
): { readonly data: readonly T[]; readonly nextCursor: string | null; readonly raw: unknown } {
  return { data: page.items.map((item) => map(item)), nextCursor: page.nextCursor, raw: page.items }
}
