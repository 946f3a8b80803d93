import { isRecord, type SandboxReady, type SandboxRequest } from './dev/sandbox.ts'

/** Runs in a process of its own: starts the stateful GitHub that is installed in the caller's folder. */
const request = await new Promise<SandboxRequest & { readonly entry: string }>((resolve) => {
  process.once('message', (message) => resolve(message as SandboxRequest & { readonly entry: string }))
})
process.on('disconnect', () => process.exit(0))
// A terminal sends Ctrl-C to the whole group; the parent ends this process when it needs it no more.
process.on('SIGINT', () => undefined)

const { createEmulator } = (await import(request.entry)) as EmulateModule
const emulator = await createEmulator({ service: 'github', port: 0, seed: seedOf(request) })
const key = emulator.generatedSecrets.find((secret) => secret.kind === 'github.app_private_key')
const ready: SandboxReady = { url: emulator.url.replace('localhost', '127.0.0.1'), privateKey: key?.value ?? '' }
process.send?.(ready)

process.on('message', (message) => {
  if (isRecord(message) && message['stop'] === true) void emulator.close().then(() => process.exit(0))
})

interface EmulateModule {
  createEmulator(options: { service: 'github'; port: number; seed: unknown }): Promise<{
    readonly url: string
    readonly generatedSecrets: readonly { readonly kind: string; readonly value: string }[]
    close(): Promise<void>
  }>
}

function seedOf({ webhookUrl, webhookSecret, account, repository, userToken, appId, installationId }: SandboxRequest) {
  return {
    tokens: { [userToken]: { login: account, scopes: ['repo', 'user'] } },
    github: {
      users: [{ login: account }],
      repos: [{ owner: account, name: repository, auto_init: true }],
      apps: [
        {
          app_id: appId,
          slug: 'scm-host',
          name: 'scm-host',
          webhook_url: webhookUrl,
          webhook_secret: webhookSecret,
          permissions: { issues: 'write', contents: 'read', metadata: 'read', pull_requests: 'write', checks: 'write' },
          events: ['issues', 'issue_comment', 'pull_request', 'push'],
          installations: [
            {
              installation_id: installationId,
              account,
              repository_selection: 'selected',
              repositories: [`${account}/${repository}`],
            },
          ],
        },
      ],
    },
  }
}
