import type { Connected, RepositoryMethods, RepositoryRef } from '@scm-host/core/provider'
import { specOf } from '../../../core/src/provider/define-provider.ts'
import { askOf, type Ask, type AskOptions } from '../../../../test/beds/ask.ts'
import { startOpenApiBed, type OpenApiBed } from '../../../../test/beds/openapi-bed.ts'
import { sharedFile, whyWithout } from '../../../../test/beds/shared-file.ts'
import { bind, createClient, type Bound, type Client } from '../../src/client.ts'
import { gitlab } from '../../src/index.ts'
import { knownFaults } from './known-faults.ts'
import { supplement } from './supplement.ts'

export type { Ask } from '../../../../test/beds/ask.ts'
export type { Answer, RecordedRequest } from '../../../../test/beds/openapi-bed.ts'

const document = 'specs/gitlab.openapi3.json'

/** For ``describe.skipIf(!hasDocument)(`branches${without}`, …)``: these tests need GitLab's document. */
export const hasDocument = sharedFile(document) !== null
export const without = whyWithout(document)

/** A loopback GitLab that knows no state, only GitLab's OpenAPI document. Routes are named below `/api/v4`. */
export interface SpecBed extends OpenApiBed {
  client(): Client
  /** Bound to `diaspora/apps/client`. */
  bound(repository?: RepositoryRef): Bound
  /** The provider itself, connected with a plain fetch: no host, no credential, no retries. */
  connect(): Connected
  /** The provider's methods for `diaspora/apps/client`. */
  repository(): RepositoryMethods
  /** Calls operations as a host does. */
  ask(options?: Partial<Pick<AskOptions, 'repository' | 'onConnection'>>): Ask
}

/** The project all requests of the bed are about; it is in a nested group. */
export const diaspora: RepositoryRef = { externalId: '4', fullName: 'diaspora/apps/client', defaultBranch: 'main' }

/** Starts a bed on a free port; close it after. `prefix` puts the instance in a sub-path, such as `/gitlab`. */
export async function startSpecBed(prefix = ''): Promise<SpecBed> {
  const file = sharedFile(document)
  if (file === null) throw new Error(`No ${document} in SCM_SHARED or ../shared`)
  const bed = await startOpenApiBed(
    { file, basePath: '/api/v4', relaxed: knownFaults, supplement, nullAnswers: true },
    prefix,
  )
  const settings = { baseUrl: bed.url }
  const context = { settings, fetch: globalThis.fetch, log: () => undefined }
  const connect = () => specOf(gitlab).connect(context)
  return {
    ...bed,
    client: () => createClient(context),
    bound: (repository = diaspora) => bind(createClient(context), repository),
    connect,
    repository: () => connect().repository(diaspora),
    ask: (options) => askOf({ provider: gitlab, settings, repository: diaspora, ...options }),
  }
}
