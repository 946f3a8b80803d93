import { randomBytes } from 'node:crypto'
import { createHost, inMemoryDirectory, type Host, type Provider } from '@scm-host/core'
import { flag, type Args, type Io } from '../command.ts'
import { aborted } from '../interruption.ts'
import { installedProvider } from '../load-provider.ts'
import { checker, greeter, listen } from './listeners.ts'
import { startSandbox, type Sandbox } from './sandbox.ts'
import { sayer, type Say } from './say.ts'
import { playIssue, playPullRequest } from './scenario.ts'
import { startWebhookServer, type WebhookServer } from './webhook-server.ts'

const organization = 'dev'
const account = 'octocat'
const repository = 'hello'
const fullName = `${account}/${repository}`
const appId = 777
const installationId = 4242
const userToken = 'sandbox-person'

/** Starts a sandbox and a host, plays the scenario, and stays up. @throws ScmError when a part of it fails */
export async function runSandbox(args: Args, io: Io, port: number): Promise<number> {
  const say = sayer(args, io)
  const provider = await installedProvider(io, 'github')
  const server = await startWebhookServer({ host: '127.0.0.1', port })
  try {
    const hookId = randomBytes(24).toString('base64url')
    const webhookSecret = randomBytes(32).toString('base64url')
    say('Starting a GitHub sandbox on this machine …', { step: 'starting' })
    const webhookUrl = `${server.url}/webhooks/${hookId}`
    const place = { account, repository, userToken, appId, installationId, webhookSecret, webhookUrl }
    const sandbox = await startSandbox(place, io)
    try {
      await play({ provider, server, sandbox, hookId, webhookSecret, say, isOnce: flag(args, 'once') }, io)
    } finally {
      await sandbox.close()
    }
  } finally {
    await server.close()
  }
  return 0
}

interface Set {
  readonly provider: Provider
  readonly server: WebhookServer
  readonly sandbox: Sandbox
  readonly hookId: string
  readonly webhookSecret: string
  readonly say: Say
  readonly isOnce: boolean
}

async function play(set: Set, io: Io): Promise<void> {
  const { server, sandbox, say, isOnce } = set
  const host = hostOf(set)
  try {
    server.host = host
    say(`sandbox  ${sandbox.url}  (repository ${fullName}, installed as a GitHub App)`, {
      step: 'sandbox',
      url: sandbox.url,
    })
    say(`host     ${server.url}  (webhooks arrive at /webhooks/…)`, { step: 'ready', url: server.url })
    const scm = await host.scm({ organization, repository: 'hello', referrer: 'dev' })
    const stage = { host, scm, url: sandbox.url, userToken, fullName, say, signal: io.signal }
    await playIssue(stage)
    await playPullRequest(stage)
    say('The scenario is done.', { step: 'done' })
    if (isOnce) return
    const listing = `scm-host call issues.list --provider github --repo ${fullName} --base-url ${sandbox.url}`
    say(`Try: npx ${listing}`, { step: 'hint', command: listing })
    say('The host stays up; Ctrl-C ends it.', { step: 'up' })
    await aborted(io.signal)
  } finally {
    await host.close()
  }
}

function hostOf({ provider, sandbox, hookId, webhookSecret, say }: Set): Host {
  const host = createHost({
    providers: [provider],
    network: { allow: ['127.0.0.1'] },
    directory: directoryOf(sandbox, hookId, webhookSecret),
    onError: ({ code, message }, { listener, operation }) =>
      say(`✗ ${listener ?? operation ?? 'host'}: ${code}: ${message}`, { step: 'error', code, message }),
  })
  listen(host, greeter)
  listen(host, checker)
  host.onAny('scm-host dev', ({ kind, action, sender }) => {
    const by = sender === null ? '' : ` by ${sender.username}`
    say(`← webhook: ${kind} ${action}${by}`, { step: 'event', kind, action, sender: sender?.username ?? null })
  })
  return host
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
        fullName,
        defaultBranch: 'main',
        status: 'active',
      },
    ],
    hooks: [
      { id: hookId, provider: 'github', scheme: 'hmac', secrets: [webhookSecret], binds: 'app', appId: String(appId) },
    ],
  })
}
