import { text, jsonOption, UsageError, type Args, type Command } from '../command.ts'
import { findConfig } from '../config.ts'
import { runConfig } from '../dev/run-config.ts'
import { runSandbox } from '../dev/run-sandbox.ts'

/** `scm-host dev`: everything in one process. With a configuration it runs that; without one, a sandbox and a scenario. */
export const dev: Command = {
  name: 'dev',
  summary: 'Run a host on this machine: your configuration, or a sandbox with a scenario.',
  usage: 'scm-host dev [--port n] [--once] [--json]',
  options: {
    port: {
      type: 'string',
      value: '<n>',
      summary: 'port for webhooks on 127.0.0.1 (default: server.port, else a free one)',
    },
    once: { type: 'boolean', summary: 'end after the scenario instead of staying up (sandbox only)' },
    json: jsonOption,
  },
  words: 0,
  notes: [
    'With SCM_CONFIG=<path>, or scm.config.ts, .mjs or .js in this folder, that configuration runs. Without one, a GitHub\nsandbox starts and a scenario plays. Ctrl-C ends it; once it is up, with exit code 0.',
  ],
  examples: ['scm-host dev', 'scm-host dev --once', 'SCM_CONFIG=./scm.config.ts scm-host dev --port 8080'],
  async run(args, io) {
    const port = portOf(args)
    const config = findConfig(io)
    if (config === null) return runSandbox(args, io, port ?? 0)
    if (args.values['once'] === true) throw new UsageError('--once is for the sandbox; a configuration stays up.')
    return runConfig(config, args, io, port)
  },
}

function portOf(args: Args): number | undefined {
  const value = text(args, 'port')
  if (value === undefined) return undefined
  if (/^[0-9]{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value)
  throw new UsageError('--port must be a number from 0 to 65535.')
}
