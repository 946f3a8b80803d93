import type { AreaMethods, Installation } from '@scm-host/core/provider'
import { pageOf, paged, type Bound, type Client } from '../client.ts'
import { mapAccess, mapAccount, mapScopes, type VendorAccount } from '../map/installation.ts'
import { mapRepository, type VendorRepository } from '../map/repository.ts'
import { mapRateLimits } from '../map/user.ts'

type Either = 'get' | 'getRateLimit'

/** What the connection may do with the bound repository, as the repository's own answer tells. */
export function repositoryInstallation(client: Bound): Pick<AreaMethods<'installation'>, Either> {
  return {
    async get() {
      const { data: raw } = await client.octokit.rest.repos.get(client.at)
      return { data: mapAccess(raw), raw }
    },
    getRateLimit: () => rateLimits(client),
  }
}

/** https://docs.github.com/en/rest/apps/installations and https://docs.github.com/en/rest/search */
export function installation(client: Client): AreaMethods<'installation'> {
  const { search } = client.octokit.rest
  return {
    get: () => (isApp(client) ? appInstallation(client) : userInstallation(client)),
    getRateLimit: () => rateLimits(client),
    async listRepositories({ query = '' }, call) {
      const answer = await reachable(client, pageOf(call))
      const wanted = query.toLowerCase()
      const found = answer.repositories.filter((one) => one.full_name.toLowerCase().includes(wanted))
      return paged(answer, found, mapRepository, answer.repositories)
    },
    async searchRepositories({ query }, call) {
      const account = isApp(client) ? (await installationAccount(client)).account : null
      const owner = account === null ? '' : ` user:${account.login}`
      const answer = await search.repos({ q: `${query} in:name fork:true${owner}`, ...pageOf(call) })
      const found = answer.data.items.filter((one) => account === null || one.owner?.id === account.id)
      return paged(answer, found, mapRepository, answer.data)
    },
  }
}

const isApp = (client: Client) => client.settings.installationId !== undefined

async function rateLimits(client: Client) {
  const { data: raw } = await client.octokit.rest.rateLimit.get()
  return { data: mapRateLimits(raw.resources), raw }
}

interface Reachable {
  readonly headers: { readonly link?: string | undefined }
  readonly repositories: readonly VendorRepository[]
}

async function reachable(client: Client, page: ReturnType<typeof pageOf>): Promise<Reachable> {
  const { apps, repos } = client.octokit.rest
  if (isApp(client)) {
    const { headers, data } = await apps.listReposAccessibleToInstallation(page)
    return { headers, repositories: data.repositories }
  }
  const { headers, data } = await repos.listForAuthenticatedUser(page)
  return { headers, repositories: data }
}

/**
 * The account an app is installed on. GitHub answers `GET /app/installations/{id}` to the app's own key alone, which no
 * operation has; the owner of any repository of the installation is that account.
 */
export async function installationAccount(client: Client): Promise<{ account: VendorAccount | null; raw: unknown }> {
  const { data: raw } = await client.octokit.rest.apps.listReposAccessibleToInstallation({ per_page: 1 })
  return { account: raw.repositories[0]?.owner ?? null, raw }
}

async function appInstallation(client: Client): Promise<{ data: Installation; raw: unknown }> {
  const { account, raw } = await installationAccount(client)
  return { data: { ...mapScopes(undefined), account: mapAccount(account) }, raw }
}

async function userInstallation(client: Client): Promise<{ data: Installation; raw: unknown }> {
  const { data: raw, headers } = await client.octokit.rest.users.getAuthenticated()
  const scopes = headers['x-oauth-scopes']
  return { data: { ...mapScopes(scopes), account: mapAccount(raw) }, raw }
}
