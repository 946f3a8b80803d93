import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createHost, inMemoryDirectory, type Host, type HookRecord, type SourceCodeManager } from '@scm-host/core'
import { github } from 'scm-provider-github'

export const token = 'ghp_0123456789abcdef0123456789abcdef0123'
export const secret = 'c29tZSBzZWNyZXQgb2YgYSBob29rISE'
export const hookId = 'hook-0123456789abcdef'

/** The server of `github-server.ts`, in a process of its own so that its work does not count. */
export interface GitHubServer {
  readonly url: string
  /** Requests counted against the quota so far. */
  used(): Promise<number>
  close(): void
}

export async function startGitHub(): Promise<GitHubServer> {
  const child = fork(new URL('./github-server.ts', import.meta.url))
  const [{ url }] = (await once(child, 'message')) as [{ url: string }]
  return {
    url,
    async used() {
      child.send('used')
      const [{ used }] = (await once(child, 'message')) as [{ used: number }]
      return used
    },
    close: () => child.disconnect(),
  }
}

/** A host with one repository at GitHub; `externalId` is the one its webhooks name. */
export function hostAt(url: string, externalId = '1'): Host {
  const owner = { organizationId: 'organization', connectionId: 'connection' } as const
  const hook: HookRecord = {
    id: hookId,
    provider: 'github',
    scheme: 'hmac',
    secrets: [secret],
    binds: 'repository',
    connectionId: 'connection',
    repositoryId: 'repository',
  }
  return createHost({
    providers: [github],
    directory: inMemoryDirectory({
      connections: [
        {
          id: 'connection',
          organizationId: 'organization',
          provider: 'github',
          settings: { baseUrl: url },
          auth: { kind: 'token', secret: { token } },
          state: 'active',
        },
      ],
      repositories: [
        { id: 'repository', ...owner, externalId, fullName: 'octo/hello', defaultBranch: 'main', status: 'active' },
      ],
      hooks: [hook],
    }),
    network: { allow: ['127.0.0.1'] },
  })
}

export function handleOf(host: Host): Promise<SourceCodeManager> {
  return host.scm({ organization: 'organization', repository: 'repository', referrer: 'bench' })
}
