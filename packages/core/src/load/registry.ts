import { ScmError } from '../errors/scm-error.ts'
import type { Provider } from '../provider/define-provider.ts'
import { checkProvider } from './check-provider.ts'

/** The providers of a host, by id. */
export interface Registry {
  readonly ids: readonly string[]
  /** @throws ScmError `provider_unknown` with the ids that are loaded */
  get(id: string): Provider
}

/** Packages of the providers that came from one; an object a program made itself has none. */
const sources = new WeakMap<Provider, string>()

/** Remembers where a loaded and checked provider came from, for messages. */
export function rememberSource(provider: Provider, source: string): void {
  sources.set(provider, source)
}

/**
 * Checks providers and keeps them by id. None takes the place of another.
 * @throws ScmError `provider_invalid`, `contract_mismatch`, `provider_duplicate` naming both sources
 */
export function createRegistry(providers: readonly Provider[]): Registry {
  const byId = new Map<string, { readonly provider: Provider; readonly source: string }>()
  for (const [index, given] of providers.entries()) {
    const known = typeof given === 'object' && given !== null ? sources.get(given) : undefined
    const source = known ?? `providers[${index}]`
    const provider = known === undefined ? checkProvider(given, { package: source }) : given
    const first = byId.get(provider.id)
    if (first) throw duplicate(provider.id, first.source, source)
    byId.set(provider.id, { provider, source })
  }
  const ids = Object.freeze([...byId.keys()])
  return {
    ids,
    get(id) {
      const found = byId.get(id)
      if (found) return found.provider
      const have = ids.length === 0 ? 'none is loaded' : `loaded are ${ids.join(', ')}`
      throw new ScmError('provider_unknown', `There is no provider \`${id}\`: ${have}.`, { provider: id, loaded: ids })
    },
  }
}

/** The error of two providers of one id. */
export function duplicate(id: string, first: string, second: string): ScmError<'provider_duplicate'> {
  const message = `Two providers have the id \`${id}\`: ${first} and ${second}. Remove one.`
  return new ScmError('provider_duplicate', message, { provider: id, sources: [first, second] })
}
