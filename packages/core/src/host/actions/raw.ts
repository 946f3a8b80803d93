/** A copy of a vendor's body without the fields that hold secrets, at any depth. Streams and texts pass as they are. */
export function withoutSecrets(raw: unknown, secretFields: readonly string[]): unknown {
  if (secretFields.length === 0 || typeof raw !== 'object' || raw === null) return raw
  return clean(raw, new Set(secretFields))
}

function clean(value: unknown, secrets: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((one) => clean(one, secrets))
  if (!isPlain(value)) return value
  const entries = Object.entries(value).filter(([name]) => !secrets.has(name))
  return Object.fromEntries(entries.map(([name, one]) => [name, clean(one, secrets)]))
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
