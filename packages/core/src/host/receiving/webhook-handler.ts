import { largestDelivery } from '../../ingress/parse-delivery.ts'
import type { RawDelivery, Receipt } from '../types.ts'

/**
 * Receives with the standard `Request`. Its headers come joined (`a, b`) when one occurs twice; a joined signature does
 * not verify, so the answer is 401 where `receive` with raw headers says 400. A body that ends early is a 400.
 */
export function webhookHandler(
  receive: (delivery: RawDelivery) => Promise<Receipt>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'POST') return answer(405, 'refused', { allow: 'POST' })
    const declared = Number(request.headers.get('content-length') ?? 0)
    const body = declared > largestDelivery ? 413 : await readBody(request)
    if (typeof body === 'number') return answer(body, 'refused', { connection: 'close' })
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

/** The whole body, or the status to refuse it with. Past the cap the rest is not read. */
async function readBody(request: Request): Promise<Uint8Array | 400 | 413> {
  if (request.body === null) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of request.body as ReadableStream<Uint8Array>) {
      size += chunk.byteLength
      if (size > largestDelivery) return 413
      chunks.push(chunk)
    }
  } catch {
    return 400
  }
  return Buffer.concat(chunks)
}
