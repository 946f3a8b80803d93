import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  createHost,
  inMemoryDirectory,
  resolveProviders,
  ScmError,
  type ConnectionRecord,
  type Host,
  type HookRecord,
  type ListenerModule,
  type RepositoryRecord,
  type ScmConfig,
} from '@scm-host/core'
import type { Io } from './command.ts'
import { listen } from './dev/listeners.ts'

const names = ['scm.config.ts', 'scm.config.mjs', 'scm.config.js']

/** The configuration file: `SCM_CONFIG`, or `scm.config.ts` in the current folder, or none. */
export function findConfig({ env, cwd }: Io): URL | null {
  const named = env['SCM_CONFIG']
  if (named !== undefined && named !== '') {
    const path = resolve(cwd, named)
    if (!existsSync(path)) throw invalid('SCM_CONFIG', 'the path of a file that exists')
    return pathToFileURL(path)
  }
  const found = names.map((name) => resolve(cwd, name)).find((path) => existsSync(path))
  return found === undefined ? null : pathToFileURL(found)
}

/** A host made of a configuration file, its listeners registered. */
export async function hostFromConfig(url: URL): Promise<{ readonly host: Host; readonly hookIds: readonly string[] }> {
  const module = (await import(url.href)) as { readonly default?: ScmConfig; readonly config?: ScmConfig }
  const config = module.default ?? module.config
  if (config === undefined || !Array.isArray(config.providers)) throw invalid('default export', 'defineConfig({ providers: […] })')
  const connections = (config.connections ?? []).map(connectionOf)
  const repositories = (config.repositories ?? []).map(repositoryOf)
  const hooks = (config.hooks ?? []).map((hook) => hookOf(hook, connections, repositories))
  const host = createHost({
    providers: await resolveProviders(config.providers, url),
    directory: inMemoryDirectory({ connections, repositories, hooks }),
    ...(config.quotas === undefined ? {} : { quotas: config.quotas }),
    ...(config.network === undefined ? {} : { network: config.network }),
    onError: (error, about) => process.stderr.write(`${about.listener ?? about.operation ?? 'host'}: ${error.code}: ${error.message}\n`),
  })
  for (const path of config.listeners ?? []) {
    const { default: listener } = (await import(new URL(path, url).href)) as { readonly default?: ListenerModule }
    if (typeof listener?.handle !== 'function') throw invalid(`listeners: ${path}`, 'a module whose default export is defineListener({ … })')
    listen(host, listener)
  }
  return { host, hookIds: hooks.map(({ id }) => id) }
}

type Entry<K extends 'connections' | 'repositories' | 'hooks'> = NonNullable<ScmConfig[K]>[number]

function connectionOf({ id, organization, provider, settings = {}, auth, account, appId }: Entry<'connections'>): ConnectionRecord {
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

function repositoryOf({ organization, connection, fullName, externalId, defaultBranch }: Entry<'repositories'>): RepositoryRecord {
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

function hookOf(hook: Entry<'hooks'>, connections: readonly ConnectionRecord[], repositories: readonly RepositoryRecord[]): HookRecord {
  const connection = connections.find(({ id }) => id === hook.connection)
  if (connection === undefined) throw invalid(`hooks.${hook.id}.connection`, 'the id of a connection')
  const secrets = typeof hook.secret === 'string' || typeof hook.secret === 'function' ? [hook.secret] : hook.secret
  const base = { id: hook.id, provider: connection.provider, scheme: hook.scheme ?? 'hmac', secrets }
  if (hook.binds === 'connection') return { ...base, binds: 'connection', connectionId: connection.id }
  if (hook.binds === 'app') {
    if (connection.appId === undefined) throw invalid(`connections.${connection.id}.appId`, 'set, because a hook binds its app')
    return { ...base, binds: 'app', appId: connection.appId }
  }
  const repository = repositories.find((one) => one.connectionId === connection.id && one.fullName === hook.repository)
  if (repository === undefined) throw invalid(`hooks.${hook.id}.repository`, 'the full name of a repository of its connection')
  return { ...base, binds: 'repository', connectionId: connection.id, repositoryId: repository.id }
}

function invalid(path: string, rule: string): ScmError {
  return new ScmError('config_invalid', `${path} must be ${rule}.`, { path, rule })
}
