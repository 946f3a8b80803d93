/** Why a command was ended from outside, with the exit code that goes with it. */
export class Interruption extends Error {
  readonly exitCode: number

  constructor(exitCode: number) {
    super('The command was interrupted.')
    this.exitCode = exitCode
  }
}

/** The exit code of work that a signal cut short. */
export function interruptedCode({ reason }: AbortSignal): number {
  return reason instanceof Interruption ? reason.exitCode : 130
}

/** Resolves when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
