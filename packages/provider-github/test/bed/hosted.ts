import { createHost, inMemoryDirectory, type ConnectionRecord, type SourceCodeManager } from '@scm-host/core'
import type { RepositoryRef } from '@scm-host/core/provider'
import { github } from '../../src/index.ts'

/** A handle on one repository through a host of its own; close it after. */
export interface Hosted {
  readonly scm: SourceCodeManager
  close(): Promise<void>
}

/** What a host needs to know of a bed. */
export interface HostedAt {
  readonly url: string
  readonly repository: RepositoryRef
  readonly auth: ConnectionRecord['auth']
  /** Beside the bed's URL: `appId` and `installationId`. */
  readonly settings?: object
}

/** The whole way: host, egress, provider, loopback. */
export async function hosted({ url, repository, auth, settings }: HostedAt): Promise<Hosted> {
  const owner = { organizationId: 'o', connectionId: 'c' } as const
  const connection = { id: 'c', organizationId: 'o', provider: 'github', auth, state: 'active' } as const
  const host = createHost({
    providers: [github],
    directory: inMemoryDirectory({
      connections: [{ ...connection, settings: { baseUrl: url, ...settings } }],
      repositories: [{ id: 'r', ...owner, ...repository, status: 'active' }],
    }),
    network: { allow: ['127.0.0.1'] },
  })
  return { scm: await host.scm({ organization: 'o', repository: 'r', referrer: 'test' }), close: () => host.close() }
}
