import { fileURLToPath } from 'node:url'
import { operationTable } from '../contract/generated/operations.ts'
import type { ProviderDetail } from '../errors/codes.ts'
import type { Provider } from '../provider/define-provider.ts'
import { invalidProvider } from './about.ts'
import { authFaults } from './check-auth.ts'
import { checkContract } from './check-contract.ts'
import { checkIcon } from './check-icon.ts'
import { webhookFaults } from './check-webhooks.ts'
import { faultIn, isFunction, isRecord, isText, type Rules } from './faults.ts'
import { providerId } from './manifest.ts'

/** Where a provider came from: its package, and the folder its files must lie in, where that is known. */
export interface ProviderSource extends ProviderDetail {
  readonly folder?: string
  /** The id its manifest promised. */
  readonly id?: string
}

const members: Rules = {
  title: [(value) => isText(value, 80), 'a line of at most 80 characters'],
  icon: [(value) => value instanceof URL && value.protocol === 'file:', 'a file URL'],
  settings: [isRecord, 'a schema'],
  baseUrls: [isFunction, 'a function'],
  repositoryPaths: [isFunction, 'a function'],
  connect: [isFunction, 'a function'],
  auth: [Array.isArray, 'a list'],
}
const optionalMembers: Rules = {
  webhooks: [isRecord, 'an object'],
  extraPaths: [isRecord, 'an object'],
  secretFields: [(value) => Array.isArray(value) && value.every((one) => isText(one, 200)), 'a list of field names'],
  ...Object.fromEntries(
    [
      'downloadOrigins',
      'vendorError',
      'rateLimit',
      'quotaResource',
      'onRepositoryAdded',
      'onRepositoryRemoved',
      'poll',
    ].map((name) => [name, [isFunction, 'a function']] as const),
  ),
}

/**
 * Checks the values of a provider, which its types alone cannot promise: id, title, icon file, contract range, ways to
 * authenticate, webhook schemes and that every function is one.
 * @throws ScmError `provider_invalid` naming the member, `contract_mismatch`
 */
export function checkProvider(value: unknown, source: ProviderSource = { package: 'provider' }): Provider {
  const about: ProviderDetail =
    source.version === undefined ? { package: source.package } : { package: source.package, version: source.version }
  if (!isRecord(value) || value['$scmProvider'] !== 1 || !isRecord(value['spec'])) {
    throw invalidProvider(about, 'default', 'a provider made by defineProvider')
  }
  const spec = value['spec']
  const { id } = spec
  if (typeof id !== 'string' || !providerId.test(id))
    throw invalidProvider(about, 'id', 'lower-case letters, digits and dashes')
  if (value['id'] !== id) throw invalidProvider(about, 'id', 'the same on the provider and in its spec')
  if (source.id !== undefined && source.id !== id)
    throw invalidProvider(about, 'id', `\`${source.id}\`, as its manifest says`)
  checkContract(spec['contract'], about)
  const fault = faultIn(spec, members, optionalMembers) ?? pathFault(spec) ?? authFaults(spec) ?? webhookFaults(spec)
  if (fault !== null) throw invalidProvider(about, fault.member, fault.rule)
  checkIcon(fileURLToPath(spec['icon'] as URL), about, source.folder ?? null)
  return value as unknown as Provider
}

function pathFault(spec: Record<string, unknown>): { readonly member: string; readonly rule: string } | null {
  for (const [id, paths] of Object.entries(spec['extraPaths'] ?? {})) {
    const member = `extraPaths['${id.slice(0, 64)}']`
    if (!Object.hasOwn(operationTable, id)) return { member, rule: 'named after an operation of the contract' }
    const isPaths = Array.isArray(paths) && paths.every((path) => isText(path, 300) && path.startsWith('/'))
    if (!isPaths) return { member, rule: 'a list of path templates that begin with a slash' }
  }
  return null
}
