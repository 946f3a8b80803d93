import { entities } from '../../packages/core/src/contract/objects/index.ts'
import type { Schema } from './print-type.ts'

const names = new Map<unknown, string>(Object.entries(entities).map(([name, schema]) => [schema, name]))

/** Fields as people read them: `` `issue`, `labels[]?`, `state?` open/closed ``; `-` when there are none. */
export function fieldsOf(schema: Schema): string {
  const required = new Set(schema.required ?? [])
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]) =>
    describe(name, field, required.has(name)),
  )
  return fields.length === 0 ? '-' : fields.join(', ')
}

function describe(name: string, field: Schema, isRequired: boolean): string {
  const { inner, isNullable } = withoutNull(field)
  const isList = inner.type === 'array'
  const item = isList ? withoutNull(inner.items ?? {}).inner : inner
  const mark = `${isList ? '[]' : ''}${isRequired && !isNullable ? '' : '?'}`
  const kind = kindOf(item)
  return `\`${name}${mark}\`${kind === '' ? '' : ` ${kind}`}`
}

/** What a value is, where its name does not tell: an object's name, words, or the fields of a nested object. */
function kindOf(schema: Schema): string {
  const name = names.get(schema)
  if (name !== undefined) return link(name)
  if (schema.enum) return schema.enum.join('/')
  if ('const' in schema) return String(schema.const)
  if (schema.anyOf) return `(${schema.anyOf.map((one) => kindOf(one)).join(' or ')})`
  return schema.type === 'object' && schema.properties ? `{ ${fieldsOf(schema)} }` : ''
}

/** What an operation answers. */
export function outputOf(schema: Schema): string {
  const name = names.get(schema)
  if (name !== undefined) return link(name)
  if (schema['x-stream']) return 'byte stream'
  if (schema.type === 'array') return `list of ${outputOf(schema.items ?? {})}`
  if (schema.anyOf) return schema.anyOf.map((one) => outputOf(one)).join(' or ')
  return schema.type === 'object' ? `{ ${fieldsOf(schema)} }` : (schema.type ?? 'value')
}

function withoutNull(schema: Schema): { readonly inner: Schema; readonly isNullable: boolean } {
  const others = schema.anyOf?.filter((one) => one.type !== 'null') ?? []
  const [only] = others
  if (!schema.anyOf || others.length === schema.anyOf.length) return { inner: schema, isNullable: false }
  return { inner: others.length === 1 && only ? only : { anyOf: others }, isNullable: true }
}

const link = (name: string) => `[${name}](#${name.toLowerCase()})`

/** Text that stays in its cell. */
export function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
