import type { Egress, EgressTarget } from '../egress/egress.ts'
import type { RunningCall } from '../egress/call.ts'
import { ScmError } from '../errors/scm-error.ts'
import type { Registry } from '../load/registry.ts'
import { specOf, type Connected, type RepositoryMethods, type RepositoryRef } from '../provider/define-provider.ts'
import { checkSettings } from './check-settings.ts'
import { credentialFor } from './credentials/credential.ts'
import type { ConnectionRecord, Directory } from './directory.ts'
import type { HostOptions } from './types.ts'

type Spec = ReturnType<typeof specOf>

/** A provider bound to one connection, with the methods of the repositories asked for so far. */
export interface Connection {
  readonly record: ConnectionRecord
  readonly spec: Spec
  readonly connected: Connected
  bind(repository: RepositoryRef): Bound
}

/** A repository as its provider and egress know it: the same object for every call, so that paths are built once. */
interface Bound {
  readonly repository: RepositoryRef
  readonly methods: RepositoryMethods
}

export interface ConnectorOptions {
  readonly registry: Registry
  readonly egress: Egress
  readonly directory: Directory
  readonly log: NonNullable<HostOptions['log']>
  readonly now: () => Date
}

/** Connects each connection once, and again when its record has changed. */
export function createConnector(options: ConnectorOptions) {
  const connections = new Map<string, { readonly version: string; readonly connection: Promise<Connection> }>()
  return {
    get(record: ConnectionRecord): Promise<Connection> {
      const key = JSON.stringify([record.organizationId, record.id])
      const version = versionOf(record)
      const known = connections.get(key)
      if (known?.version === version) return known.connection
      const connection = connect(record, options)
      connections.set(key, { version, connection })
      connection.catch(() => connections.delete(key))
      if (known !== undefined) void closeQuietly(known.connection)
      return connection
    },
    async close(): Promise<void> {
      const all = [...connections.values()].reverse()
      connections.clear()
      await Promise.all(all.map(({ connection }) => closeQuietly(connection)))
    },
  }
}

/** Secrets that are functions are read anew each time, so they need no new connection. */
function versionOf({ provider, settings, auth }: ConnectionRecord): string {
  return JSON.stringify([provider, settings, auth.kind, auth.secret])
}

async function closeQuietly(connection: Promise<Connection>): Promise<void> {
  await connection.then(({ connected }) => connected.close?.()).catch(() => undefined)
}

async function connect(record: ConnectionRecord, options: ConnectorOptions): Promise<Connection> {
  const spec = specOf(options.registry.get(record.provider))
  const settings = await checkSettings(spec.settings, record)
  const fetch = options.egress.forConnection(targetOf(spec, settings, record, options))
  const log = (level: 'debug' | 'info' | 'warn', message: string, fields?: Record<string, unknown>) =>
    options.log(level, message, { provider: spec.id, connection: record.id, ...fields })
  const connected = connectOrThrow(spec, { settings, fetch, log })
  const bound = new Map<string, Bound>()
  return {
    record,
    spec,
    connected,
    bind({ externalId, fullName, defaultBranch }) {
      const known = bound.get(externalId)
      if (known?.repository.fullName === fullName && known.repository.defaultBranch === defaultBranch) return known
      if (bound.size >= 1000) bound.clear()
      const repository = Object.freeze({ externalId, fullName, defaultBranch })
      const made = { repository, methods: connected.repository(repository) }
      bound.set(externalId, made)
      return made
    },
  }
}

function connectOrThrow(spec: Spec, context: Parameters<Spec['connect']>[0]): Connected {
  try {
    return spec.connect(context)
  } catch (cause) {
    if (ScmError.is(cause)) throw cause
    throw new ScmError('provider_broken', `Provider ${spec.id} failed to connect.`, { package: spec.id }, { cause })
  }
}

function targetOf(spec: Spec, settings: unknown, record: ConnectionRecord, options: ConnectorOptions): EgressTarget {
  const baseUrls = spec.baseUrls(settings).map((url) => url.replace(/\/+$/, ''))
  const bareFetch = (urls: readonly string[]) => options.egress.bare({ provider: spec.id, baseUrls: urls })
  const prefixes = new WeakMap<RepositoryRef, readonly string[]>()
  return {
    connectionId: record.id,
    organizationId: record.organizationId,
    provider: spec.id,
    baseUrls,
    pathsFor({ repository, operation }: RunningCall) {
      const templates = spec.extraPaths?.[operation] ?? []
      if (repository === null) return { prefixes: [], templates }
      const known = prefixes.get(repository) ?? spec.repositoryPaths(repository, settings)
      prefixes.set(repository, known)
      return { prefixes: known, templates }
    },
    downloadOrigins: spec.downloadOrigins?.(settings) ?? [],
    credential: credentialFor(spec.auth, {
      connection: record,
      settings,
      provider: spec.id,
      baseUrls,
      directory: options.directory,
      bareFetch,
      now: options.now,
    }),
    quotaResource: (method, path) => spec.quotaResource?.(method, path) ?? 'core',
    rateLimit: (headers) => spec.rateLimit?.(headers) ?? null,
    vendorError: (answer) => spec.vendorError?.(answer) ?? null,
  }
}
