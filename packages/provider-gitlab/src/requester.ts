import {
  createRequesterFn,
  type FormattedResponse,
  type RequesterType,
  type ResourceOptions,
} from '@gitbeaker/requester-utils'
import { ScmError } from '@scm-host/core/provider'

/** What a request goes out with. `path` is below the API's root and already encoded. */
export interface Outgoing {
  readonly method: string
  readonly root: string
  readonly path: string
  /** Without the question mark. */
  readonly query: string
  readonly body: string | FormData | null
  readonly asStream: boolean
}

/** An answer with all its headers. */
export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

/**
 * Sends one request, once: the host decides what is tried again. The URL stays text, so that the host's guard sees what
 * was asked before anything has resolved its dot segments.
 * @throws ScmError what the host's fetch throws; `bad_response` for a body that is not the JSON it claims to be
 */
export async function send(fetch: typeof globalThis.fetch, request: Outgoing): Promise<Answered> {
  const { method, root, path, query, body, asStream } = request
  const isJson = typeof body === 'string'
  const base = root.endsWith('/') ? root : `${root}/`
  const response = await fetch(`${base}${path}${query === '' ? '' : `?${query}`}`, {
    method,
    ...(body === null ? {} : { body }),
    ...(isJson ? { headers: { 'content-type': 'application/json' } } : {}),
  })
  const { status, headers } = response
  if (!response.ok) {
    await response.body?.cancel()
    throw badResponse(status, `status ${status}`)
  }
  return { status, headers, body: asStream ? response.body : await bodyOf(response, method) }
}

/**
 * gitbeaker's own handler tries each request up to ten times, POST included; this one sends it once. `onAnswer` sees the
 * headers gitbeaker keeps for itself. gitbeaker gets no `Link`: with one it would follow pages on its own.
 */
export function requesterFor(
  fetch: typeof globalThis.fetch,
  onAnswer: (answer: Answered) => void,
): (options: ResourceOptions) => RequesterType {
  return createRequesterFn(
    (_service, request) => Promise.resolve(request),
    async (path, options) => {
      const { method = 'GET', prefixUrl = '', searchParams = '', body, asStream = false } = (options ?? {}) as Handled
      // It puts `{}` into every DELETE without options.
      const sent = body === undefined || (method === 'DELETE' && body === '{}') ? null : body
      const answer = await send(fetch, { method, root: prefixUrl, path, query: searchParams, body: sent, asStream })
      onAnswer(answer)
      const headers = Object.fromEntries([...answer.headers].filter(([name]) => name !== 'link'))
      return { body: answer.body as FormattedResponse['body'], headers, status: answer.status }
    },
  )
}

/** What gitbeaker hands its request handler. */
interface Handled {
  readonly method?: string
  readonly prefixUrl?: string
  readonly searchParams?: string
  readonly body?: string | FormData
  readonly asStream?: boolean
}

async function bodyOf(response: Response, method: string): Promise<unknown> {
  if (method === 'HEAD' || response.status === 204 || response.status === 205) return null
  const type = (response.headers.get('content-type') ?? '').split(';', 1)[0]?.trim() ?? ''
  if (type === 'application/json' || type.endsWith('+json')) return json(response)
  return type === '' || type.startsWith('text/') ? response.text() : response.blob()
}

async function json(response: Response): Promise<unknown> {
  const text = await response.text()
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    throw badResponse(response.status, 'no JSON')
  }
}

function badResponse(status: number, reason: string): ScmError<'bad_response'> {
  return new ScmError('bad_response', `GitLab answered with ${reason}.`, { provider: 'gitlab', status, reason })
}
