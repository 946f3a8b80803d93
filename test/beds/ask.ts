import type { Areas, Method, OperationId, Provider, RepositoryRef } from '@scm-host/core/provider'
import { outputCheckFor } from '../../packages/core/src/contract/check-output.ts'
import { operationTable } from '../../packages/core/src/contract/generated/operations.ts'
import type { RunningCall } from '../../packages/core/src/egress/call.ts'
import { guard } from '../../packages/core/src/egress/guard.ts'
import { checkLinks } from '../../packages/core/src/egress/headers/links.ts'
import { errorFromStatus } from '../../packages/core/src/errors/from-status.ts'
import { specOf } from '../../packages/core/src/provider/define-provider.ts'
import { callOf } from '../../packages/provider-github/test/bed/expect.ts'

type MethodOf<Id extends OperationId> = Id extends `${infer A extends keyof Areas & string}.${infer O}`
  ? O extends keyof Areas[A]
    ? Method<Areas[A][O]>
    : never
  : never
type InputOf<Id extends OperationId> = Parameters<MethodOf<Id>>[0]
type AnswerOf<Id extends OperationId> = ReturnType<MethodOf<Id>>

/** How a test calls an operation. */
export type Ask = <Id extends OperationId>(
  id: Id,
  input: InputOf<Id>,
  page?: { readonly cursor?: string; readonly perPage?: number },
) => AnswerOf<Id>

/** What a test calls it with. */
export interface AskOptions {
  readonly provider: Provider
  readonly settings: object
  readonly repository: RepositoryRef
  /** Operations of scope `either` run on the connection's handle. */
  readonly onConnection?: boolean
}

type Run = (input: unknown, call: unknown) => Promise<{ readonly data: unknown }>

/**
 * Calls a provider's operations as a host does: through `defineProvider`, with the host's own path guard, check of next
 * pages, error mapping and check of what comes out. No credential, no retries.
 */
export function askOf({ provider, settings, repository, onConnection = false }: AskOptions): Ask {
  const spec = specOf(provider)
  let running: { readonly id: OperationId; readonly isBound: boolean } = { id: 'repository.get', isBound: true }
  const territory = {
    baseUrls: spec.baseUrls(settings),
    pathsFor: ({ operation }: RunningCall) => ({
      prefixes: running.isBound ? spec.repositoryPaths(repository, settings) : [],
      templates: spec.extraPaths?.[operation] ?? [],
    }),
  }
  const fetch = async (input: string | URL | Request, init?: RequestInit) => {
    const url = input instanceof Request ? input.url : String(input)
    const call = { operation: running.id } as RunningCall
    guard(url, territory, call)
    const response = await globalThis.fetch(input, init)
    if (response.status < 400) checkLinks(response.headers, url, territory, call)
    else throw await refusal(response, spec, running.id)
    return response
  }
  const connected = spec.connect({ settings, fetch, log: () => undefined })
  const ask = async (id: OperationId, input: unknown, page: { cursor?: string; perPage?: number } = {}) => {
    const { area, name, scope, paged } = operationTable[id]
    const isBound = scope === 'repository' || (scope === 'either' && !onConnection)
    const areas = (isBound ? connected.repository(repository) : connected.connection) as Record<
      string,
      Record<string, Run> | undefined
    >
    running = { id, isBound }
    const method = areas[area]?.[name]
    if (method === undefined) throw new Error(`${id} is absent`)
    const answer = await method(input, callOf(page.cursor ?? null, page.perPage ?? 30))
    outputCheckFor(id)(answer.data, paged)
    return answer
  }
  return ask as unknown as Ask
}

async function refusal(response: Response, spec: ReturnType<typeof specOf>, operation: OperationId): Promise<unknown> {
  const { status, headers } = response
  const text = await response.text()
  const body: unknown = headers.get('content-type')?.includes('json') === true && text !== '' ? JSON.parse(text) : text
  const known = spec.vendorError?.({ status, headers, body, operation })
  return known ?? errorFromStatus({ provider: spec.id, operation, status, body })
}
