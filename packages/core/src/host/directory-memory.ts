import { ScmError } from '../errors/scm-error.ts'
import { standardKey } from '../ingress/verify.ts'
import type { EventTarget } from '../events/envelope.ts'
import type { ConnectionRecord, Directory, HookRecord, RepositoryAt, RepositoryRecord } from './directory.ts'

export interface DirectorySeed {
  readonly connections: readonly ConnectionRecord[]
  readonly repositories: readonly RepositoryRecord[]
  readonly hooks?: readonly HookRecord[]
}

/**
 * A directory of records that are given once.
 * @throws ScmError `config_invalid` for an id that is used twice, a reference to nothing, or a hook without a usable secret
 */
export function inMemoryDirectory(seed: DirectorySeed): Directory {
  const connections = byId('connections', seed.connections)
  const repositories = byId('repositories', seed.repositories)
  const hooks = byId('hooks', seed.hooks ?? [])
  for (const repository of seed.repositories) checkRepository(repository, connections)
  for (const hook of seed.hooks ?? []) checkHook(hook, connections, repositories)
  const isActive = (repository: RepositoryRecord) => {
    return repository.status === 'active' && connections.get(repository.connectionId)?.state === 'active'
  }
  return {
    repository: async (organizationId, at) =>
      seed.repositories.find((one) => one.organizationId === organizationId && isAt(one, at, connections)) ?? null,
    async connection(organizationId, id) {
      const connection = connections.get(id)
      return connection?.organizationId === organizationId ? connection : null
    },
    hook: async (id) => hooks.get(id) ?? null,
    targets: async (hook, account, externalId) => {
      if (hook.binds === 'repository') {
        const repository = repositories.get(hook.repositoryId)
        return repository !== undefined && repository.externalId === externalId && isActive(repository)
          ? [targetOf(repository)]
          : []
      }
      return scopeOf(hook, account, seed.connections).flatMap((connection) => {
        return targetIn(connection, externalId, seed.repositories)
      })
    },
  }
}

/** The active connections a hook may speak for. */
function scopeOf(
  hook: Exclude<HookRecord, { binds: 'repository' }>,
  account: string | null,
  connections: readonly ConnectionRecord[],
): readonly ConnectionRecord[] {
  return connections.filter((connection) => {
    if (connection.state !== 'active' || connection.provider !== hook.provider) return false
    if (hook.binds === 'connection') return connection.id === hook.connectionId
    return connection.appId === hook.appId && account !== null && connection.account === account
  })
}

/** The added repository; without one the event is still the connection's, such as `repository.created`. */
function targetIn(
  connection: ConnectionRecord,
  externalId: string | null,
  repositories: readonly RepositoryRecord[],
): readonly EventTarget[] {
  const added = repositories.filter((one) => one.connectionId === connection.id && one.externalId === externalId)
  if (added.length === 0) {
    return [{ organizationId: connection.organizationId, connectionId: connection.id, repositoryId: null }]
  }
  return added.filter(({ status }) => status === 'active').map(targetOf)
}

function targetOf({ organizationId, connectionId, id }: RepositoryRecord): EventTarget {
  return { organizationId, connectionId, repositoryId: id }
}

function isAt(
  repository: RepositoryRecord,
  at: RepositoryAt,
  connections: ReadonlyMap<string, ConnectionRecord>,
): boolean {
  if (typeof at === 'string') return repository.id === at
  return repository.fullName === at.fullName && connections.get(repository.connectionId)?.provider === at.provider
}

function byId<R extends { readonly id: string }>(what: string, records: readonly R[]): ReadonlyMap<string, R> {
  const map = new Map<string, R>()
  for (const record of records) {
    if (record.id === '' || map.has(record.id))
      throw invalid(`${what}.${record.id}`, 'an id that is not empty and used once')
    map.set(record.id, record)
  }
  return map
}

function checkRepository(repository: RepositoryRecord, connections: ReadonlyMap<string, ConnectionRecord>): void {
  const connection = connections.get(repository.connectionId)
  if (connection?.organizationId === repository.organizationId) return
  throw invalid(`repositories.${repository.id}.connectionId`, 'a connection of the same organization')
}

function checkHook(
  hook: HookRecord,
  connections: ReadonlyMap<string, ConnectionRecord>,
  repositories: ReadonlyMap<string, RepositoryRecord>,
): void {
  const path = `hooks.${hook.id}`
  if (!['hmac', 'token', 'standard-webhooks'].includes(hook.scheme))
    throw invalid(`${path}.scheme`, 'hmac, token or standard-webhooks')
  if (hook.secrets.length === 0) throw invalid(`${path}.secrets`, 'at least one secret')
  for (const secret of hook.secrets) {
    if (typeof secret !== 'string') continue
    if (secret === '') throw invalid(`${path}.secrets`, 'secrets that are not empty')
    if (hook.scheme === 'standard-webhooks' && standardKey(secret) === null) {
      throw invalid(`${path}.secrets`, 'whsec_ and base64 of 24 to 64 bytes')
    }
  }
  checkBinding(hook, path, connections, repositories)
}

/** A hook speaks for its own provider only; one without a binding would speak for whatever is not bound either. */
function checkBinding(
  hook: HookRecord,
  path: string,
  connections: ReadonlyMap<string, ConnectionRecord>,
  repositories: ReadonlyMap<string, RepositoryRecord>,
): void {
  if (hook.binds === 'app') {
    if (typeof hook.appId !== 'string' || hook.appId === '') throw invalid(`${path}.appId`, 'the id of an app')
    return
  }
  if (hook.binds !== 'connection' && hook.binds !== 'repository')
    throw invalid(`${path}.binds`, 'repository, connection or app')
  if (connections.get(hook.connectionId)?.provider !== hook.provider)
    throw invalid(`${path}.connectionId`, 'a connection of its provider')
  if (hook.binds === 'repository' && repositories.get(hook.repositoryId)?.connectionId !== hook.connectionId) {
    throw invalid(`${path}.repositoryId`, 'a repository of its connection')
  }
}

function invalid(path: string, rule: string): ScmError {
  return new ScmError('config_invalid', `${path} must be ${rule}.`, { path, rule })
}
