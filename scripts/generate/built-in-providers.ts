import { existsSync, readdirSync } from 'node:fs'
import type { OperationId } from '../../packages/core/src/contract/guards.ts'
import { operationsOf } from '../../packages/core/src/host/describe.ts'
import { specOf, type Provider } from '../../packages/core/src/provider/define-provider.ts'

/** A provider of this repository, with what the documents say of it. */
export interface BuiltIn {
  /** Folder below `packages`. */
  readonly folder: string
  readonly provider: Provider
  readonly id: string
  readonly title: string
  readonly contract: string
  readonly operations: ReadonlySet<OperationId>
  /** How it does what its vendor has no call for; the provider's own export `emulated`. */
  readonly emulated: Partial<Record<OperationId, string>>
  /** The neutral kinds its webhooks can give; the provider's own export `events`. */
  readonly events: readonly string[]
}

interface ProviderModule {
  readonly default: Provider | (() => Provider)
  readonly emulated?: Partial<Record<OperationId, string>>
  readonly events?: readonly string[]
}

const order = ['provider-github', 'provider-gitlab', 'provider-bitbucket', 'provider-custom']
const packages = new URL('../../packages/', import.meta.url)
let known: Promise<readonly BuiltIn[]> | undefined

/** The providers that are here, asked themselves: connecting does no I/O. */
export function builtInProviders(): Promise<readonly BuiltIn[]> {
  known ??= Promise.all(providerFolders().map(load)).then((all) => all.filter((one) => one !== null))
  return known
}

function providerFolders(): readonly string[] {
  const folders = readdirSync(packages).filter((name) => name.startsWith('provider-'))
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length)
  return folders
    .filter((name) => existsSync(new URL(`${name}/src/index.ts`, packages)))
    .toSorted((a, b) => place(a) - place(b) || a.localeCompare(b))
}

/** Null for a package that is reserved and still empty. */
async function load(folder: string): Promise<BuiltIn | null> {
  const module = (await import(new URL(`${folder}/src/index.ts`, packages).href)) as Partial<ProviderModule>
  if (module.default === undefined) return null
  const provider = typeof module.default === 'function' ? module.default() : module.default
  const { id, title, contract } = specOf(provider)
  const { emulated = {}, events = [] } = module
  const operations = new Set(operationsOf(provider))
  const stray = Object.keys(emulated).find((one) => !operations.has(one as OperationId))
  if (stray !== undefined) throw new Error(`${folder}: \`emulated\` names ${stray}, which the provider does not have`)
  return { folder, provider, id, title, contract, operations, emulated, events }
}
