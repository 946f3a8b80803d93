import type { Answer } from '../../packages/provider-github/test/bed/check-answer.ts'
import { listen } from '../../packages/provider-github/test/bed/http.ts'
import { loadDocument, type DocumentOptions } from './api-document.ts'
import { answerFaults, record, requestFaults, type RecordedRequest } from './check-exchange.ts'

export type { Answer, RecordedRequest }

/** Computes an answer from a request. */
export type Answering = (request: RecordedRequest) => Answer

/** A loopback vendor that knows no state, only the vendor's OpenAPI document. */
export interface OpenApiBed {
  /** Origin; the API is at the base path below it. */
  readonly url: string
  /** What a route answers from now on, computed from each request. Throws for a route the document does not have. */
  answer(route: string, answering: Answering): void
  /** What a route answers from now on; a body of undefined is none. */
  answer(route: string, body: unknown, init?: Omit<Answer, 'body'>): void
  /** The document's own example of an answer, made of its properties' examples, with `change` on top. */
  example<T extends object>(route: string, change?: object, status?: number): T
  readonly requests: readonly RecordedRequest[]
  /** Every violation of the document, by a request or by an answer. */
  readonly faults: readonly string[]
  close(): Promise<void>
}

/**
 * Starts a bed on a free port; close it after. The API answers below `prefix` and the document's base path, so that a
 * vendor in a sub-path is tried as well.
 */
export async function startOpenApiBed(options: DocumentOptions, prefix = ''): Promise<OpenApiBed> {
  const api = await loadDocument(options)
  const basePath = `${prefix}${options.basePath}`
  const answers = new Map<string, Answering>()
  const requests: RecordedRequest[] = []
  const faults: string[] = []
  const server = await listen((wire) => {
    const request = record(api, basePath, wire)
    requests.push(request)
    faults.push(...requestFaults(api, options, request))
    const answering = request.route === null ? undefined : answers.get(request.route)
    if (request.route === null || answering === undefined) {
      faults.push(`${request.method} ${request.path}: no answer registered`)
      return { status: 501, body: { message: 'The bed has no answer for this route.' } }
    }
    const answer = answering(request)
    faults.push(...answerFaults(api, options, request.route, answer))
    return answer
  })
  const known = (route: string) => {
    if (api.router.getOperation(route) === undefined) throw new Error(`The document has no ${route}`)
    return route
  }
  return {
    url: `${server.url}${prefix}`,
    answer(route: string, body: unknown, init: Omit<Answer, 'body'> = {}) {
      answers.set(known(route), typeof body === 'function' ? (body as Answering) : () => ({ ...init, body }))
    },
    example<T extends object>(route: string, change: object = {}, status = 200) {
      const { mock } = api.mockResponseForOperation(known(route), { code: status }) as { readonly mock: object }
      return { ...structuredClone(mock), ...change } as T
    },
    requests,
    faults,
    close: () => server.close(),
  }
}
