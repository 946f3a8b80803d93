import { readFileSync } from 'node:fs'
import { OpenAPIBackend, type Document } from 'openapi-backend'

/** Violations that are faults of a document, not of a request or an answer. */
export interface DocumentFault {
  readonly routes: RegExp
  readonly violation: RegExp
  /** What is right, and where the vendor says so. */
  readonly because: string
}

/** A vendor's OpenAPI 3 document, and what is known to be wrong with it. */
export interface DocumentOptions {
  readonly file: string
  /** What all paths of the document begin with and routes leave out, such as `/api/v4`; empty where there is none. */
  readonly basePath: string
  readonly relaxed: readonly DocumentFault[]
  /** Paths the document lacks, written after the vendor's documentation; they win over the document's own. */
  readonly supplement?: Supplement
  /** For documents that never say `nullable`: null is right for every property of an answer. */
  readonly nullAnswers?: boolean
}

/** Path items by path without the base path, and the schemas they refer to. */
export interface Supplement {
  readonly paths: Readonly<Record<string, Item>>
  readonly schemas?: Readonly<Record<string, unknown>>
}

type Item = Readonly<Record<string, Operation>>

/** The parts of an operation the bed reads. */
export interface Operation {
  readonly operationId?: string
  readonly parameters?: readonly unknown[]
  readonly requestBody?: unknown
  readonly responses: Readonly<Record<string, unknown>>
}

interface Raw {
  readonly paths: Readonly<Record<string, Item>>
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> }
}

const methods: ReadonlySet<string> = new Set(['get', 'head', 'post', 'put', 'patch', 'delete'])

/** Loads a document. Every operation's id is its route: `GET /projects/{id}`. */
export async function loadDocument(options: DocumentOptions): Promise<OpenAPIBackend> {
  const raw = JSON.parse(readFileSync(options.file, 'utf8')) as Raw
  const { basePath, supplement } = options
  const paths = Object.entries(raw.paths)
    // Wildcards and alternatives in a path are no OpenAPI; no operation of ours needs those routes.
    .filter(([path]) => path.startsWith(basePath) && !/[*(]/.test(path))
    .map(([path, item]) => [path.slice(basePath.length), item] as const)
  const all = new Map<string, Item>(paths)
  for (const [path, item] of Object.entries(supplement?.paths ?? {})) all.set(path, { ...all.get(path), ...item })
  const document = {
    ...raw,
    servers: [],
    paths: Object.fromEntries([...all].map(([path, item]) => [path, named(path, item)])),
    components: { ...raw.components, schemas: { ...mended(raw.components.schemas), ...supplement?.schemas } },
  }
  const backend = new OpenAPIBackend({
    definition: document as unknown as Document,
    quick: true,
    ajvOpts: { strict: false, allErrors: true, verbose: true, logger: false, formats },
  })
  await backend.init()
  // It would list all operations anew for each look-up.
  const operations = backend.router.getOperations()
  backend.router.getOperations = () => operations
  return backend
}

/** Formats a document writes beside types; only those that tell something are checked. */
const formats = {
  'date-time': /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?( ?(Z|UTC|[+-]\d\d:?\d\d))?$/,
  uri: (text: string) => URL.canParse(text),
  int32: true,
  int64: true,
  date: true,
  binary: true,
  email: true,
  uuid: true,
} as const

interface Schema {
  type?: string
  readonly example?: unknown
  readonly items?: { readonly type?: string }
}

const types: ReadonlySet<unknown> = new Set(['object', 'array', 'string', 'integer', 'number', 'boolean'])

/**
 * The same document without types there are none of (`Text`), and with examples of their own type: one value for a list of
 * it, or none, where it breaks it.
 */
function mended<T>(value: T): T {
  if (Array.isArray(value)) return value.map(mended) as T
  if (typeof value !== 'object' || value === null) return value
  const { example, ...rest } = value as Schema & Record<string, unknown>
  if (typeof rest.type === 'string' && !types.has(rest.type)) delete rest['type']
  const made = Object.fromEntries(Object.entries(rest).map(([key, part]) => [key, mended(part)]))
  // Among properties a property may itself be named `example`.
  const kept = typeof rest.type === 'string' ? exampleFor(rest as Schema, example) : mended(example)
  return (kept === undefined ? made : { ...made, example: kept }) as T
}

function exampleFor({ type, items }: Schema, example: unknown): unknown {
  if (type === 'array') return Array.isArray(example) ? example : typeof example === items?.type ? [example] : undefined
  if (type === 'object') return typeof example === 'object' ? example : undefined
  if (type === 'integer' || type === 'number') return typeof example === 'number' ? example : undefined
  return typeof example === type ? example : undefined
}

function named(path: string, item: Item): Item {
  const entries = Object.entries(item).map(([key, operation]) =>
    methods.has(key) ? [key, { ...operation, operationId: `${key.toUpperCase()} ${path}` }] : [key, operation],
  )
  return Object.fromEntries(entries) as Item
}
