import type { RepositoryRef } from '@scm-host/core/provider'
import { createEmulator } from 'emulate'

/** GitHub as somebody else has written it, with state, on a free port of 127.0.0.1. */
export interface EmulateBed {
  readonly url: string
  /** Of `octocat`, who owns `octocat/hello` and `octocat/other`. */
  readonly userToken: string
  /** Installed on `octocat/hello` alone. */
  readonly app: { readonly appId: string; readonly installationId: string; readonly privateKey: string }
  /** `octocat/hello`. */
  readonly repository: RepositoryRef
  close(): Promise<void>
}

const userToken = 'user-token'
const permissions = { issues: 'write', contents: 'write', metadata: 'read', checks: 'write', pull_requests: 'write' }

const seed = {
  tokens: { [userToken]: { login: 'octocat', scopes: ['repo', 'user'] } },
  github: {
    users: [{ login: 'octocat' }],
    repos: [
      { owner: 'octocat', name: 'hello', auto_init: true },
      { owner: 'octocat', name: 'other', auto_init: true, private: true },
    ],
    apps: [
      {
        app_id: 777,
        slug: 'host-app',
        name: 'Host app',
        permissions,
        events: ['issues'],
        installations: [
          {
            installation_id: 9001,
            account: 'octocat',
            repository_selection: 'selected',
            repositories: ['octocat/hello'],
          },
        ],
      },
    ],
  },
}

/** Starts it with two repositories and an App; close it after. */
export async function startEmulateBed(): Promise<EmulateBed> {
  const emulator = await createEmulator({ service: 'github', port: 0, seed })
  const url = emulator.url.replace('localhost', '127.0.0.1')
  const key = emulator.generatedSecrets.find((secret) => secret.kind === 'github.app_private_key')
  const answer = await fetch(`${url}/repos/octocat/hello`, { headers: { authorization: `Bearer ${userToken}` } })
  const { id } = (await answer.json()) as { readonly id: number }
  return {
    url,
    userToken,
    app: { appId: '777', installationId: '9001', privateKey: key?.value ?? '' },
    repository: { externalId: String(id), fullName: 'octocat/hello', defaultBranch: 'main' },
    close: () => emulator.close(),
  }
}
