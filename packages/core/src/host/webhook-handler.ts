import { ScmError } from '../errors/scm-error.ts'
import type { RawDelivery, Receipt } from './types.ts'

const largestBody = 25 * 1024 * 1024

/**
 * Receives with the standard `Request`. Its headers come joined (`a, b`) when one occurs twice; a joined signature does
 * not verify, so the answer is 401 where `receive` with raw headers says 400.
 */
export function webhookHandler(
  receive: (delivery: RawDelivery) => Promise<Receipt>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'POST') return answer(405, 'refused', { allow: 'POST' })
    const declared = Number(request.headers.get('content-length') ?? 0)
    const body = declared > largestBody ? null : await readBody(request)
    if (body === null) return answer(413, 'refused', { connection: 'close' })
    const hookId = decodeLast(new URL(request.url).pathname)
    const receipt = await receive({ hookId, rawHeaders: [...request.headers], body })
    const retryAfter = receipt.status !== 202 && receipt.retryAfterS !== undefined ? String(receipt.retryAfterS) : null
    return answer(receipt.status, receipt.result, retryAfter === null ? {} : { 'retry-after': retryAfter })
  }
}

function answer(status: number, result: string, headers: Record<string, string>): Response {
  return Response.json({ result }, { status, headers })
}

function decodeLast(pathname: string): string {
  const last = pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}

/** The whole body, or null past the cap; then the rest is not read. */
async function readBody(request: Request): Promise<Uint8Array | null> {
  if (request.body === null) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of request.body as ReadableStream<Uint8Array>) {
      size += chunk.byteLength
      if (size > largestBody) return null
      chunks.push(chunk)
    }
  } catch (cause) {
    throw new ScmError(
      'truncated_response',
      'The delivery ended before its body did.',
      { reason: 'body cut off' },
      { cause },
    )
  }
  return Buffer.concat(chunks)
}
