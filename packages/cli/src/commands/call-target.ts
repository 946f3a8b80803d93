import { createHost, describeProvider, inMemoryDirectory, ScmError, type Host, type Provider } from '@scm-host/core'
import { text, UsageError, type Args, type Io } from '../command.ts'

export const organization = 'command-line'

/** Where a call goes, and with what. */
export interface Target {
  readonly baseUrl: URL | null
  readonly auth: { readonly kind: string; readonly secret: Readonly<Record<string, string>> }
  readonly fullName: string | undefined
}

/** A host with one connection and, for operations of a repository, that one repository. */
export function hostOf(provider: Provider, { baseUrl, auth, fullName }: Target): Host {
  const connection = { id: 'one', organizationId: organization, provider: provider.id, state: 'active' } as const
  const repository = { id: 'one', organizationId: organization, connectionId: 'one', status: 'active' } as const
  return createHost({
    providers: [provider],
    directory: inMemoryDirectory({
      connections: [{ ...connection, settings: baseUrl === null ? {} : { baseUrl: baseUrl.href }, auth }],
      repositories:
        fullName === undefined ? [] : [{ ...repository, externalId: fullName, fullName, defaultBranch: null }],
    }),
    ...(baseUrl === null ? {} : { network: { allow: [baseUrl.hostname] } }),
  })
}

/** @throws UsageError for what is no API's address */
export function baseUrlOf(args: Args): URL | null {
  const value = text(args, 'base-url')
  if (value === undefined) return null
  const url = URL.parse(value)
  if (url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '') return url
  throw new UsageError('--base-url must look like https://git.example.com/api/v3, with no user name in it.')
}

/** The environment variable the token is read from. */
export function tokenName(args: Args, provider: string): string {
  return text(args, 'token-env') ?? `${provider.toUpperCase().replaceAll('-', '_')}_TOKEN`
}

/**
 * A token named by --token-env must be there. Without the option the provider's usual variable is tried, for the vendor's
 * own address only: a token of github.com is not shown to whatever --base-url names.
 * @throws ScmError `config_invalid` when there is none and the provider does nothing without one
 */
export function authOf(args: Args, io: Io, provider: Provider): Target['auth'] {
  const name = tokenName(args, provider.id)
  const isNamed = text(args, 'token-env') !== undefined
  const token = isNamed || text(args, 'base-url') === undefined ? io.env[name] : undefined
  if (token !== undefined && token !== '') return { kind: 'token', secret: { token } }
  if (!isNamed && describeProvider(provider).auth.includes('none')) return { kind: 'none', secret: {} }
  if (!isNamed && text(args, 'base-url') !== undefined) {
    throw new UsageError('With --base-url, name the variable that holds the token for that address: --token-env <name>')
  }
  const message = `The environment variable ${name} is not set. Put the token there: export ${name}=…`
  throw new ScmError('config_invalid', message, { path: name, rule: 'set and not empty' })
}
