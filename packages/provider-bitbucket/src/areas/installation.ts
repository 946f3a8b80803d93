import { ScmError, type AreaMethods, type CallContext, type RateLimit } from '@scm-host/core/provider'
import { pageOf, read, valuesOf, type Answer, type Bound, type Client } from '../client.ts'
import type { VendorAccount } from '../map/author.ts'
import { accessOf, mapAccount, permissionsOf, scopesOf } from '../map/installation.ts'
import { mapRepository, type VendorPermission, type VendorRepository } from '../map/repository.ts'
import { nextCursor, type VendorPage } from '../page.ts'
import { allPages } from '../parts/all-pages.ts'
import { text } from '../parts/query.ts'
import { rateLimitOf } from '../rate-limit.ts'

type Either = 'get' | 'getRateLimit'
type Workspace = { readonly uuid?: string; readonly slug?: string }

/** What the connection may do with the bound repository. */
export function repositoryInstallation(client: Bound): Pick<AreaMethods<'installation'>, Either> {
  const { api, at } = client
  return {
    async get() {
      const answer = await read<VendorRepository & { workspace?: Workspace }>(api.repositories.get(at))
      const scopes = scopesOf(answer.headers)
      const held = accessOf(scopes)
      const own = await ownPermission(client, answer.data.uuid)
      const data = {
        canRead: true,
        canWrite: (own ?? 'write') !== 'read' && (held?.canWrite ?? own !== null),
        account: mapAccount(answer.data.workspace ?? {}),
        permissions: { ...permissionsOf(scopes), ...(own === null ? {} : { repository: own }) },
        suspendedAt: null,
      }
      return { data, raw: answer.data }
    },
    getRateLimit: async () => rateLimits(await read(api.repositories.get({ ...at, fields: 'uuid' }))),
  }
}

/** What the user of the credential may do; null for a credential that is no user's. */
async function ownPermission(client: Bound, uuid: string): Promise<string | null> {
  const path = `/user/workspaces/${encodeURIComponent(client.at.workspace)}/permissions/repositories`
  try {
    const { data } = await client.send<VendorPage<VendorPermission>>('GET', path, {
      q: `repository.uuid=${text(uuid)}`,
    })
    return valuesOf(data)[0]?.permission ?? 'read'
  } catch (error) {
    const isNobody = ['forbidden', 'not_found', 'unauthorized', 'credentials_revoked'] as const
    if (isNobody.some((code) => ScmError.is(error, code))) return null
    throw error
  }
}

/** https://developer.atlassian.com/cloud/bitbucket/rest/api-group-workspaces/ */
export function installation(client: Client): AreaMethods<'installation'> {
  return {
    async get() {
      const answer = await account(client)
      const scopes = scopesOf(answer.headers)
      const access = accessOf(scopes) ?? { canRead: true, canWrite: true }
      const data = {
        ...access,
        account: mapAccount(answer.data),
        permissions: permissionsOf(scopes),
        suspendedAt: null,
      }
      return { data, raw: answer.data }
    },
    getRateLimit: async () => rateLimits(await account(client)),
    listRepositories: ({ query = '' }, call) => repositories(client, query, call),
    searchRepositories: ({ query }, call) => repositories(client, query, call),
  }
}

/** The workspace the connection stands for, else the user. */
function account({ api, settings }: Client): Promise<Answer<Workspace & VendorAccount>> {
  const { workspace } = settings
  return read(workspace === undefined ? api.users.getAuthedUser({}) : api.workspaces.getWorkspace({ workspace }))
}

function rateLimits({ headers, data: raw }: Answer<unknown>): {
  readonly data: readonly RateLimit[]
  readonly raw: unknown
} {
  const limit = rateLimitOf({ get: (name) => headers[name] ?? null }, new Date())
  return { data: limit === null ? [] : [limit], raw }
}

/**
 * Repositories are listed by workspace: the listing across workspaces was withdrawn in 2026
 * (https://developer.atlassian.com/cloud/bitbucket/changelog/). Without the setting `workspace` one workspace follows the
 * other, and the cursor begins with the workspace it is in.
 */
async function repositories(client: Client, query: string, call: CallContext) {
  const { workspace: own } = client.settings
  const slugs = own === undefined ? await workspacesOf(client) : [own]
  const [inside, cursor] = split(call.cursor)
  const workspace = inside ?? slugs[0]
  if (workspace === undefined) return { data: [], nextCursor: null }
  if (!slugs.includes(workspace)) throw foreign()
  const filter = query === '' ? {} : { q: `name ~ ${text(query)}` }
  const { data: raw } = await read<VendorPage<VendorRepository>>(
    client.api.repositories.list({ workspace, ...filter, ...pageOf({ ...call, cursor }) }),
  )
  const within = nextCursor(raw)
  const following = slugs[slugs.indexOf(workspace) + 1]
  const next = within !== null ? `${workspace}?${within}` : following === undefined ? null : `${following}?`
  return { data: valuesOf(raw).map(mapRepository), nextCursor: next, raw }
}

function split(cursor: string | null): readonly [workspace: string | null, place: string | null] {
  if (cursor === null) return [null, null]
  const at = cursor.indexOf('?')
  if (at < 1) throw foreign()
  return [cursor.slice(0, at), cursor.length === at + 1 ? null : cursor.slice(at + 1)]
}

function foreign(): ScmError {
  const rule = 'the nextCursor of an earlier page of the same operation'
  return new ScmError('invalid_argument', 'The cursor is not one this provider gave out.', { argument: 'cursor', rule })
}

/** Slugs of the workspaces of the credential's user. The client lacks this endpoint: it is newer than the client. */
async function workspacesOf(client: Client): Promise<readonly string[]> {
  const ask = (place: Readonly<Record<string, string>>) =>
    client.send('GET', '/user/workspaces', { pagelen: '100', ...place })
  const { items } = await allPages<{ readonly workspace?: Workspace }>(ask, 1000)
  return items.flatMap(({ workspace }) => (workspace?.slug === undefined ? [] : [workspace.slug]))
}
