import { propertyNames, violations } from './check-schema.ts'
import { operationOf, type Operation, type Parameter, type Schema } from './github-document.ts'
import type { Matched } from './match-route.ts'

/** What of a request the document has rules for. `body` is undefined when none was sent. */
export interface CheckedRequest {
  readonly query: readonly (readonly [string, string])[]
  readonly body: unknown
}

/** Turns the text of a parameter into what its schema talks about; text that is no number stays text. */
function typed(text: string, schema: Schema): unknown {
  if ((schema['type'] === 'integer' || schema['type'] === 'number') && /^-?\d+$/.test(text)) return Number(text)
  if (schema['type'] === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

function checkValue(parameter: Parameter, text: string): readonly string[] {
  const found = violations(parameter.schema, typed(text, parameter.schema))
  return found.map((violation) => `${parameter.in} ${parameter.name}: ${violation}`)
}

function checkQuery(operation: Operation, query: CheckedRequest['query']): readonly string[] {
  const declared = new Map(operation.parameters.filter((one) => one.in === 'query').map((one) => [one.name, one]))
  const given = new Set(query.map(([name]) => name))
  const missing = [...declared.values()].filter((one) => one.required === true && !given.has(one.name))
  return [
    ...query.flatMap(([name, text]) => {
      const parameter = declared.get(name)
      return parameter === undefined ? [`query ${name}: unknown`] : checkValue(parameter, text)
    }),
    ...missing.map((one) => `query ${one.name}: missing`),
  ]
}

function checkBody(operation: Operation, body: unknown): readonly string[] {
  const media = operation.requestBody?.content?.['application/json']
  if (body === undefined) return operation.requestBody?.required === true ? ['body: missing'] : []
  if (media?.schema === undefined) return operation.requestBody === null ? ['body: none is documented'] : []
  const names = propertyNames(media.schema)
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body)
  const unknown = names === null || !isObject ? [] : Object.keys(body).filter((name) => !names.has(name))
  return [
    ...unknown.map((name) => `body ${name}: unknown`),
    ...violations(media.schema, body).map((violation) => `body: ${violation}`),
  ]
}

/** Where a request breaks the document: path and query parameters, unknown names, body. */
export function checkRequest(matched: Matched, request: CheckedRequest): readonly string[] {
  const operation = operationOf(matched.route)
  const path = operation.parameters.filter((one) => one.in === 'path')
  return [
    ...path.flatMap((one) => checkValue(one, matched.params[one.name] ?? '')),
    ...checkQuery(operation, request.query),
    ...checkBody(operation, request.body),
  ]
}
