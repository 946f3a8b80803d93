import { Ajv, type ValidateFunction } from 'ajv'
import { componentSchema, type Schema } from './github-document.ts'

/** `strict: false`: the document is OpenAPI, with keywords JSON Schema does not know. */
const ajv = new Ajv({ strict: false, allErrors: true, addUsedSchema: false, logger: false })
ajv.addFormat('date-time', (text: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/.test(text))
ajv.addFormat('uri', (text: string) => URL.canParse(text))
for (const unchecked of ['repo.nwo', 'int64', 'binary', 'date', 'uri-template', 'email', 'timestamp']) {
  ajv.addFormat(unchecked, true)
}

const pointer = '#/components/schemas/'
const several = ['allOf', 'anyOf', 'oneOf'] as const
const single = ['items', 'additionalProperties', 'not'] as const
const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null

/**
 * OpenAPI 3.0 as JSON Schema. `nullable` becomes a type; `oneOf` becomes `anyOf`, because many of the document's
 * alternatives overlap; references point to schemas that are added when first needed.
 */
function rewrite(schema: Schema): Schema {
  if (typeof schema['$ref'] === 'string') return { $ref: addComponent(schema['$ref'].slice(pointer.length)) }
  const { nullable, oneOf, example: _example, examples: _examples, ...made } = schema as Record<string, unknown>
  if (oneOf !== undefined) made['anyOf'] = oneOf
  for (const key of several) {
    const parts = made[key]
    if (Array.isArray(parts)) made[key] = parts.map((part: Schema) => rewrite(part))
  }
  for (const key of single) {
    const part = made[key]
    if (isSchema(part)) made[key] = rewrite(part)
  }
  if (isSchema(made['properties'])) {
    const properties = Object.entries(made['properties']) as [string, Schema][]
    made['properties'] = Object.fromEntries(properties.map(([name, part]) => [name, rewrite(part)]))
  }
  return nullable === true ? { anyOf: [{ type: 'null' }, made] } : made
}

const added = new Set<string>()

function addComponent(name: string): string {
  const id = `github:${name}`
  if (!added.has(name)) {
    added.add(name)
    ajv.addSchema({ ...rewrite(componentSchema(name)) }, id)
  }
  return id
}

const compiled = new WeakMap<Schema, ValidateFunction>()

/** What is wrong with a value, one line each, at most five; empty when it fits. */
export function violations(schema: Schema, value: unknown): readonly string[] {
  let validate = compiled.get(schema)
  if (validate === undefined) {
    validate = ajv.compile(rewrite(schema))
    compiled.set(schema, validate)
  }
  if (validate(value)) return []
  const errors = validate.errors ?? []
  const precise = errors.filter((error) => error.keyword !== 'anyOf' && error.params['type'] !== 'null')
  return (precise.length > 0 ? precise : errors)
    .slice(0, 5)
    .map((error) => `${error.instancePath || 'value'} ${error.message ?? error.keyword}`)
}

/** The properties a schema names, through references and alternatives; null when any name is allowed. */
export function propertyNames(schema: Schema): ReadonlySet<string> | null {
  if (typeof schema['$ref'] === 'string') return propertyNames(componentSchema(schema['$ref'].slice(pointer.length)))
  const extra = schema['additionalProperties']
  if (extra === true || isSchema(extra)) return null
  const names = new Set(Object.keys((schema['properties'] as Schema | undefined) ?? {}))
  let open = schema['properties'] === undefined
  for (const key of several) {
    for (const part of (schema[key] as readonly Schema[] | undefined) ?? []) {
      const inner = propertyNames(part)
      if (inner !== null) open = false
      inner?.forEach((name) => names.add(name))
    }
  }
  return open ? null : names
}
