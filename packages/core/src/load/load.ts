import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ProviderDetail } from '../errors/codes.ts'
import { ScmError } from '../errors/scm-error.ts'
import type { Provider } from '../provider/define-provider.ts'
import { brokenProvider, invalidProvider } from './about.ts'
import { checkContract } from './check-contract.ts'
import { checkIcon } from './check-icon.ts'
import { checkProvider } from './check-provider.ts'
import { entryOf, type Located } from './locate.ts'
import { readManifest } from './manifest.ts'
import { rememberSource } from './registry.ts'

/**
 * Loads an installed provider: manifest, contract and icon are checked before any of its code runs, its values after.
 * Its default export is a provider, or a function without parameters that returns one. `timeoutMs` limits its loading; code
 * that never yields cannot be stopped.
 * @throws ScmError `provider_invalid`, `contract_mismatch`, `provider_broken`
 */
export async function loadPackage(located: Located, timeoutMs: number): Promise<Provider> {
  const about: ProviderDetail = { package: located.name, version: located.version }
  const manifest = readManifest(located.packageJson, about)
  checkContract(manifest.contract, about)
  checkIcon(join(located.folder, manifest.icon), about, located.folder)
  const value = await withinTime(about, timeoutMs, () => runEntry(located, about))
  const provider = checkProvider(value, { ...about, folder: located.folder, id: manifest.id })
  rememberSource(provider, `${located.name}@${located.version} (${located.folder})`)
  return provider
}

async function runEntry(located: Located, about: ProviderDetail): Promise<unknown> {
  const entry = entryOf(located)
  if (entry === null) throw invalidProvider(about, 'exports', 'a map whose "." can be imported')
  if (!existsSync(entry)) throw brokenProvider(about, 'lacks its entry file: build it, or install it again.')
  const module = (await import(pathToFileURL(entry).href)) as Record<string, unknown>
  const made = module['default']
  if (typeof made !== 'function') return made
  if (made.length > 0)
    throw invalidProvider(about, 'default', 'a provider, or a function without parameters that returns one')
  return (made as () => unknown)()
}

async function withinTime<T>(about: ProviderDetail, timeoutMs: number, run: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(brokenProvider(about, `did not finish loading within ${timeoutMs} ms.`)), timeoutMs)
  })
  try {
    return await Promise.race([run(), late])
  } catch (cause) {
    throw ScmError.is(cause) ? cause : brokenProvider(about, 'is installed and fails to load.', cause)
  } finally {
    clearTimeout(timer)
  }
}
