import { Octokit } from '@octokit/rest'
import { pageOfCall, type CallContext, type ProviderContext, type RepositoryRef } from '@scm-host/core/provider'
import { unwrap } from './errors.ts'
import { graphqlError } from './graphql/graphql-error.ts'
import { nextPage } from './page.ts'
import { restUrl, type GitHubSettings } from './settings.ts'

/** https://docs.github.com/en/rest/about-the-rest-api/api-versions */
const apiVersion = '2022-11-28'

/** What the functions of a connection work with. */
export interface Client {
  readonly octokit: Octokit
  readonly settings: GitHubSettings
  /** For what Octokit would buffer whole. */
  readonly fetch: typeof globalThis.fetch
  /** A GraphQL request; errors in a 200 answer throw. */
  graphql<T>(query: string, variables: Readonly<Record<string, unknown>>): Promise<T>
}

/** A client bound to one repository; `at` goes into every request. */
export interface Bound extends Client {
  readonly at: { readonly owner: string; readonly repo: string }
  readonly repository: RepositoryRef
}

const silent = () => undefined

/** The one Octokit of a connection. It has no credential: the host adds it in `fetch`. */
export function createClient({ settings, fetch }: ProviderContext<GitHubSettings>): Client {
  const octokit = new Octokit({
    baseUrl: restUrl(settings),
    userAgent: 'scm-provider-github',
    request: { fetch },
    log: { debug: silent, info: silent, warn: silent, error: silent },
  })
  octokit.hook.before('request', (options) => {
    options.headers['x-github-api-version'] = apiVersion
  })
  octokit.hook.error('request', (error) => {
    throw unwrap(error)
  })
  return {
    octokit,
    settings,
    fetch,
    graphql: async <T>(query: string, variables: Readonly<Record<string, unknown>>) => {
      try {
        return await octokit.graphql<T>(query, { ...variables })
      } catch (error) {
        throw graphqlError(error)
      }
    },
  }
}

/**
 * GitHub's own client for what the contract does not have. It goes through the host's `fetch`: the same credential,
 * guard and limits, and no request outside of a call.
 */
export function nativeClient(context: ProviderContext<GitHubSettings>): Octokit {
  return createClient(context).octokit
}

/** Binds a client to a repository. */
export function bind(client: Client, repository: RepositoryRef): Bound {
  const slash = repository.fullName.indexOf('/')
  const at = { owner: repository.fullName.slice(0, slash), repo: repository.fullName.slice(slash + 1) }
  return { ...client, at, repository }
}

/** The paging parameters of a list request; our cursor is GitHub's page number. */
export function pageOf(call: CallContext): { readonly page: number; readonly per_page: number } {
  return { page: pageOfCall(call), per_page: call.perPage }
}

/**
 * One page of an answer. Only the page number of a `Link: rel="next"` is taken; the host refuses links that lead
 * elsewhere before this reads them.
 */
export function paged<V, T>(
  response: { readonly headers: { readonly link?: string | undefined } },
  items: readonly V[],
  map: (item: V) => T,
  raw: unknown = items,
): { readonly data: readonly T[]; readonly nextCursor: string | null; readonly raw: unknown } {
  return { data: items.map(map), nextCursor: nextPage(response.headers.link), raw }
}
