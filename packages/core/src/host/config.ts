import { readFile } from 'node:fs/promises'
import { ScmError } from '../errors/scm-error.ts'
import type { QuotaPolicy } from '../policy/quota.ts'
import type { NetworkOptions } from '../egress/transport.ts'
import type { Provider } from '../provider/define-provider.ts'
import type { Secret } from './directory.ts'

/** The configuration file `scm.config.ts`: what the command and the server run with. */
export interface ScmConfig {
  /** Package names (resolved from the configuration file) or provider objects. */
  readonly providers: readonly (string | Provider)[]
  readonly connections?: readonly ConnectionConfig[]
  readonly repositories?: readonly RepositoryConfig[]
  readonly hooks?: readonly HookConfig[]
  /** Modules whose default export is a listener, relative to the configuration file. */
  readonly listeners?: readonly string[]
  readonly quotas?: QuotaPolicy
  readonly network?: NetworkOptions
  readonly server?: { readonly host?: string; readonly port?: number; readonly publicUrl?: string }
  readonly store?: { readonly url?: string; readonly path?: string }
}

/** A connection. `auth` holds the kind and, beside it, the secrets that kind needs. */
export interface ConnectionConfig {
  readonly id: string
  readonly organization: string
  readonly provider: string
  readonly settings?: unknown
  readonly auth: { readonly kind: string } & Readonly<Record<string, Secret>>
  /** The vendor's account a webhook names; for a GitHub App the installation id. */
  readonly account?: string
  readonly appId?: string
}

export interface RepositoryConfig {
  readonly organization: string
  readonly connection: string
  readonly fullName: string
  /** The vendor's id. @default fullName */
  readonly externalId?: string
  readonly defaultBranch?: string
}

/** `id` is the last segment of the hook's URL: long and random. `repository` is a full name, for `binds: 'repository'`. */
export interface HookConfig {
  readonly id: string
  readonly binds: 'app' | 'connection' | 'repository'
  readonly connection: string
  readonly repository?: string
  readonly scheme?: 'hmac' | 'token' | 'standard-webhooks'
  readonly secret: Secret | readonly Secret[]
}

/** Types a configuration; the values are checked where they are used. */
export function defineConfig(config: ScmConfig): ScmConfig {
  return config
}

/** A secret from an environment variable, read when it is needed. */
export function env(name: string): Secret {
  return () => {
    const value = process.env[name]
    if (value !== undefined && value !== '') return value
    throw new ScmError('config_invalid', `The environment variable ${name} is not set.`, {
      path: name,
      rule: 'set and not empty',
    })
  }
}

/** A secret from a file, read when it is needed; one line break at its end is left out. */
export function file(path: string): Secret {
  return async () => (await readFile(path, 'utf8')).replace(/\r?\n$/, '')
}
