import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { discoverProviders, ScmError, type Discovered, type Provider } from '@scm-host/core'
import type { Io } from './command.ts'
import { slow } from './slow.ts'

/**
 * The providers that the nearest package.json depends on, and those that could not be used.
 * @throws ScmError `config_invalid` when that package.json cannot be read
 */
export async function installedProviders(io: Io, only?: readonly string[]): Promise<Discovered> {
  const from = nearestManifest(io.cwd)
  if (from === null) return { providers: [], rejected: [] }
  return slow(io, 'Loading the providers', discoverProviders({ from, ...(only === undefined ? {} : { only }) }))
}

/**
 * One installed provider by id; its usual package is tried first, so that the others need not be loaded.
 * @throws ScmError `provider_unknown` with the command that installs it, or what was wrong with its package
 */
export async function installedProvider(io: Io, id: string): Promise<Provider> {
  const usual = `scm-provider-${id}`
  const first = await installedProviders(io, [usual])
  const quick = first.providers.find((one) => one.id === id)
  if (quick !== undefined) return quick
  const { providers, rejected } = await installedProviders(io)
  const provider = providers.find((one) => one.id === id)
  if (provider !== undefined) return provider
  const broken = rejected.find((one) => one.package === usual || one.package.endsWith(`/${usual}`))
  if (broken !== undefined) throw broken.error
  const loaded = providers.map((one) => one.id)
  const have = loaded.length === 0 ? 'none is installed here' : `installed here: ${loaded.join(', ')}`
  const install = /^[a-z][a-z0-9-]*$/.test(id) ? ` Install it: npm install ${usual}` : ''
  throw new ScmError('provider_unknown', `There is no provider "${id}" (${have}).${install}`, { provider: id, loaded })
}

/** As npm does: the package.json of this folder, or of the nearest one above. */
function nearestManifest(folder: string): URL | null {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, 'package.json')
    if (existsSync(path)) return pathToFileURL(path)
    if (dirname(at) === at) return null
  }
}
