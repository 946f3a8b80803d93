import { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'
import { exchangeError, type Answer, type WireRequest } from './answer.ts'
import { acceptEncoding, bodyReader, knownEncoding, type BodyReader } from './body-reader.ts'

/** Sends one request through an undici dispatcher. Resolves with the headers; the body follows in `answer.body`. */
export function exchange(dispatcher: Dispatcher, request: WireRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { signal } = request
    let controller: Dispatcher.DispatchController | null = null
    let reader: BodyReader | null = null
    const onAbort = () => {
      const reason = signal?.reason instanceof Error ? signal.reason : new Error('aborted')
      if (controller === null) reject(exchangeError(reason, false))
      else controller.abort(reason)
    }
    const settle = () => signal?.removeEventListener('abort', onAbort)
    if (signal?.aborted === true) return onAbort()
    signal?.addEventListener('abort', onAbort)
    dispatcher.dispatch(dispatchOptions(request), {
      onRequestStart(started) {
        controller = started
        if (signal?.aborted === true) onAbort()
      },
      onResponseStart(started, status, raw) {
        if (status < 200) return
        const headers = toHeaders(raw)
        const encoding = knownEncoding(headers.get('content-encoding'))
        if (encoding !== null) {
          headers.delete('content-encoding')
          headers.delete('content-length')
        }
        reader = bodyReader(started, encoding)
        resolve({ status, headers, body: reader.source })
      },
      onResponseData: (_controller, chunk) => reader?.push(chunk),
      onResponseEnd() {
        settle()
        reader?.end()
      },
      onResponseError(_controller, error) {
        settle()
        if (reader === null) reject(exchangeError(error, controller !== null))
        else reader.fail(error)
      },
    })
  })
}

function dispatchOptions({ url, method, headers, body }: WireRequest): Dispatcher.DispatchOptions {
  return {
    origin: url.origin,
    path: url.search === '' ? url.pathname : url.pathname + url.search,
    method,
    headers: { ...headers, 'accept-encoding': acceptEncoding },
    body: body instanceof ReadableStream ? Readable.fromWeb(body as never) : body,
  }
}

function toHeaders(raw: Readonly<Record<string, string | string[] | undefined>>): Headers {
  const headers = new Headers()
  for (const name in raw) {
    const value = raw[name]
    if (typeof value === 'string') headers.append(name, value)
    else if (value !== undefined) for (const one of value) headers.append(name, one)
  }
  return headers
}
