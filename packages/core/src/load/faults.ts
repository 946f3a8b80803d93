/** What is wrong with a provider's spec: the member, and what it must be. */
export interface Fault {
  readonly member: string
  readonly rule: string
}
/** By name of a member: what it must satisfy, and how to say so. */
export type Rules = Readonly<Record<string, readonly [accepts: (value: unknown) => boolean, rule: string]>>

/** The first member of an object that breaks its rule, with `prefix` before its name, or null. */
export function faultIn(
  value: Record<string, unknown>,
  required: Rules,
  optional: Rules = {},
  prefix = '',
): Fault | null {
  for (const [name, [accepts, rule]] of Object.entries(required)) {
    if (!accepts(value[name])) return { member: prefix + name, rule }
  }
  for (const [name, [accepts, rule]] of Object.entries(optional)) {
    if (value[name] !== undefined && !accepts(value[name])) return { member: prefix + name, rule }
  }
  return null
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isFunction(value: unknown): boolean {
  return typeof value === 'function'
}

/** One line of 1 to `limit` characters. */
export function isText(value: unknown, limit: number): value is string {
  return typeof value === 'string' && value !== '' && value.length <= limit && !/\p{Cc}/u.test(value)
}

/** A header name of lower-case letters, digits and dashes. */
export function isHeaderName(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/.test(value)
}
