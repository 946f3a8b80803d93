import type { Area, Areas, Method, OperationId, RepositoryRef } from '@scm-host/core/provider'
import { operationTable } from '../../core/src/contract/generated/operations.ts'
import { outputCheckFor } from '../../core/src/contract/check-output.ts'
import type { RunningCall } from '../../core/src/egress/call.ts'
import { guard } from '../../core/src/egress/guard.ts'
import { errorFromStatus } from '../../core/src/errors/from-status.ts'
import { specOf } from '../../core/src/provider/define-provider.ts'
import { github } from '../src/provider.ts'
import type { GitHubSettings } from '../src/settings.ts'
import { callOf } from './bed/expect.ts'
import { helloWorld } from './bed/spec-bed.ts'

type MethodOf<Id extends OperationId> = Id extends `${infer A extends Area}.${infer O}`
  ? O extends keyof Areas[A]
    ? Method<Areas[A][O]>
    : never
  : never
type InputOf<Id extends OperationId> = Parameters<MethodOf<Id>>[0]
type AnswerOf<Id extends OperationId> = ReturnType<MethodOf<Id>>

interface Page {
  readonly cursor?: string
  readonly perPage?: number
}

/** How a test calls an operation. */
export type Ask = <Id extends OperationId>(id: Id, input: InputOf<Id>, page?: Page) => AnswerOf<Id>

/** What a test calls it with. */
export interface AskOptions {
  readonly settings?: Omit<GitHubSettings, 'baseUrl'>
  readonly repository?: RepositoryRef
  /** Operations of scope `either` run on the connection's handle. */
  readonly onConnection?: boolean
}

const spec = specOf(github)

/**
 * Calls the provider's operations as a host does: through `defineProvider`, with the host's own path guard, error mapping
 * and check of what comes out.
 */
export function askAt(
  url: string,
  { settings = {}, repository = helloWorld, onConnection = false }: AskOptions = {},
): Ask {
  const all = { baseUrl: url, ...settings }
  let running: { readonly id: OperationId; readonly isBound: boolean } | null = null
  const territory = {
    baseUrls: spec.baseUrls(all),
    pathsFor: ({ operation }: RunningCall) => ({
      prefixes: running?.isBound === true ? spec.repositoryPaths(repository, all) : [],
      templates: spec.extraPaths?.[operation] ?? [],
    }),
  }
  const fetch = async (...request: Parameters<typeof globalThis.fetch>) => {
    const operation = running?.id ?? 'repository.get'
    const [to] = request
    guard(to instanceof Request ? to.url : to.toString(), territory, { operation } as RunningCall)
    return answered(await globalThis.fetch(...request), operation)
  }
  const connected = spec.connect({ settings: all, fetch, log: () => undefined })
  const ask = async (id: OperationId, input: unknown, page: Page = {}) => {
    const { area, name, scope, paged } = operationTable[id]
    const isBound = scope === 'repository' || (scope === 'either' && !onConnection)
    const areas = (isBound ? connected.repository(repository) : connected.connection) as Record<
      string,
      Record<string, Run>
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

type Run = (input: unknown, call: unknown) => Promise<{ readonly data: unknown }>

async function answered(response: Response, operation: OperationId): Promise<Response> {
  if (response.status < 400) return response
  const { status, headers } = response
  const text = await response.text()
  const body: unknown = headers.get('content-type')?.includes('json') === true ? JSON.parse(text) : text
  throw (
    spec.vendorError?.({ status, headers, body, operation }) ??
    errorFromStatus({ provider: 'github', operation, status, body })
  )
}
