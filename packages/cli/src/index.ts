/** The command as a function, for tests and for programs that wrap it. */
export { main } from './main.ts'
export { processIo } from './process-io.ts'
export type { Io } from './command.ts'
