/** The command as a function, for tests and for programs that wrap it. */
export { main, processIo } from './main.ts'
export type { Io } from './command.ts'
