import { ScmError } from '../errors/scm-error.ts'

/** A fetch's arguments, brought into one shape. */
export interface Outgoing {
  /** As the client wrote it; parsing would hide what the guard must see. */
  readonly raw: string
  readonly method: string
  /** Lower-case names. */
  readonly headers: Record<string, string>
  readonly body: string | Uint8Array | ReadableStream<Uint8Array> | null
  readonly signal: AbortSignal | null
  /** The client reads 3xx answers itself. */
  readonly isManual: boolean
  /** The answer must not be kept: `cache: 'no-store'`. */
  readonly isSecret: boolean
}

type Input = Parameters<typeof globalThis.fetch>[0]
type Init = Parameters<typeof globalThis.fetch>[1]

/** Reads what a client gave to fetch. Asynchronous only where a body must be read to be sent again. */
export async function outgoing(input: Input, init: Init): Promise<Outgoing> {
  const from = input instanceof Request ? input : undefined
  const headers = { ...plainHeaders(from?.headers), ...plainHeaders(init?.headers) }
  const given = init?.body ?? (from?.body ? new Uint8Array(await from.arrayBuffer()) : null)
  return {
    raw: urlOf(input),
    method: (init?.method ?? from?.method ?? 'GET').toUpperCase(),
    headers,
    body: typeof given === 'string' || given === null ? given : await sendable(given, headers),
    signal: init?.signal ?? from?.signal ?? null,
    isManual: (init?.redirect ?? from?.redirect) === 'manual',
    isSecret: cacheMode(init) === 'no-store',
  }
}

function urlOf(input: Input): string {
  if (typeof input === 'string') return input
  return input instanceof URL ? input.href : input.url
}

function plainHeaders(given: NonNullable<Init>['headers']): Record<string, string> {
  const plain: Record<string, string> = {}
  if (given === undefined) return plain
  const entries = given instanceof Headers || Array.isArray(given) ? given : Object.entries(given)
  for (const [name = '', value] of entries) if (value !== undefined) plain[name.toLowerCase()] = String(value)
  return plain
}

/** Bytes that can be sent twice, where the kind of body allows it. Sets the content type a form brings along. */
async function sendable(
  body: NonNullable<NonNullable<Init>['body']>,
  headers: Record<string, string>,
): Promise<Outgoing['body']> {
  if (typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream) return body
  if (body instanceof ArrayBuffer) return new Uint8Array(body)
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength)
  if (body instanceof URLSearchParams || body instanceof FormData || body instanceof Blob) {
    const form = new Response(body)
    const type = form.headers.get('content-type')
    if (type !== null) headers['content-type'] ??= type
    return new Uint8Array(await form.arrayBuffer())
  }
  throw new ScmError('internal', 'fetch was given a body of a kind it does not send.', {})
}

/** `cache` of the fetch standard, which Node's types leave out. */
function cacheMode(init: Init): unknown {
  return init !== undefined && 'cache' in init ? init.cache : undefined
}
