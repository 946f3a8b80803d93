import { randomBytes } from 'node:crypto'
import { createHost, inMemoryDirectory } from '@scm-host/core'
import { flag, text, UsageError, type Args, type Command, type Io } from '../command.ts'
import { findConfig, hostFromConfig } from '../config.ts'
import { checker, greeter, listen } from '../dev/listeners.ts'
import { startSandbox, type Sandbox } from '../dev/sandbox.ts'
import { playIssue, playPullRequest } from '../dev/scenario.ts'
import { startWebhookServer, type WebhookServer } from '../dev/webhook-server.ts'
import { installedProvider } from '../load-provider.ts'
import { plain } from '../plain.ts'

const organization = 'dev'
const account = 'octocat'
const repository = 'hello'
const appId = 777
const installationId = 4242

/** `scm-host dev`: everything in one process. With a configuration it runs that; without one, a sandbox and a scenario. */
export const dev: Command = {
  name: 'dev',
  summary: 'Run a host on this machine: your configuration, or a sandbox with a scenario.',
  usage: 'scm-host dev [--port n] [--once]',
  options: {
    port: { type: 'string', value: '<n>', summary: 'port for webhooks on 127.0.0.1 (default: a free one)' },
    once: { type: 'boolean', summary: 'end after the scenario instead of staying up' },
  },
  examples: ['scm-host dev', 'SCM_CONFIG=./scm.config.ts scm-host dev --port 8080'],
  async run(args, io) {
    const server = await startWebhookServer({ host: '127.0.0.1', port: portOf(args) })
    try {
      const config = findConfig(io)
      return config === null ? await runSandbox(args, io, server) : await runConfig(config, io, server)
    } finally {
      await server.close()
    }
  },
}

async function runConfig(config: URL, io: Io, server: WebhookServer): Promise<number> {
  io.err(`Reading ${config.pathname}\n`)
  const { host, hookIds } = await hostFromConfig(config)
  server.host = host
  host.onAny('log', (event) => io.out(`${plain(`${event.kind} ${event.action} ${event.repository?.fullName ?? ''}`)}\n`))
  io.out(`scm-host listens on ${server.url}\n`)
  for (const id of hookIds) io.out(`  webhook: ${server.url}/webhooks/${id}\n`)
  await ended(io)
  await host.close()
  return 0
}

async function runSandbox(args: Args, io: Io, server: WebhookServer): Promise<number> {
  const say = (line: string) => io.out(`${plain(line)}\n`)
  const provider = await installedProvider(io, 'github')
  const hookId = randomBytes(24).toString('base64url')
  const webhookSecret = randomBytes(32).toString('base64url')
  const userToken = 'sandbox-person'
  say('Starting a GitHub sandbox on this machine …')
  const place = { account, repository, userToken, appId, installationId }
  const webhookUrl = `${server.url}/webhooks/${hookId}`
  const sandbox = await startSandbox({ ...place, webhookSecret, webhookUrl }, io.cwd)
  const host = createHost({
    providers: [provider],
    network: { allow: ['127.0.0.1'] },
    directory: directoryOf(sandbox, hookId, webhookSecret),
    onError: (error, about) => say(`✗ ${about.listener ?? about.operation ?? 'host'}: ${error.code}: ${error.message}`),
  })
  try {
    server.host = host
    listen(host, greeter)
    listen(host, checker)
    host.onAny('log', (event) => say(`← webhook: ${event.kind} ${event.action}${senderOf(event.sender)}`))
    say(`sandbox  ${sandbox.url}  (repository ${account}/${repository}, installed as a GitHub App)`)
    say(`host     ${server.url}  (webhooks arrive at /webhooks/…)`)
    const scm = await host.scm({ organization, repository: 'hello', referrer: 'dev' })
    const stage = { host, scm, url: sandbox.url, userToken, fullName: `${account}/${repository}`, say, signal: io.signal }
    await playIssue(stage)
    await playPullRequest(stage)
    say('The scenario is done.')
    if (!flag(args, 'once')) {
      say(`Try: scm-host call issues.list --provider github --repo ${account}/${repository} --base-url ${sandbox.url}`)
      say('The host stays up; Ctrl-C ends it.')
      await ended(io)
    }
    return 0
  } finally {
    await host.close()
    await sandbox.close()
  }
}

function senderOf(sender: { readonly username: string } | null): string {
  return sender === null ? '' : ` by ${sender.username}`
}

function directoryOf(sandbox: Sandbox, hookId: string, webhookSecret: string) {
  return inMemoryDirectory({
    connections: [
      {
        id: 'sandbox',
        organizationId: organization,
        provider: 'github',
        settings: { baseUrl: sandbox.url, appId: String(appId), installationId: String(installationId) },
        auth: { kind: 'minted', secret: { privateKey: sandbox.privateKey } },
        state: 'active',
        account: String(installationId),
        appId: String(appId),
      },
    ],
    repositories: [
      {
        id: 'hello',
        organizationId: organization,
        connectionId: 'sandbox',
        externalId: '1',
        fullName: `${account}/${repository}`,
        defaultBranch: 'main',
        status: 'active',
      },
    ],
    hooks: [{ id: hookId, provider: 'github', scheme: 'hmac', secrets: [webhookSecret], binds: 'app', appId: String(appId) }],
  })
}

function portOf(args: Args): number {
  const value = text(args, 'port') ?? '0'
  if (/^[0-9]{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value)
  throw new UsageError('--port must be a number from 0 to 65535.')
}

function ended({ signal }: Io): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
