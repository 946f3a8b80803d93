import { UsageError } from './command.ts'

/** What of an input schema the command line needs. */
export interface Schema {
  readonly type?: string
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
}

/** The words `name=value` of a command line as the input of an operation. Values are read by the contract's types. */
export function inputOf(id: string, schema: Schema, words: readonly string[]): Readonly<Record<string, unknown>> {
  const properties = schema.properties ?? {}
  const input = new Map<string, unknown>()
  for (const word of words) {
    const equals = word.indexOf('=')
    if (equals < 1) throw new UsageError(`An argument must look like name=value, not "${word}".`)
    const [key, value] = [word.slice(0, equals), word.slice(equals + 1)]
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined
    if (property === undefined) throw new UsageError(`${id} has no argument "${key}". ${known(properties)}`)
    if (input.has(key)) throw new UsageError(`${key} is given twice. A list is written with commas: ${key}=a,b`)
    input.set(key, valueOf(key, value, property))
  }
  const missing = (schema.required ?? []).filter((name) => !input.has(name))
  if (missing.length > 0) {
    throw new UsageError(`${id} needs ${missing.map((name) => `${name}=<value>`).join(' ')}. ${known(properties)}`)
  }
  return Object.fromEntries(input)
}

function known(properties: Readonly<Record<string, Schema>>): string {
  const names = Object.keys(properties)
  return names.length === 0 ? 'It takes none.' : `It takes: ${names.join(', ')}.`
}

function valueOf(key: string, value: string, schema: Schema): unknown {
  if (value === 'null' && schema.anyOf?.some(({ type }) => type === 'null') === true) return null
  const type = schema.type ?? schema.anyOf?.[0]?.type
  if (type === 'boolean') {
    if (value === 'true' || value === 'false') return value === 'true'
    throw new UsageError(`${key} must be true or false.`)
  }
  if (type === 'integer' || type === 'number') {
    const number = Number(value)
    if (value.trim() !== '' && Number.isFinite(number)) return number
    throw new UsageError(`${key} must be a number.`)
  }
  if (type === 'array' && schema.items?.type === 'string' && !value.startsWith('[')) {
    return value === '' ? [] : value.split(',')
  }
  if (type === 'array' || type === 'object') return parsed(key, value, type)
  return value
}

function parsed(key: string, value: string, type: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    const example = type === 'array' ? '[{…}]' : '{…}'
    throw new UsageError(`${key} must be JSON, such as ${key}='${example}'.`)
  }
}

/** The arguments of an operation, a line each. */
export function argumentLines(schema: Schema): readonly string[] {
  const rows = Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    kind: kindOf(property),
    rule: schema.required?.includes(name) === true ? 'required' : 'optional',
    about: property.description ?? '',
  }))
  const width = Math.max(0, ...rows.map(({ name }) => name.length))
  return rows.map(({ name, kind, rule, about }) => `${name.padEnd(width)}  ${rule}  ${kind}  ${about}`.trimEnd())
}

function kindOf(schema: Schema): string {
  if (schema.enum !== undefined) return schema.enum.join(' | ')
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(kindOf))].join(' | ')
  if (schema.type === 'array') return `list of ${schema.items === undefined ? 'values' : kindOf(schema.items)}`
  return schema.type ?? 'value'
}
