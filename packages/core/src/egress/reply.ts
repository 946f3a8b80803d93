import { ScmError } from '../errors/scm-error.ts'
import { isTooLarge, type Answer, type BodySource } from './network/answer.ts'
import { decode } from './network/response.ts'

/** An answer whose body was read, or is a stream for the client to read. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly url: string
  /** Empty when `stream` is not null. */
  readonly bytes: Uint8Array
  readonly stream: BodySource | null
}

/** Caps of the decoded body. */
export const bodyLimitBytes = 50 * 1024 * 1024
const refusalLimitBytes = 1024 * 1024
const empty = new Uint8Array()

/**
 * Reads an answer up to its cap and checks that it is what was asked for. Archives and other binary content are passed on
 * as a stream.
 * @throws ScmError `payload_too_large`, `truncated_response`, `bad_response`
 */
export async function readReply(
  answer: Answer,
  asked: { readonly accept: string | undefined; readonly method: string; readonly url: string },
  limitBytes: number = bodyLimitBytes,
): Promise<Reply> {
  const { status, headers, body } = answer
  const type = headers.get('content-type')
  const isGood = status >= 200 && status < 300
  if (isGood && asked.method === 'GET' && type !== null && !isText(type)) {
    return { status, headers, url: asked.url, bytes: empty, stream: body }
  }
  const bytes = isGood
    ? await readAll(body, limitBytes)
    : await readRefusal(body, Math.min(limitBytes, refusalLimitBytes))
  if (isGood && asked.method !== 'HEAD' && asksJson(asked.accept)) checkJson(status, type, bytes)
  return { status, headers, url: asked.url, bytes, stream: null }
}

/** A refusal's body as providers get it: parsed JSON, else text of at most 64 KB, else null. */
export function refusalBody({ bytes, headers }: Reply): unknown {
  if (bytes.length === 0) return null
  if (isJsonType(headers.get('content-type') ?? '')) {
    try {
      return JSON.parse(decode(bytes))
    } catch {
      // Text, then.
    }
  }
  return decode(bytes.subarray(0, 64 * 1024))
}

async function readAll(body: BodySource, limitBytes: number): Promise<Uint8Array> {
  try {
    return await body.bytes(limitBytes)
  } catch (cause) {
    if (isTooLarge(cause)) {
      const message = `The vendor’s answer is larger than ${cause.limitBytes} bytes, or unpacks to far more than its size.`
      throw new ScmError('payload_too_large', message, { limitBytes: cause.limitBytes }, { cause })
    }
    const reason = cause instanceof Error ? cause.message : 'the connection ended'
    throw new ScmError('truncated_response', `The vendor’s answer ended early: ${reason}.`, { reason }, { cause })
  }
}

/** What a refusal says is worth having, and not worth failing for. */
async function readRefusal(body: BodySource, limitBytes: number): Promise<Uint8Array> {
  try {
    return await body.bytes(limitBytes)
  } catch {
    return empty
  }
}

function isText(type: string): boolean {
  const name = type.toLowerCase()
  return name.startsWith('text/') || name.includes('json') || name.includes('xml') || name.includes('urlencoded')
}

/** Media types by which GitHub gives something else than JSON although they end in `+json`. */
const notJson = ['raw', 'diff', 'patch', '.sha', '.html', '*/*']

function asksJson(accept: string | undefined): boolean {
  return accept !== undefined && accept.includes('json') && !notJson.some((part) => accept.includes(part))
}

function isJsonType(type: string): boolean {
  return type.toLowerCase().includes('json')
}

function checkJson(status: number, type: string | null, bytes: Uint8Array): void {
  if (bytes.length === 0) {
    if (status === 200) throw bad(status, 'the body is empty')
    return
  }
  if (type !== null && type.toLowerCase().startsWith('text/html')) throw bad(status, 'it is an HTML page')
  if (type === null || !isJsonType(type)) return
  try {
    JSON.parse(decode(bytes))
  } catch {
    throw bad(status, 'the body is not JSON')
  }
}

function bad(status: number, reason: string): ScmError<'bad_response'> {
  return new ScmError('bad_response', `The vendor’s answer is not what was asked for: ${reason}.`, { reason, status })
}
