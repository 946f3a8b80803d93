import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { main, type Io } from '../src/index.ts'

/** The repository's root: its package.json depends on the providers. */
export const root = fileURLToPath(new URL('../../../', import.meta.url))

export interface Outcome {
  readonly code: number
  readonly out: string
  readonly err: string
}

export interface Running {
  /** What has been printed so far. */
  readonly printed: { out: string; err: string }
  readonly ended: Promise<Outcome>
  /** Resolves with the first printed line that fits; rejects when the command ends without one. */
  line(fits: (line: string) => boolean): Promise<string>
  interrupt(): void
}

export interface Surroundings {
  readonly env?: NodeJS.ProcessEnv
  readonly cwd?: string
  readonly stdin?: string | Uint8Array
  readonly isTerminal?: boolean
}

/** Starts the command in this process, with streams of its own. */
export function start(
  words: readonly string[],
  { env = {}, cwd = root, stdin = '', isTerminal = false }: Surroundings = {},
): Running {
  const controller = new AbortController()
  const printed = { out: '', err: '' }
  const watchers = new Set<() => void>()
  const io: Io = {
    out(text) {
      printed.out += text
      for (const look of watchers) look()
    },
    err: (text) => void (printed.err += text),
    write: async (bytes) => void (printed.out += Buffer.from(bytes).toString('latin1')),
    stdin: Readable.from(stdin === '' ? [] : [Buffer.from(stdin)]),
    isTerminal,
    env,
    cwd,
    signal: controller.signal,
  }
  const ended = main(words, io).then((code) => ({ code, ...printed }))
  return {
    printed,
    ended,
    interrupt: () => controller.abort(),
    line: (fits) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = printed.out.split('\n').find(fits)
          if (found !== undefined) resolve(found)
        }
        watchers.add(look)
        look()
        void ended.then((outcome) => reject(new Error(`It ended without the line: ${JSON.stringify(outcome)}`)))
      }),
  }
}

/** Runs the command to its end. */
export function run(words: readonly string[], surroundings?: Surroundings): Promise<Outcome> {
  return start(words, surroundings).ended
}

/** The lines of `--json`. */
export function jsonLines(text: string): readonly Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}
