import { ScmError, type ConnectionRecord, type HookRecord, type RepositoryRecord, type ScmConfig } from '@scm-host/core'

type Entry<K extends 'connections' | 'repositories' | 'hooks'> = NonNullable<ScmConfig[K]>[number]

export function connectionOf({
  id,
  organization,
  provider,
  settings = {},
  auth,
  account,
  appId,
}: Entry<'connections'>): ConnectionRecord {
  const { kind, ...secret } = auth
  return {
    id,
    organizationId: organization,
    provider,
    settings,
    auth: { kind, secret },
    state: 'active',
    ...(account === undefined ? {} : { account }),
    ...(appId === undefined ? {} : { appId }),
  }
}

export function repositoryOf({
  organization,
  connection,
  fullName,
  externalId,
  defaultBranch,
}: Entry<'repositories'>): RepositoryRecord {
  return {
    id: `${connection}/${fullName}`,
    organizationId: organization,
    connectionId: connection,
    externalId: externalId ?? fullName,
    fullName,
    defaultBranch: defaultBranch ?? null,
    status: 'active',
  }
}

export function hookOf(
  hook: Entry<'hooks'>,
  connections: readonly ConnectionRecord[],
  repositories: readonly RepositoryRecord[],
): HookRecord {
  const connection = connections.find(({ id }) => id === hook.connection)
  if (connection === undefined) throw invalid(`hooks.${hook.id}.connection`, 'the id of a connection')
  const secrets = typeof hook.secret === 'string' || typeof hook.secret === 'function' ? [hook.secret] : hook.secret
  const base = { id: hook.id, provider: connection.provider, scheme: hook.scheme ?? 'hmac', secrets }
  if (hook.binds === 'connection') return { ...base, binds: 'connection', connectionId: connection.id }
  if (hook.binds === 'app') {
    if (connection.appId === undefined)
      throw invalid(`connections.${connection.id}.appId`, 'set, because a hook binds its app')
    return { ...base, binds: 'app', appId: connection.appId }
  }
  const repository = repositories.find((one) => one.connectionId === connection.id && one.fullName === hook.repository)
  if (repository === undefined)
    throw invalid(`hooks.${hook.id}.repository`, 'the full name of a repository of its connection')
  return { ...base, binds: 'repository', connectionId: connection.id, repositoryId: repository.id }
}

/** The error of a setting that breaks a rule. */
export function invalid(path: string, rule: string): ScmError {
  return new ScmError('config_invalid', `${path} must be ${rule}.`, { path, rule })
}
