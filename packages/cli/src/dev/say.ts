import { flag, type Args, type Io } from '../command.ts'
import { plain, printJson } from '../plain.ts'

/** Tells what happens: `line` to people, `data` to programs (`--json`). */
export type Say = (line: string, data: { readonly step: string } & Readonly<Record<string, unknown>>) => void

/** Every line may hold text of a vendor or a stranger, so it is made safe for terminals. */
export function sayer(args: Args, io: Io): Say {
  if (flag(args, 'json')) return (_line, data) => printJson(io, data)
  return (line) => io.out(`${plain(line)}\n`)
}
