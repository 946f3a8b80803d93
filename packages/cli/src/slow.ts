import type { Io } from './command.ts'
import { plain } from './plain.ts'

const patienceMs = 1_000

/** Waits for work; when it takes longer than a second, standard error says what is waited for. */
export async function slow<T>(io: Io, what: string, work: Promise<T>): Promise<T> {
  const timer = setTimeout(() => io.err(`${plain(what)} …\n`), patienceMs)
  try {
    return await work
  } finally {
    clearTimeout(timer)
  }
}
