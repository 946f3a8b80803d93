import type { Io } from './command.ts'

/**
 * Characters that a terminal acts on instead of showing: controls of C0 and C1 (escape sequences start with one), line
 * separators, and those that change the direction of what follows.
 */
function isUnsafe(code: number): boolean {
  if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return true
  return code === 0x2028 || code === 0x2029 || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)
}

/** Text from elsewhere as one line that is safe on a terminal: unsafe characters become visible. */
export function plain(text: string): string {
  return replaced(text, (code) => (code < 0x100 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`))
}

/** JSON that is safe on a terminal. Its value is the same: `JSON.stringify` leaves some unsafe characters as they are. */
export function json(value: unknown, indent?: number): string {
  const lines = JSON.stringify(value, null, indent).split('\n')
  return lines.map((line) => replaced(line, (code) => `\\u${hex(code, 4)}`)).join('\n')
}

/** Data for `--json`: one line a value, so that a stream of them can be read line by line. */
export function printJson(io: Io, value: unknown): void {
  io.out(`${json(value)}\n`)
}

function replaced(text: string, spell: (code: number) => string): string {
  let result = ''
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    result += isUnsafe(code) ? spell(code) : character
  }
  return result
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0')
}
