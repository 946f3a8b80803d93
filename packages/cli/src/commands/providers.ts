import { describeProvider, type ProviderDescription } from '@scm-host/core'
import { flag, jsonOption, printJson, UsageError, type Command } from '../command.ts'
import { installedProviders } from '../load-provider.ts'
import { plain } from '../plain.ts'

/** `scm-host providers list`: what is installed here, and what was refused and why. */
export const providers: Command = {
  name: 'providers',
  summary: 'List the provider packages this folder depends on.',
  usage: 'scm-host providers list [--json]',
  options: { json: jsonOption },
  examples: ['scm-host providers list', 'scm-host providers list --json'],
  async run(args, io) {
    if (args.positionals[0] !== 'list') throw new UsageError('Say what to do with providers: list.')
    const { providers: found, rejected } = await installedProviders(io)
    const described = found.map((provider) => describeProvider(provider))
    const refused = rejected.map(({ package: name, version, error }) => ({ package: name, version, error: error.message }))
    if (flag(args, 'json')) {
      printJson(io, { providers: described, rejected: refused })
      return 0
    }
    if (described.length + refused.length === 0) {
      io.out('No provider is installed here. Install one: npm install scm-provider-github\n')
      return 0
    }
    for (const one of described) io.out(row(one))
    for (const { package: name, version, error } of refused) {
      io.out(`${name}@${version ?? '?'}  refused: ${plain(error)}\n`)
    }
    return 0
  },
}

function row({ id, title, contract, operations, auth, icon }: ProviderDescription): string {
  const parts = [`contract ${contract}`, `${operations.length} operations`, `auth ${auth.join(', ')}`, `icon ${icon}`]
  return `${id}  ${plain(title)}  ${parts.join('  ')}\n`
}
