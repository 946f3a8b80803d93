import { parseArgs } from 'node:util'
import { ScmError } from '@scm-host/core'
import { UsageError, type Args, type Command, type Io } from './command.ts'
import { call } from './commands/call.ts'
import { contract } from './commands/contract.ts'
import { dev } from './commands/dev.ts'
import { parse } from './commands/parse.ts'
import { providers } from './commands/providers.ts'
import { commandHelp, generalHelp } from './help.ts'
import { plain } from './plain.ts'

const commands: readonly Command[] = [dev, providers, contract, parse, call]

/** Runs the command line. Answers the exit code: 0, 1 after an error, 2 for a wrong command line. */
export async function main(words: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = words
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    const about = commands.find((command) => command.name === rest[0])
    io.out(about === undefined ? generalHelp(commands) : commandHelp(about))
    return name === undefined ? 2 : 0
  }
  const command = commands.find((one) => one.name === name)
  if (command === undefined) return misuse(io, `There is no command "${plain(name)}".`, 'scm-host help')
  if (rest.includes('--help') || rest.includes('-h')) {
    io.out(commandHelp(command))
    return 0
  }
  const asJson = rest.includes('--json')
  try {
    return await command.run(parseWords(command, rest), io)
  } catch (error) {
    if (error instanceof UsageError) return misuse(io, error.message, `scm-host ${command.name} --help`)
    return fail(io, error, asJson)
  }
}

function parseWords(command: Command, words: readonly string[]): Args {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { type, multiple }]) => [name, { type, multiple: multiple === true }]),
  )
  try {
    const { positionals, values } = parseArgs({ args: [...words], options, allowPositionals: true, strict: true })
    return { positionals, values }
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The command line could not be read.')
  }
}

function misuse(io: Io, message: string, help: string): number {
  io.err(`${plain(message)}\nTry: ${help}\n`)
  return 2
}

function fail(io: Io, error: unknown, asJson: boolean): number {
  const known = ScmError.is(error) ? error : new ScmError('internal', messageOf(error), {}, { cause: error })
  if (asJson) io.err(`${JSON.stringify({ error: known.toJSON() })}\n`)
  else io.err(`${known.code}: ${plain(known.message)}\n`)
  return 1
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** The real process: its streams, and a signal that Ctrl-C and SIGTERM abort. */
export function processIo(): Io {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort())
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    stdin: process.stdin,
    env: process.env,
    cwd: process.cwd(),
    signal: controller.signal,
  }
}
