import type { Readable } from 'node:stream'

/** What a command may touch: tests give it their own. */
export interface Io {
  out(text: string): void
  err(text: string): void
  readonly stdin: Readable
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
  /** Aborted by Ctrl-C and by SIGTERM. */
  readonly signal: AbortSignal
}

export interface OptionSpec {
  readonly type: 'string' | 'boolean'
  readonly multiple?: true
  /** How the help names the value. */
  readonly value?: string
  readonly summary: string
}

/** Parsed words of a command line. */
export interface Args {
  readonly positionals: readonly string[]
  readonly values: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>
}

export interface Command {
  readonly name: string
  readonly summary: string
  readonly usage: string
  readonly options: Readonly<Record<string, OptionSpec>>
  readonly examples: readonly string[]
  /** Answers the exit code: 0 or 1. @throws UsageError for a wrong command line */
  run(args: Args, io: Io): Promise<number>
}

/** The command line is wrong: exit code 2, with a hint at the help. */
export class UsageError extends Error {}

export const jsonOption: OptionSpec = { type: 'boolean', summary: 'machine-readable output' }

/** A text option, or undefined. */
export function text({ values }: Args, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}

/** A text option that must be there. */
export function required(args: Args, name: string, hint: string): string {
  const value = text(args, name)
  if (value === undefined || value === '') throw new UsageError(`--${name} is missing: ${hint}`)
  return value
}

export function flag({ values }: Args, name: string): boolean {
  return values[name] === true
}

/** Data for `--json`: one line a call, so that a stream of them can be read line by line. */
export function printJson(io: Io, value: unknown): void {
  io.out(`${JSON.stringify(value)}\n`)
}
