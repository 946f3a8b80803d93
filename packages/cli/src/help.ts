import type { Command } from './command.ts'

/** What `scm-host` and `scm-host help` print. */
export function generalHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  return [
    'scm-host: one typed contract for every source code host.\n\n',
    'Usage: scm-host <command> [options]\n\n',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}\n`),
    '\nStart with `scm-host dev`: a sandbox, a host and a webhook, with nothing to sign up for.\n',
    '`scm-host <command> --help` tells more; `scm-host --version` tells versions.\n',
    'Exit codes: 0 done, 1 error, 2 wrong command line, 130 or 143 ended from outside before it was done.\n',
  ].join('')
}

/** What `scm-host <command> --help` prints; options and their text come from the command itself. */
export function commandHelp(command: Command): string {
  const options = Object.entries(command.options).map(
    ([name, { value, summary }]) => [`--${name}${value === undefined ? '' : ` ${value}`}`, summary] as const,
  )
  const width = Math.max(0, ...options.map(([name]) => name.length))
  return [
    `${command.summary}\n\nUsage: ${command.usage}\n`,
    options.length === 0 ? '' : '\nOptions:\n',
    ...options.map(([name, summary]) => `  ${name.padEnd(width)}  ${summary}\n`),
    ...(command.notes ?? []).map((note) => `\n${note}\n`),
    '\nExamples:\n',
    ...command.examples.map((example) => `  ${example}\n`),
  ].join('')
}
