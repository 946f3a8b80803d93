import { createHost, inMemoryDirectory, ScmError, type Host, type OperationId, type Page, type Result } from '@scm-host/core'
import { inputOf } from '../arguments.ts'
import { flag, jsonOption, printJson, required, text, UsageError, type Args, type Command, type Io } from '../command.ts'
import { installedProvider } from '../load-provider.ts'

const organization = 'command-line'

/** `scm-host call`: one operation, from the command line, through the whole host. */
export const call: Command = {
  name: 'call',
  summary: 'Call one operation of an installed provider.',
  usage: 'scm-host call <area.operation> [name=value …] --provider <id> [--repo owner/name] [options]',
  options: {
    provider: { type: 'string', value: '<id>', summary: 'installed provider, such as github' },
    repo: { type: 'string', value: '<owner/name>', summary: 'repository; left out for operations of a connection' },
    'base-url': { type: 'string', value: '<url>', summary: 'API of a self-hosted instance' },
    'token-env': { type: 'string', value: '<name>', summary: 'environment variable with the token (default <PROVIDER>_TOKEN)' },
    cursor: { type: 'string', value: '<cursor>', summary: 'nextCursor of the page before' },
    'per-page': { type: 'string', value: '<n>', summary: 'items a page, 1 to 100' },
    all: { type: 'boolean', summary: 'follow the pages of a list to the end' },
    json: jsonOption,
  },
  examples: [
    'scm-host call issues.get issue=1 --provider github --repo octocat/hello-world',
    'scm-host call issues.list state=closed --provider github --repo octocat/hello-world --json',
    'scm-host call issues.create title=Hello labels=bug,ui --provider github --repo me/mine --token-env MY_TOKEN',
  ],
  async run(args, io) {
    const [id, ...words] = args.positionals
    if (id === undefined) throw new UsageError('Say which operation to call, such as issues.list.')
    const input = inputOf(id, words)
    const host = await hostOf(args, io)
    try {
      const repository = text(args, 'repo')
      const handle =
        repository === undefined
          ? await host.connection({ organization, connection: 'one' })
          : await host.scm({ organization, repository: 'one' })
      let cursor = text(args, 'cursor')
      for (;;) {
        const options = { signal: io.signal, ...(cursor === undefined ? {} : { cursor }), ...perPage(args) }
        const result = await handle.call(id as OperationId, input, options)
        await print(result, args, io)
        const next = 'nextCursor' in result.meta ? result.meta.nextCursor : null
        if (!flag(args, 'all') || next === null) return 0
        cursor = next
      }
    } finally {
      await host.close()
    }
  },
}

async function hostOf(args: Args, io: Io): Promise<Host> {
  const provider = await installedProvider(io, required(args, 'provider', 'the id of an installed provider'))
  const baseUrl = text(args, 'base-url')
  const fullName = text(args, 'repo')
  const repository = { id: 'one', organizationId: organization, connectionId: 'one', externalId: fullName ?? '' }
  return createHost({
    providers: [provider],
    directory: inMemoryDirectory({
      connections: [
        {
          id: 'one',
          organizationId: organization,
          provider: provider.id,
          settings: baseUrl === undefined ? {} : { baseUrl },
          auth: authOf(args, io, provider.id),
          state: 'active',
        },
      ],
      repositories: fullName === undefined ? [] : [{ ...repository, fullName, defaultBranch: null, status: 'active' }],
    }),
    ...(baseUrl === undefined ? {} : { network: { allow: [hostOfUrl(baseUrl)] } }),
  })
}

function hostOfUrl(baseUrl: string): string {
  const url = URL.parse(baseUrl)
  if (url === null) throw new UsageError('--base-url is not a URL.')
  return url.hostname
}

/** A token named by --token-env must be there; without the option the provider's usual variable is tried. */
function authOf(args: Args, io: Io, provider: string): { kind: string; secret: Record<string, string> } {
  const named = text(args, 'token-env')
  const name = named ?? `${provider.toUpperCase().replaceAll('-', '_')}_TOKEN`
  const token = io.env[name]
  if (token !== undefined && token !== '') return { kind: 'token', secret: { token } }
  if (named === undefined) return { kind: 'none', secret: {} }
  const rule = 'set and not empty'
  throw new ScmError('config_invalid', `The environment variable ${name} is not set.`, { path: '--token-env', rule })
}

function perPage(args: Args): { perPage?: number } {
  const value = text(args, 'per-page')
  if (value === undefined) return {}
  if (/^[1-9][0-9]{0,2}$/.test(value)) return { perPage: Number(value) }
  throw new UsageError('--per-page must be a number from 1 to 100.')
}

async function print(result: Result<unknown> | Page<unknown>, args: Args, io: Io): Promise<void> {
  if (result.data instanceof ReadableStream) {
    for await (const chunk of result.data as ReadableStream<Uint8Array>) process.stdout.write(chunk)
    return
  }
  if (flag(args, 'json')) printJson(io, { data: result.data, meta: result.meta })
  else io.out(`${JSON.stringify(result.data, null, 2)}\n`)
}
