import type { Io } from './command.ts'
import { Interruption } from './interruption.ts'

/** The real process: its streams, and a signal that Ctrl-C, SIGTERM and a closed output abort. */
export function processIo(): Io {
  const controller = new AbortController()
  const interrupt = (exitCode: number) => controller.abort(new Interruption(exitCode))
  process.once('SIGINT', () => interrupt(130))
  process.once('SIGTERM', () => interrupt(143))
  const { stdout, stderr } = process
  // `scm-host … | head` closes the pipe when it has enough: that is no error.
  stdout.on('error', () => interrupt(0))
  stderr.on('error', () => undefined)
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    write: (bytes) =>
      new Promise((resolve) => {
        stdout.write(bytes, () => resolve())
      }),
    get stdin() {
      return process.stdin
    },
    isTerminal: stdout.isTTY,
    env: process.env,
    cwd: process.cwd(),
    signal: controller.signal,
  }
}
