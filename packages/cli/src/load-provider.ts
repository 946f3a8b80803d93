import { readFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { discoverProviders, ScmError, type Provider, type RejectedProvider } from '@scm-host/core'
import type { Io } from './command.ts'

/** The providers the current folder's package.json depends on, and those that could not be used. */
export async function installedProviders(
  io: Io,
): Promise<{ readonly providers: readonly Provider[]; readonly rejected: readonly RejectedProvider[] }> {
  const from = pathToFileURL(`${io.cwd}/package.json`)
  const exists = await readFile(from).then(
    () => true,
    () => false,
  )
  return exists ? discoverProviders({ from }) : { providers: [], rejected: [] }
}

/**
 * One installed provider by id.
 * @throws ScmError `provider_unknown` with the command that installs it
 */
export async function installedProvider(io: Io, id: string): Promise<Provider> {
  const { providers, rejected } = await installedProviders(io)
  const provider = providers.find((one) => one.id === id)
  if (provider !== undefined) return provider
  const broken = rejected.find((one) => one.package === `scm-provider-${id}`)
  if (broken !== undefined) throw broken.error
  const loaded = providers.map((one) => one.id)
  const have = loaded.length === 0 ? 'none is installed here' : `installed here: ${loaded.join(', ')}`
  const message = `There is no provider "${id}" (${have}). Install it: npm install scm-provider-${id}`
  throw new ScmError('provider_unknown', message, { provider: id, loaded })
}
