import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import {
  createHost,
  inMemoryDirectory,
  resolveProviders,
  ScmError,
  type Host,
  type HostOptions,
  type ListenerModule,
  type Provider,
  type ScmConfig,
} from '@scm-host/core'
import { connectionOf, hookOf, invalid, repositoryOf } from './config-records.ts'
import type { Io } from './command.ts'
import { listen } from './dev/listeners.ts'

const names = ['scm.config.ts', 'scm.config.mjs', 'scm.config.js']

/** The configuration file: `SCM_CONFIG`, or `scm.config.ts` in the current folder, or none. */
export function findConfig({ env, cwd }: Io): URL | null {
  const named = env['SCM_CONFIG']
  if (named !== undefined && named !== '') {
    const path = resolve(cwd, named)
    if (!existsSync(path)) throw invalid('SCM_CONFIG', `the path of a file that exists, not ${path}`)
    return pathToFileURL(path)
  }
  const found = names.map((name) => resolve(cwd, name)).find((path) => existsSync(path))
  return found === undefined ? null : pathToFileURL(found)
}

/** What a configuration file makes. */
export interface Configured {
  readonly host: Host
  readonly hookIds: readonly string[]
}

/**
 * Reads a configuration file, running it.
 * @throws ScmError `config_invalid` when it fails or exports no configuration
 */
export async function readConfig(url: URL): Promise<ScmConfig> {
  const module = await load<{ readonly default?: ScmConfig; readonly config?: ScmConfig }>(url)
  const config = module.default ?? module.config
  if (config !== undefined && Array.isArray(config.providers)) return config
  throw invalid(`the default export of ${fileURLToPath(url)}`, 'defineConfig({ providers: […] })')
}

/**
 * A host made of a configuration, its listeners registered.
 * @throws ScmError `config_invalid`, and what the loader of providers throws
 */
export async function hostFromConfig(
  config: ScmConfig,
  url: URL,
  onError: NonNullable<HostOptions['onError']>,
): Promise<Configured> {
  const connections = (config.connections ?? []).map(connectionOf)
  const repositories = (config.repositories ?? []).map(repositoryOf)
  const hooks = (config.hooks ?? []).map((hook) => hookOf(hook, connections, repositories))
  const listeners = await listenersOf(config, url)
  const host = createHost({
    providers: await providersOf(config, url),
    directory: inMemoryDirectory({ connections, repositories, hooks }),
    ...(config.quotas === undefined ? {} : { quotas: config.quotas }),
    ...(config.network === undefined ? {} : { network: config.network }),
    onError,
  })
  for (const listener of listeners) listen(host, listener)
  return { host, hookIds: hooks.map(({ id }) => id) }
}

/** Objects stay as they are; names are resolved from the configuration file. */
async function providersOf({ providers }: ScmConfig, url: URL): Promise<readonly Provider[]> {
  const given = await Promise.all(
    providers.map((one) => (typeof one === 'string' ? resolveProviders([one], url) : Promise.resolve([one]))),
  )
  return given.flat()
}

async function listenersOf({ listeners = [] }: ScmConfig, url: URL): Promise<readonly ListenerModule[]> {
  const modules: ListenerModule[] = []
  for (const path of listeners) {
    const { default: listener } = await load<{ readonly default?: ListenerModule }>(new URL(path, url))
    if (typeof listener?.handle !== 'function' || !Array.isArray(listener.kinds)) {
      throw invalid(`the default export of ${path}`, 'defineListener({ … })')
    }
    modules.push(listener)
  }
  return modules
}

async function load<T>(url: URL): Promise<T> {
  try {
    return (await import(url.href)) as T
  } catch (cause) {
    if (ScmError.is(cause)) throw cause
    const path = fileURLToPath(url)
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new ScmError(
      'config_invalid',
      `${path} could not be loaded: ${why}`,
      { path, rule: 'a module that loads' },
      { cause },
    )
  }
}
