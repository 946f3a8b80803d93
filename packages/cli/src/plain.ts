/** Text that is safe on a terminal: control characters, escape sequences among them, become visible. */
export function plain(text: string): string {
  let result = ''
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    const isControl = (code < 0x20 && code !== 0x0a && code !== 0x09) || (code >= 0x7f && code <= 0x9f)
    result += isControl ? `\\x${code.toString(16).padStart(2, '0')}` : character
  }
  return result
}
