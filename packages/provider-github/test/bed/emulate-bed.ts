import type { RepositoryMethods } from '@scm-host/core/provider'
import { createEmulator } from 'emulate'
import { specOf } from '../../../core/src/provider/define-provider.ts'
import { github } from '../../src/index.ts'

/** GitHub as somebody else has written it, with state, on a free port of 127.0.0.1. */
export interface EmulateBed {
  readonly url: string
  /** Of `octocat`, who owns `octocat/hello` and `octocat/other`. */
  readonly userToken: string
  /** Installed on `octocat/hello` alone. */
  readonly app: { readonly appId: string; readonly installationId: string; readonly privateKey: string }
  /** The provider's methods for `octocat/hello` with a token. */
  methods(token: string): RepositoryMethods
  /** A request of one's own, for what is not tested. */
  request(method: string, path: string, token: string, body?: unknown): Promise<unknown>
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
        ...{ app_id: 777, slug: 'host-app', name: 'Host app', permissions, events: ['issues'] },
        installations: [
          {
            ...{ installation_id: 9001, account: 'octocat', repository_selection: 'selected' },
            repositories: ['octocat/hello'],
          },
        ],
      },
    ],
  },
}

function withToken(token: string): typeof globalThis.fetch {
  return (input, init) => {
    const headers = new Headers(init?.headers)
    headers.set('authorization', `Bearer ${token}`)
    return fetch(input, { ...init, headers })
  }
}

/** Starts it with two repositories and an App; close it after. */
export async function startEmulateBed(): Promise<EmulateBed> {
  const emulator = await createEmulator({ service: 'github', port: 0, seed })
  const url = emulator.url.replace('localhost', '127.0.0.1')
  const key = emulator.generatedSecrets.find((secret) => secret.kind === 'github.app_private_key')
  const named = (await (await withToken(userToken)(`${url}/repos/octocat/hello`)).json()) as { readonly id: number }
  const ref = { externalId: String(named.id), fullName: 'octocat/hello', defaultBranch: 'main' }
  return {
    url,
    userToken,
    app: { appId: '777', installationId: '9001', privateKey: key?.value ?? '' },
    methods: (token) =>
      specOf(github)
        .connect({ settings: { baseUrl: url }, fetch: withToken(token), log: () => undefined })
        .repository(ref),
    async request(method, path, token, body) {
      const init = body === undefined ? { method } : { method, body: JSON.stringify(body) }
      return (await withToken(token)(`${url}${path}`, init)).json()
    },
    close: () => emulator.close(),
  }
}
