import type { Readable } from 'node:stream'

/** What a command may touch: tests give it their own. */
export interface Io {
  out(text: string): void
  err(text: string): void
  /** Bytes for standard output, no faster than they are taken. */
  write(bytes: Uint8Array): Promise<void>
  readonly stdin: Readable & { readonly isTTY?: boolean }
  /** Standard output is a terminal: raw bytes must not go there. */
  readonly isTerminal: boolean
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
  /** Aborted by Ctrl-C, by SIGTERM, and when nobody reads the output any more. */
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
  /** Most words that are no options. */
  readonly words: number
  /** Sentences below the options. */
  readonly notes?: readonly string[]
  readonly examples: readonly string[]
  /** Answers the exit code: 0 or 1. @throws UsageError for a wrong command line */
  run(args: Args, io: Io): Promise<number>
}

/** The command line is wrong: exit code 2, with a hint at the help. */
export class UsageError extends Error {}

export const jsonOption: OptionSpec = { type: 'boolean', summary: 'machine-readable output, one JSON value a line' }

/** A text option, or undefined. */
export function text({ values }: Args, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}

/** A text option that must be there. */
export function required(args: Args, name: string, hint: string): string {
  const value = text(args, name)
  if (value === undefined || value === '') throw new UsageError(`--${name} is missing: ${hint}.`)
  return value
}

export function flag({ values }: Args, name: string): boolean {
  return values[name] === true
}
