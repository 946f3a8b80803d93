import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { CONTRACT, ScmError } from '@scm-host/core'
import { UsageError, type Args, type Command, type Io } from './command.ts'
import { call } from './commands/call.ts'
import { contract } from './commands/contract.ts'
import { dev } from './commands/dev.ts'
import { parse } from './commands/parse.ts'
import { providers } from './commands/providers.ts'
import { commandHelp, generalHelp } from './help.ts'
import { interruptedCode } from './interruption.ts'
import { plain, printJson } from './plain.ts'

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [dev, providers, contract, parse, call]

/**
 * Runs the command line. Answers the exit code: 0, 1 after an error, 2 for a wrong command line, 130 (SIGINT) or 143
 * (SIGTERM) when it was ended before its work was done.
 */
export async function main(words: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = words
  if (name === undefined) {
    io.err(generalHelp(commands))
    return 2
  }
  if (name === '--version' || name === '-v') return printVersion(io)
  const isHelp = name === 'help' || name === '--help' || name === '-h'
  const wanted = isHelp ? rest[0] : name
  if (wanted === undefined) {
    io.out(generalHelp(commands))
    return 0
  }
  const command = commands.find((one) => one.name === wanted)
  const asJson = rest.includes('--json')
  if (command === undefined) {
    const known = commands.map((one) => one.name).join(', ')
    return misuse(io, `There is no command "${wanted}". There are: ${known}.`, 'scm-host help', asJson)
  }
  if (isHelp || rest.includes('--help') || rest.includes('-h')) {
    io.out(commandHelp(command))
    return 0
  }
  try {
    return await command.run(parseWords(command, rest), io)
  } catch (error) {
    if (error instanceof UsageError) return misuse(io, error.message, `scm-host ${command.name} --help`, asJson)
    return io.signal.aborted ? interruptedCode(io.signal) : fail(io, error, asJson)
  }
}

/** @throws UsageError */
export function parseWords(command: Command, words: readonly string[]): Args {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { type, multiple }]) => [name, { type, multiple: multiple === true }]),
  )
  const { positionals, values } = parsed(command, words, options)
  const extra = positionals[command.words]
  if (extra !== undefined) throw new UsageError(`"${extra}" is one word too many. Usage: ${command.usage}`)
  return { positionals, values }
}

function parsed(
  command: Command,
  words: readonly string[],
  options: NonNullable<Parameters<typeof parseArgs>[0]>['options'],
) {
  try {
    return parseArgs({ args: [...words], options: options ?? {}, allowPositionals: true, strict: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION')
      throw new UsageError(messageOf(error))
    const unknown = words.find((word) => word.startsWith('-') && !isKnown(command, word)) ?? ''
    const known = Object.keys(command.options).map((name) => `--${name}`)
    throw new UsageError(`${command.name} has no option ${unknown.split('=', 1)[0]}. It has: ${known.join(', ')}.`)
  }
}

function isKnown(command: Command, word: string): boolean {
  return Object.hasOwn(command.options, word.slice(2).split('=', 1)[0] ?? '')
}

function misuse(io: Io, message: string, help: string, asJson: boolean): number {
  if (asJson) {
    const detail = { argument: 'command line', rule: message }
    io.err(`${JSON.stringify({ error: new ScmError('invalid_argument', message, detail).toJSON() })}\n`)
  } else io.err(`${plain(message)}\nTry: ${help}\n`)
  return 2
}

function fail(io: Io, error: unknown, asJson: boolean): number {
  const known = ScmError.is(error) ? error : new ScmError('internal', messageOf(error), {}, { cause: error })
  if (asJson) printJson({ ...io, out: io.err }, { error: known.toJSON() })
  else io.err(`${known.code}: ${plain(known.message)}\n`)
  return 1
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

async function printVersion(io: Io): Promise<number> {
  const manifest = await readFile(new URL('../package.json', import.meta.url), 'utf8')
  const { version } = JSON.parse(manifest) as { readonly version: string }
  io.out(`scm-host ${version}, contract ${CONTRACT}, Node ${process.versions.node}\n`)
  return 0
}
