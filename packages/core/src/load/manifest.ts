import type { ProviderDetail } from '../errors/codes.ts'
import { invalidProvider } from './about.ts'

/** The field `scmProvider` of a provider's package.json: what can be known of it before any of its code runs. */
export interface Manifest {
  readonly id: string
  /** Range of contract versions, with an upper end. */
  readonly contract: string
  /** The operations it has, as `area.name`; generated. */
  readonly operations: readonly string[]
  /** The neutral event kinds its webhooks can give; generated. */
  readonly events: readonly string[]
  /** Path of its icon inside the package. */
  readonly icon: string
}

export const providerId = /^[a-z][a-z0-9-]{0,63}$/
const packageName = /^(@[a-z0-9~-][a-z0-9._~-]*\/)?scm-provider-[a-z0-9][a-z0-9._~-]*$/
const fields = ['id', 'contract', 'operations', 'events', 'icon']

/** Tells whether a package is named as a provider: `scm-provider-*` or `@scope/scm-provider-*`. */
export function isProviderName(name: string): boolean {
  return name.length <= 214 && packageName.test(name)
}

/**
 * The manifest in a package.json, strictly: every field, and no other. The contract's range is checked apart.
 * @throws ScmError `provider_invalid` naming the field
 */
export function readManifest(packageJson: unknown, about: ProviderDetail): Manifest {
  const manifest = ownField(packageJson, 'scmProvider')
  const wrong = (field: string, rule: string) =>
    invalidProvider(about, field ? `scmProvider.${field}` : 'scmProvider', rule)
  if (!isRecord(manifest)) throw wrong('', `an object with ${fields.join(', ')} in package.json`)
  const unknown = Object.keys(manifest).find((key) => !fields.includes(key))
  if (unknown !== undefined) throw wrong(unknown.slice(0, 64), `absent: the fields are ${fields.join(', ')}`)
  const { id, contract, operations, events, icon } = manifest
  if (typeof id !== 'string' || !providerId.test(id)) throw wrong('id', 'lower-case letters, digits and dashes')
  if (typeof contract !== 'string') throw wrong('contract', 'a semver range, such as ^1.0.0')
  if (!isListOf(operations, /^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/))
    throw wrong('operations', 'a list of different `area.name`')
  if (!isListOf(events, /^[a-z][a-z_]*$/)) throw wrong('events', 'a list of different event kinds')
  if (typeof icon !== 'string' || !isInnerPath(icon)) throw wrong('icon', 'a path inside the package')
  return { id, contract, operations, events, icon }
}

function ownField(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isListOf(value: unknown, pattern: RegExp): value is readonly string[] {
  if (!Array.isArray(value) || value.length > 1000 || new Set(value).size !== value.length) return false
  return value.every((one) => typeof one === 'string' && one.length <= 100 && pattern.test(one))
}

function isInnerPath(path: string): boolean {
  const parts = path.replace(/^\.\//, '').split('/')
  return (
    path.length <= 255 && /^[\w./-]+$/.test(path) && parts.every((part) => part !== '' && part !== '.' && part !== '..')
  )
}
