import { PersonalAccessTokens, Projects, Users } from '@gitbeaker/rest'
import { ScmError, type AreaMethods, type Installation, type RateLimit } from '@scm-host/core/provider'
import { paged, path, type Bound, type Client } from '../client.ts'
import { rateLimitOf } from '../map/rate-limit.ts'
import { mapAccess, withScopes } from '../map/access.ts'
import { mapRepository } from '../map/repository.ts'

/** What the connection may do with the bound project, by its role there and by the token's scopes. */
export function repositoryInstallation(client: Bound): Pick<AreaMethods<'installation'>, 'get' | 'getRateLimit'> {
  return {
    async get() {
      const raw = await client.of(Projects).show(client.project)
      const access = mapAccess(raw)
      // Scopes can only take away from what the role gives.
      return { data: access.canWrite ? withScopes(access, await scopes(client)) : access, raw }
    },
    getRateLimit: () => rateLimits(client, path`projects/${client.project}`),
  }
}

/** https://docs.gitlab.com/api/projects/ and https://docs.gitlab.com/api/users/ */
export function installation(client: Client): AreaMethods<'installation'> {
  return {
    get: () => userInstallation(client),
    getRateLimit: () => rateLimits(client, 'projects', { per_page: 1, simple: true }),
    async listRepositories({ query = '' }, call) {
      const search = query === '' ? {} : { search: query, searchNamespaces: true }
      const page = await client.keysetPage(Projects, call, (projects, at) =>
        projects.all({ membership: true, orderBy: 'id', sort: 'asc', ...search, ...at }),
      )
      return paged(page, mapRepository)
    },
    async searchRepositories({ query }, call) {
      const page = await client.page(Projects, call, (projects, at) =>
        projects.all({ membership: true, search: query, ...at }),
      )
      return paged(page, mapRepository)
    },
  }
}

async function userInstallation(client: Client): Promise<{ readonly data: Installation; readonly raw: unknown }> {
  const raw = await client.of(Users).showCurrentUser()
  const account = { id: String(raw.id), name: raw.username, kind: 'user' } as const
  const access: Installation = { canRead: true, canWrite: true, account, permissions: {}, suspendedAt: null }
  return { data: withScopes(access, await scopes(client)), raw }
}

/**
 * The scopes of a personal, project or group access token; null for another credential, to which GitLab answers 400, and
 * where it is older than 15.5.
 * @see https://docs.gitlab.com/api/personal_access_tokens/#get-details-on-a-personal-access-token
 */
async function scopes(client: Client): Promise<readonly string[] | null> {
  try {
    const { scopes: granted } = await client.of(PersonalAccessTokens).show()
    return granted ?? null
  } catch (error) {
    if (ScmError.is(error, 'validation_failed') || ScmError.is(error, 'not_found')) return null
    throw error
  }
}

/** GitLab tells its limits with any answer, and only where an administrator has set them. */
async function rateLimits(client: Client, at: string, query: Readonly<Record<string, unknown>> = {}) {
  const { headers } = await client.request('GET', at, { query })
  const limit = rateLimitOf(headers)
  return { data: (limit === null ? [] : [limit]) as readonly RateLimit[] }
}
