import {
  createHost,
  describeProvider,
  inMemoryDirectory,
  ScmError,
  type ConnectionHandle,
  type Host,
  type Provider,
  type RepositoryRecord,
  type SourceCodeManager,
} from '@scm-host/core'
import { text, UsageError, type Args, type Io } from '../command.ts'

const organization = 'command-line'

/** Where a call goes, and with what. */
export interface Target {
  readonly baseUrl: URL | null
  readonly auth: { readonly kind: string; readonly secret: Readonly<Record<string, string>> }
  readonly fullName: string | undefined
}

/** A host with one connection and, for operations of a repository, that one repository. */
export interface Session {
  readonly host: Host
  /** The handle the operation is called on. */
  handle(): Promise<SourceCodeManager | ConnectionHandle>
  /**
   * Asks the vendor for the repository's id. It is not on the command line, and only some calls need it: links to next
   * pages may have the id where our own path has the name. False when it was known, or cannot be had.
   */
  learnId(signal: AbortSignal): Promise<boolean>
}

export function openSession(provider: Provider, { baseUrl, auth, fullName }: Target): Session {
  const settings = baseUrl === null ? {} : { baseUrl: baseUrl.href }
  const connection = { id: 'one', organizationId: organization, provider: provider.id, settings, auth } as const
  const directory = inMemoryDirectory({ connections: [{ ...connection, state: 'active' }], repositories: [] })
  let externalId = fullName ?? ''
  const repository = async (): Promise<RepositoryRecord | null> => {
    if (fullName === undefined) return null
    const base = { id: 'one', organizationId: organization, connectionId: 'one', defaultBranch: null } as const
    return { ...base, fullName, externalId, status: 'active' }
  }
  const host = createHost({
    providers: [provider],
    directory: { ...directory, repository },
    ...(baseUrl === null ? {} : { network: { allow: [baseUrl.hostname] } }),
  })
  return {
    host,
    handle: () =>
      fullName === undefined
        ? host.connection({ organization, connection: 'one' })
        : host.scm({ organization, repository: 'one' }),
    async learnId(signal) {
      if (fullName === undefined || externalId !== fullName) return false
      const scm = await host.scm({ organization, repository: 'one' })
      if (!scm.can('repository.get')) return false
      externalId = (await scm.repository.get({}, { signal })).data.externalId
      return externalId !== fullName
    },
  }
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
