import { given, ScmError, type CallContext, type ProviderContext, type RepositoryRef } from '@scm-host/core/provider'
import bitbucket from 'bitbucket'
import type { Around, Endpoints, VendorAnswer, VendorFetch } from './endpoints.ts'
import { nextCursor, placeOf, type VendorPage } from './page.ts'
import { restUrl, type BitbucketSettings } from './settings.ts'

/** An answer of Bitbucket's client, with the shape a caller expects of its body. */
export interface Answer<T> {
  readonly data: T
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly status: number
}

/** What the functions of a connection work with. */
export interface Client {
  /** Bitbucket's endpoints by name. */
  readonly api: Endpoints
  readonly settings: BitbucketSettings
  /** For streams and redirects, which the client buffers or loses. */
  readonly fetch: typeof globalThis.fetch
  /** For endpoints the client lacks or writes wrongly; `path` is below `/2.0`, encoded. */
  send<T>(method: Method, path: string, parameters?: Readonly<Record<string, unknown>>): Promise<Answer<T>>
}

/** A client bound to one repository; `at` goes into every request. */
export interface Bound extends Client {
  readonly at: { readonly workspace: string; readonly repo_slug: string }
  readonly repository: RepositoryRef
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** The one Bitbucket client of a connection. It has no credential: the host adds it in `fetch`. */
export function createClient({ settings, fetch }: ProviderContext<BitbucketSettings>): Client {
  const client = new bitbucket.Bitbucket({ baseUrl: restUrl(settings), notice: false, request: { fetch } })
  client.requestHook.wrap(faithful)
  return {
    api: client,
    settings,
    fetch,
    send: (method, path, parameters = {}) => read(client.request({ method, url: path, ...parameters })),
  }
}

/**
 * Bitbucket's own client for what the contract does not have. It goes through the host's `fetch`: the same credential,
 * guard and limits, and no request outside of a call.
 */
export function nativeClient(context: ProviderContext<BitbucketSettings>): Endpoints {
  return createClient(context).api
}

/**
 * Runs a request with a fetch of its own. The client makes its own error of whatever a fetch throws, and so loses the
 * host's: here it comes back. An answer the client cannot read is `bad_response`.
 */
const faithful: Around = async (request, options) => {
  const { fetch } = options.request ?? {}
  if (fetch === undefined) throw new TypeError('The client was made without a fetch.')
  const failed: { by: unknown } = { by: null }
  // In place: the options were made for this request alone, and an inner hook of the client keeps to the ones it knows.
  Object.assign(options, { request: { ...options.request, fetch: plainFetch(fetch, failed) } })
  try {
    return await request(options)
  } catch (error) {
    throw failed.by ?? (ScmError.is(error) ? error : unreadable(error))
  }
}

/**
 * Takes out the client's own keys of `init`, and gives every answer a content type: without one the client throws, as it
 * does on one of an empty body.
 */
function plainFetch(fetch: VendorFetch, failed: { by: unknown }): VendorFetch {
  return async (url, { method, headers, body }) => {
    try {
      const response = await fetch(url, given({ method, headers, body }))
      const isTyped = response.headers.has('content-type') && response.status !== 204
      return isTyped ? response : await withType(response)
    } catch (error) {
      failed.by = error
      throw error
    }
  }
}

/** What the client asks for is JSON, where it is anything. */
async function withType(response: Response): Promise<Response> {
  const { status, statusText } = response
  const content = await response.text()
  const headers = new Headers(response.headers)
  headers.set('content-type', content === '' ? '' : 'application/json')
  return new Response(content === '' ? null : content, { status, statusText, headers })
}

function unreadable(cause: unknown): ScmError {
  const reason = 'the body is not what its content type says'
  const detail = { provider: 'bitbucket', reason }
  return new ScmError('bad_response', 'Bitbucket’s answer could not be read.', detail, { cause })
}

/** Binds a client to a repository. */
export function bind(client: Client, repository: RepositoryRef): Bound {
  const slash = repository.fullName.indexOf('/')
  const at = { workspace: repository.fullName.slice(0, slash), repo_slug: repository.fullName.slice(slash + 1) }
  return { ...client, at, repository }
}

/** The answer of an endpoint with the shape this provider reads it by; the client's own shapes say too much or too little. */
export async function read<T>(answer: Promise<VendorAnswer>): Promise<Answer<T>> {
  return (await answer) as Answer<T>
}

/**
 * The paging parameters of a list request. `most` is the endpoint's own limit where it is below 100.
 * @see https://developer.atlassian.com/cloud/bitbucket/rest/intro/#pagination
 */
export function pageOf(
  call: Pick<CallContext, 'cursor' | 'perPage'>,
  most = 100,
): Readonly<Record<string, string>> & { readonly pagelen: string } {
  const pagelen = String(Math.min(call.perPage, most))
  return call.cursor === null ? { pagelen } : { ...placeOf(call.cursor), pagelen }
}

/** One page of an answer; the cursor comes from its `next` link. */
export function paged<V, T>(
  page: VendorPage<V>,
  map: (item: V) => T,
): { readonly data: readonly T[]; readonly nextCursor: string | null; readonly raw: unknown } {
  return { data: valuesOf(page).map(map), nextCursor: nextCursor(page), raw: page }
}

/** The items of a page. @throws ScmError `bad_response` where there are none to read */
export function valuesOf<V>(page: VendorPage<V>): readonly V[] {
  if (Array.isArray(page?.values)) return page.values
  throw new ScmError('bad_response', 'Bitbucket’s list has no `values`.', {
    provider: 'bitbucket',
    reason: 'no values',
  })
}

/** Path segments, each encoded: `a b/c` becomes `a%20b/c`. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}

/** The path of the bound repository below `/2.0`. */
export function repositoryPath({ at }: Bound): string {
  return `/repositories/${encodeURIComponent(at.workspace)}/${encodeURIComponent(at.repo_slug)}`
}
