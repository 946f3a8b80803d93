/** A schema as data: only the keywords the contract uses. */
export interface Schema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly string[]
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: unknown
  readonly required?: readonly string[]
  readonly format?: string
  readonly minItems?: number
  readonly maxItems?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly description?: string
  readonly 'x-stream'?: boolean
}

/** Names by identity: a schema that is an entity prints as its name wherever it is nested. */
export type Names = ReadonlyMap<unknown, string>

/** The schema as a TypeScript type. */
export function printType(schema: Schema, names: Names, indent = ''): string {
  const name = names.get(schema)
  if (name !== undefined) return name
  if (schema['x-stream']) return 'ReadableStream<Uint8Array>'
  if (schema.anyOf) return schema.anyOf.map((one) => printType(one, names, indent)).join(' | ')
  if (schema.enum) return schema.enum.map((value) => quote(value)).join(' | ')
  if ('const' in schema) return quote(String(schema.const))
  if (schema.type === 'array') return printArray(schema, names, indent)
  if (schema.patternProperties) return printRecord(schema, names, indent)
  if (schema.type === 'object') return printObject(schema, names, indent)
  const plain: Record<string, string> = {
    string: 'string',
    integer: 'number',
    number: 'number',
    boolean: 'boolean',
    null: 'null',
  }
  return plain[schema.type ?? ''] ?? 'unknown'
}

/** The members of an object, one a line, with descriptions as comments. */
export function printMembers(schema: Schema, names: Names, indent: string): string {
  const required = new Set(schema.required ?? [])
  return Object.entries(schema.properties ?? {})
    .map(([key, member]) => {
      const comment = member.description && !names.has(member) ? `${indent}/** ${member.description} */\n` : ''
      return `${comment}${indent}readonly ${key}${required.has(key) ? '' : '?'}: ${printType(member, names, indent)}\n`
    })
    .join('')
}

function printObject(schema: Schema, names: Names, indent: string): string {
  if (Object.keys(schema.properties ?? {}).length === 0) return '{}'
  return `{\n${printMembers(schema, names, `${indent}  `)}${indent}}`
}

function printArray(schema: Schema, names: Names, indent: string): string {
  const item = printType(schema.items ?? {}, names, indent)
  return /[ |]/.test(item) ? `readonly (${item})[]` : `readonly ${item}[]`
}

function printRecord(schema: Schema, names: Names, indent: string): string {
  const [value] = Object.values(schema.patternProperties ?? {})
  return `{ readonly [key: string]: ${printType(value ?? {}, names, indent)} }`
}

const quote = (value: string) => `'${value}'`
