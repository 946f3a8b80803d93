const start = 'diff --git '

/**
 * The hunks of a unified diff by path (the new one; of a removed file the old one), from the first `@@` on. Files without
 * hunks, binary ones among them, are left out. Linear: one pass over the lines.
 */
export function splitDiff(diff: string): ReadonlyMap<string, string> {
  const patches = new Map<string, string>()
  for (let at = diff.startsWith(start) ? 0 : nextStart(diff, 0); at >= 0; ) {
    const next = nextStart(diff, at)
    const section = diff.slice(at, next < 0 ? undefined : next)
    const hunks = section.indexOf('\n@@ ')
    const path = hunks < 0 ? null : pathOf(section.slice(0, hunks))
    if (path !== null) patches.set(path, section.slice(hunks + 1).replace(/\n$/, ''))
    at = next
  }
  return patches
}

/** Lines of a hunk begin with a space, a sign or a backslash: only a section begins at the line's start with this word. */
function nextStart(diff: string, from: number): number {
  const found = diff.indexOf(`\n${start}`, from)
  return found < 0 ? -1 : found + 1
}

function pathOf(header: string): string | null {
  const named = (mark: string, side: string) => {
    const line = header.split('\n').find((one) => one.startsWith(mark))
    const path = line === undefined ? null : unquoted(line.slice(mark.length).replace(/\t$/, ''))
    return path === null || path === '/dev/null' ? null : path.startsWith(side) ? path.slice(side.length) : path
  }
  return named('+++ ', 'b/') ?? named('--- ', 'a/')
}

/** git writes paths with unusual bytes in quotes: `"b/\303\274.txt"`. */
function unquoted(path: string): string {
  if (!path.startsWith('"') || !path.endsWith('"')) return path
  const bytes: number[] = []
  const inner = Buffer.from(path.slice(1, -1), 'utf8')
  for (let index = 0; index < inner.length; index++) {
    const code = inner[index] ?? 0
    if (code !== 0x5c) {
      bytes.push(code)
      continue
    }
    const octal = /^[0-3][0-7]{2}/.exec(inner.subarray(index + 1, index + 4).toString('latin1'))
    if (octal !== null) {
      bytes.push(Number.parseInt(octal[0], 8))
      index += 3
      continue
    }
    const escaped = String.fromCharCode(inner[++index] ?? 0x5c)
    bytes.push((escapes[escaped] ?? escaped).charCodeAt(0))
  }
  return Buffer.from(bytes).toString('utf8')
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' }
