import {
  createHost,
  inMemoryDirectory,
  type ConnectionRecord,
  type Host,
  type HookRecord,
  type SourceCodeManager,
} from '@scm-host/core'
import { bitbucket } from '../../src/index.ts'
import { web } from './spec-bed.ts'

/** A host of its own with a handle on `acme/web`; close it after. */
export interface Hosted {
  readonly host: Host
  readonly scm: SourceCodeManager
  close(): Promise<void>
}

/** The whole way: host, egress, provider, and a loopback server as Bitbucket. */
export async function hosted(
  baseUrl: string,
  auth: ConnectionRecord['auth'] = { kind: 'token', secret: { token: 'access-token' } },
  hooks: readonly HookRecord[] = [],
): Promise<Hosted> {
  const connection = {
    id: 'c',
    organizationId: 'o',
    provider: 'bitbucket',
    settings: { baseUrl },
    state: 'active',
  } as const
  const host = createHost({
    providers: [bitbucket],
    directory: inMemoryDirectory({
      connections: [{ ...connection, auth }],
      repositories: [{ id: 'r', organizationId: 'o', connectionId: 'c', ...web, status: 'active' }],
      hooks,
    }),
    network: { allow: ['127.0.0.1'], proxy: false },
  })
  const scm = await host.scm({ organization: 'o', repository: 'r', referrer: 'test' })
  return { host, scm, close: () => host.close() }
}
