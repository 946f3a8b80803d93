/** A JSON body, or the reason it is kept aside. */
export type ReadJson = { readonly value: unknown; readonly fault: null } | { readonly value: null; readonly fault: string }

const deepest = 100
const longestSafe = 15
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const quote = 0x22
const backslash = 0x5c
const openArray = 0x5b
const openObject = 0x7b
const closeArray = 0x5d
const closeObject = 0x7d

/**
 * Strict UTF-8, at most 100 levels deep, no integer that a double cannot hold. The depth and the numbers are looked at in
 * one pass over the bytes before anything is parsed.
 */
export function readJson(body: Uint8Array): ReadJson {
  const scanned = scan(body)
  if (scanned !== null) return { value: null, fault: scanned }
  let text: string
  try {
    text = decoder.decode(body)
  } catch {
    return { value: null, fault: 'the body is not UTF-8' }
  }
  try {
    return { value: JSON.parse(text) as unknown, fault: null }
  } catch {
    return { value: null, fault: 'the body is not JSON' }
  }
}

function scan(body: Uint8Array): string | null {
  let depth = 0
  for (let index = 0; index < body.length; index++) {
    const byte = body[index]
    if (byte === quote) {
      index = endOfString(body, index)
    } else if (byte === openObject || byte === openArray) {
      if (++depth > deepest) return `the body is nested deeper than ${deepest} levels`
    } else if (byte === closeObject || byte === closeArray) {
      depth--
    } else if (byte !== undefined && byte >= 0x30 && byte <= 0x39) {
      const end = endOfDigits(body, index)
      if (end - index > longestSafe && isUnsafeInteger(body, index, end)) return 'a number is too large to be held exactly'
      index = end - 1
    }
  }
  return null
}

/** Index of the closing quote; native search skips the text in between. */
function endOfString(body: Uint8Array, open: number): number {
  let close = open
  do {
    close = body.indexOf(quote, close + 1)
    if (close === -1) return body.length
  } while (isEscaped(body, close))
  return close
}

function isEscaped(body: Uint8Array, at: number): boolean {
  let slashes = 0
  while (body[at - 1 - slashes] === backslash) slashes++
  return slashes % 2 === 1
}

function endOfDigits(body: Uint8Array, start: number): number {
  let end = start
  for (let byte = body[end]; byte !== undefined && byte >= 0x30 && byte <= 0x39; byte = body[end]) end++
  return end
}

/** A fraction or an exponent makes it a float, which is rounded by definition; an id is neither. */
function isUnsafeInteger(body: Uint8Array, start: number, end: number): boolean {
  const before = body[start - 1]
  const after = body[end]
  const isPartOfFloat = before === 0x2e || after === 0x2e || after === 0x65 || after === 0x45
  if (isPartOfFloat) return false
  return !Number.isSafeInteger(Number(Buffer.from(body.buffer, body.byteOffset + start, end - start).toString('latin1')))
}
