import { describeProvider, type ProviderDescription, type RejectedProvider } from '@scm-host/core'
import { flag, jsonOption, UsageError, type Command } from '../command.ts'
import { installedProviders } from '../load-provider.ts'
import { plain, printJson } from '../plain.ts'

/** `scm-host providers list`: what is installed here, and what was refused and why. */
export const providers: Command = {
  name: 'providers',
  summary: 'List the provider packages this folder depends on.',
  usage: 'scm-host providers list [--json]',
  options: { json: jsonOption },
  words: 1,
  notes: [
    'Looks at `dependencies` and `optionalDependencies` of the nearest package.json for scm-provider-* and\n@scope/scm-provider-*. A package that cannot be used is listed with the reason.',
  ],
  examples: ['scm-host providers list', 'scm-host providers list --json'],
  async run(args, io) {
    const [verb] = args.positionals
    if (verb === undefined) throw new UsageError('Say what to do with providers: list.')
    if (verb !== 'list') throw new UsageError(`providers cannot "${verb}". It can: list.`)
    const { providers: found, rejected } = await installedProviders(io)
    const described = found.map((provider) => describeProvider(provider))
    if (flag(args, 'json')) {
      printJson(io, { providers: described, rejected: rejected.map(refusal) })
      return 0
    }
    if (described.length + rejected.length === 0) {
      io.out('No provider is installed here. Install one: npm install scm-provider-github\n')
      return 0
    }
    for (const one of described) io.out(`${row(one)}\n`)
    for (const one of rejected) io.out(`${plain(`refused: ${sentence(one)}`)}\n`)
    return 0
  },
}

function row({ id, title, contract, operations, auth, icon, hasWebhooks }: ProviderDescription): string {
  const webhooks = hasWebhooks ? 'webhooks' : 'no webhooks'
  const parts = [`contract ${contract}`, `${operations.length} operations`, webhooks, `auth ${auth.join(', ')}`]
  return plain(`${id}  ${title}  ${parts.join('  ')}  icon ${icon}`)
}

function refusal({ package: name, version, error: { code, message } }: RejectedProvider) {
  return { package: name, version, error: { code, message } }
}

function sentence({ package: name, version, error: { message } }: RejectedProvider): string {
  return message.startsWith(name) ? message : `${name}@${version ?? '?'}: ${message}`
}
