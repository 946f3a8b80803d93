import type { OpenAPIBackend } from 'openapi-backend'
import type { Answer } from '../../packages/provider-github/test/bed/check-answer.ts'
import type { WireRequest } from '../../packages/provider-github/test/bed/http.ts'
import type { DocumentOptions } from './api-document.ts'

/** A request a bed received. `path` is still encoded and below the base path, `params` are decoded. */
export interface RecordedRequest {
  readonly method: string
  readonly path: string
  /** Null for a path the document does not have. */
  readonly route: string | null
  readonly params: Readonly<Record<string, string>>
  /** `name[]` becomes a list. */
  readonly query: Readonly<Record<string, string | readonly string[]>>
  readonly headers: Readonly<Record<string, string>>
  /** Parsed JSON; undefined when there was no body. */
  readonly body: unknown
}

/** What ajv says of a value; `verbose` puts the value in. */
interface Violation {
  readonly instancePath: string
  readonly message?: string
  readonly data?: unknown
  readonly params?: Readonly<Record<string, unknown>>
}

/** A request with its route. */
export function record(api: OpenAPIBackend, basePath: string, wire: WireRequest): RecordedRequest {
  const path = wire.path.startsWith(basePath) ? wire.path.slice(basePath.length) : wire.path
  const route = api.router.matchOperation({ method: wire.method, path, headers: {} })?.operationId ?? null
  const names = [...new Set(wire.search.keys())]
  const query = names.map((name) =>
    name.endsWith('[]') ? [name.slice(0, -2), wire.search.getAll(name)] : [name, wire.search.get(name) ?? ''],
  )
  return {
    method: wire.method,
    path,
    route,
    params: paramsOf(route, path),
    query: Object.fromEntries(query) as RecordedRequest['query'],
    headers: wire.headers,
    body: parsed(wire.text),
  }
}

function paramsOf(route: string | null, path: string): Readonly<Record<string, string>> {
  const segments = path.split('/')
  const entries = (route?.slice(route.indexOf(' ') + 1).split('/') ?? []).flatMap((part, index) =>
    /^\{.+\}$/.test(part) ? [[part.slice(1, -1), decodeURIComponent(segments[index] ?? '')] as const] : [],
  )
  return Object.fromEntries(entries)
}

function parsed(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Where a request breaks the document: path, query, unknown names, body. */
export function requestFaults(api: OpenAPIBackend, options: DocumentOptions, request: RecordedRequest): string[] {
  const { route, method, path, query, body, headers } = request
  if (route === null) return [`${method} ${path}: unknown path`]
  const found = api.validator.validateRequest(
    { method, path, headers, query: structuredClone(query) as Record<string, string | string[]>, body },
    route,
  )
  return [...told((found.errors ?? []) as Violation[]), ...bodyFaults(api, route, body)].flatMap((violation) =>
    excused(options, route, violation) ? [] : [`${route} ${violation}`],
  )
}

interface BodySchema {
  readonly properties?: Readonly<Record<string, unknown>>
  readonly additionalProperties?: unknown
  readonly allOf?: unknown
}

/** A body's names the document does not know, and a body where it has none: ajv allows both. */
function bodyFaults(api: OpenAPIBackend, route: string, body: unknown): readonly string[] {
  if (body === undefined) return []
  const operation = api.router.getOperation(route)
  const content = (operation?.requestBody as { readonly content?: Record<string, { schema?: BodySchema }> } | undefined)
    ?.content
  if (content === undefined) return ['body: none is documented']
  const schema = content['application/json']?.schema
  const isOpen = schema?.properties === undefined || schema.allOf !== undefined || schema.additionalProperties === true
  if (isOpen || typeof body !== 'object' || body === null) return []
  return Object.keys(body).flatMap((name) => (name in (schema.properties ?? {}) ? [] : [`body ${name}: unknown`]))
}

/** Not written beside every operation, although each may answer so. */
const everywhere = new Set([304, 400, 401, 403, 404, 405, 409, 412, 422, 429, 500, 502, 503, 504])

/** Where an answer breaks the document. Text and refusals the document does not describe are not checked. */
export function answerFaults(api: OpenAPIBackend, options: DocumentOptions, route: string, answer: Answer): string[] {
  const status = answer.status ?? 200
  const documented = api.router.getOperation(route)?.responses ?? {}
  if (!(String(status) in documented) && !everywhere.has(status)) {
    const violation = `answer ${status}: not documented`
    return excused(options, route, violation) ? [] : [`${route} ${violation}`]
  }
  if (status >= 400 || answer.body === undefined || typeof answer.body === 'string') return []
  const { errors } = api.validator.validateResponse(answer.body, route, status)
  const counted = ((errors ?? []) as Violation[]).filter((one) => options.nullAnswers !== true || one.data !== null)
  const found = told(counted).map((violation) => `answer ${status}: ${violation}`)
  return found.flatMap((violation) => (excused(options, route, violation) ? [] : [`${route} ${violation}`]))
}

function told(violations: readonly Violation[]): readonly string[] {
  return violations.map(({ instancePath, message, params }) => {
    const extra = params?.['additionalProperty']
    return `${instancePath || 'value'} ${message ?? ''}${typeof extra === 'string' ? ` (${extra})` : ''}`
  })
}

function excused({ relaxed }: DocumentOptions, route: string, violation: string): boolean {
  return relaxed.some((fault) => fault.routes.test(route) && fault.violation.test(violation))
}
