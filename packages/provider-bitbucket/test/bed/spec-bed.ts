import type { Connected, RepositoryMethods, RepositoryRef } from '@scm-host/core/provider'
import { specOf } from '../../../core/src/provider/define-provider.ts'
import { askOf, type Ask, type AskOptions } from '../../../../test/beds/ask.ts'
import { startOpenApiBed, type OpenApiBed } from '../../../../test/beds/openapi-bed.ts'
import { sharedFile, whyWithout } from '../../../../test/beds/shared-file.ts'
import { bind, createClient, type Bound } from '../../src/client.ts'
import { bitbucket } from '../../src/index.ts'
import type { BitbucketSettings } from '../../src/settings.ts'
import { knownFaults } from './known-faults.ts'
import { supplementOf } from './supplement.ts'

export type { Ask } from '../../../../test/beds/ask.ts'
export type { Answer, RecordedRequest } from '../../../../test/beds/openapi-bed.ts'

const document = 'specs/bitbucket-cloud.openapi3.json'

/** For ``describe.skipIf(!hasDocument)(`branches${without}`, …)``: these tests need Bitbucket's document. */
export const hasDocument = sharedFile(document) !== null
export const without = whyWithout(document)

/** A loopback Bitbucket that knows no state, only Bitbucket's OpenAPI document. Routes are named below `/2.0`. */
export interface SpecBed extends OpenApiBed {
  /** Root of the API, without `/2.0`: the setting `baseUrl`. */
  readonly root: string
  /** Bound to `acme/web`, over a plain fetch. */
  bound(repository?: RepositoryRef): Bound
  connect(): Connected
  repository(): RepositoryMethods
  /** Calls operations as a host does. */
  ask(options?: Partial<Pick<AskOptions, 'repository' | 'onConnection'>> & { settings?: BitbucketSettings }): Ask
}

/** The repository all requests of the bed are about. */
export const web: RepositoryRef = {
  externalId: '{11111111-2222-4333-8444-555555555555}',
  fullName: 'acme/web',
  defaultBranch: 'main',
}
export const atWeb = '/repositories/{workspace}/{repo_slug}'

/** Starts a bed on a free port; close it after. */
export async function startSpecBed(): Promise<SpecBed> {
  const file = sharedFile(document)
  if (file === null) throw new Error(`No ${document} in SCM_SHARED or ../shared`)
  const options = { file, basePath: '', relaxed: knownFaults, supplement: supplementOf(file), nullAnswers: true }
  const bed = await startOpenApiBed(options, '/2.0')
  const root = bed.url.slice(0, -'/2.0'.length)
  const settings = { baseUrl: root }
  const context = { settings, fetch: globalThis.fetch, log: () => undefined }
  const connect = () => specOf(bitbucket).connect(context)
  return {
    ...bed,
    root,
    bound: (repository = web) => bind(createClient(context), repository),
    connect,
    repository: () => connect().repository(web),
    ask: ({ settings: more = {}, ...rest } = {}) =>
      askOf({ provider: bitbucket, settings: { ...settings, ...more }, repository: web, ...rest }),
  }
}
