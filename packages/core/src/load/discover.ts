import { ScmError } from '../errors/scm-error.ts'
import type { Provider } from '../provider/define-provider.ts'
import { brokenProvider } from './about.ts'
import { loadPackage } from './load.ts'
import { locate, readJson } from './locate.ts'
import { isProviderName } from './manifest.ts'
import { duplicate } from './registry.ts'

/** A package that is named as a provider and could not be used. `version` is null where it could not be read. */
export interface RejectedProvider {
  readonly package: string
  readonly version: string | null
  readonly error: ScmError
}
export interface Discovered {
  readonly providers: readonly Provider[]
  readonly rejected: readonly RejectedProvider[]
}
export interface DiscoverOptions {
  /** URL of the app's package.json. */
  readonly from: URL
  /** Only these packages; one that is no dependency is reported. */
  readonly only?: readonly string[]
  /** How long one package may take to load. @default 10000 */
  readonly timeoutMs?: number
}

const defaultTimeoutMs = 10_000

/**
 * Loads the packages named `scm-provider-*` or `@scope/scm-provider-*` among the app's own `dependencies` and
 * `optionalDependencies`; nothing else is searched. A bad package is reported and the rest go on. One after the other, so
 * that a slow one is named rightly.
 * @throws ScmError `config_invalid` when the package.json at `from` cannot be read
 */
export async function discoverProviders({
  from,
  only,
  timeoutMs = defaultTimeoutMs,
}: DiscoverOptions): Promise<Discovered> {
  const installed = providerNames(await readApp(from))
  const providers = new Map<string, { readonly provider: Provider; readonly package: string }>()
  const rejected: RejectedProvider[] = []
  for (const name of only ?? installed) {
    try {
      if (!installed.includes(name)) throw notDependency(name)
      const provider = await load(name, from, timeoutMs)
      const first = providers.get(provider.id)
      if (first) throw duplicate(provider.id, first.package, name)
      providers.set(provider.id, { provider, package: name })
    } catch (error) {
      rejected.push(await rejection(name, from, error))
    }
  }
  return { providers: [...providers.values()].map(({ provider }) => provider), rejected }
}

/**
 * Loads providers by package name, seen from the place of a file such as the configuration.
 * @throws ScmError `provider_missing`, `provider_broken`, `provider_invalid`, `contract_mismatch`
 */
export async function resolveProviders(
  names: readonly string[],
  from: URL,
  options: { readonly timeoutMs?: number } = {},
): Promise<readonly Provider[]> {
  const providers: Provider[] = []
  for (const name of names) providers.push(await load(name, from, options.timeoutMs ?? defaultTimeoutMs))
  return providers
}

async function load(name: string, from: URL, timeoutMs: number): Promise<Provider> {
  return loadPackage(await locate(name, from), timeoutMs)
}

async function readApp(from: URL): Promise<Record<string, unknown>> {
  return readJson(from).catch((cause: unknown) => {
    const message = 'discoverProviders: `from` must be the URL of a package.json that can be read.'
    throw new ScmError('config_invalid', message, { path: 'from', rule: 'the URL of a package.json' }, { cause })
  })
}

function providerNames(app: Record<string, unknown>): readonly string[] {
  const listed = ['dependencies', 'optionalDependencies'].flatMap((field) => Object.keys(app[field] ?? {}))
  return [...new Set(listed)].filter(isProviderName)
}

function notDependency(name: string): ScmError {
  const message = `${name} is not among the dependencies of the app. Install it: npm install ${name}`
  return new ScmError('provider_missing', message, { package: name })
}

async function rejection(name: string, from: URL, cause: unknown): Promise<RejectedProvider> {
  const error = ScmError.is(cause) ? cause : brokenProvider({ package: name }, 'fails to load.', cause)
  const version = await locate(name, from).then(
    (located) => located.version,
    () => null,
  )
  return { package: name, version, error }
}
