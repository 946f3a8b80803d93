import { isUtf8 } from 'node:buffer'

/** A JSON body, or the reason it is kept aside. */
export type ReadJson =
  | { readonly value: unknown; readonly fault: null }
  | { readonly value: null; readonly fault: string }

const deepest = 100
const longestSafe = 15

const quote = 0x22
const backslash = 0x5c
const openArray = 0x5b
const openObject = 0x7b
const closeArray = 0x5d
const closeObject = 0x7d

/**
 * Strict UTF-8, at most 100 levels deep, no integer that a double cannot hold. Both are looked at before anything is
 * parsed, in one pass over the bytes; a body with few brackets and no long number proves itself without that pass.
 */
export function readJson(body: Uint8Array): ReadJson {
  if (!isUtf8(body)) return { value: null, fault: 'the body is not UTF-8' }
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8')
  const fault = mayNestTooDeep(text) || mayHoldLongInteger(body) ? scan(body) : null
  if (fault !== null) return { value: null, fault }
  try {
    return { value: JSON.parse(text) as unknown, fault: null }
  } catch {
    return { value: null, fault: 'the body is not JSON' }
  }
}

/** In JSON an opening bracket follows the start, a space, `:`, `,` or `[`; so many at most can be open at a time. */
function mayNestTooDeep(text: string): boolean {
  let count = 0
  for (const bracket of '{[') {
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) {
      if (at === 0 || startsValue(text.charCodeAt(at - 1))) count++
      if (count > deepest) return true
    }
  }
  return false
}

/** A run of 16 digits covers one of every 16 bytes, so only those are looked at. */
function mayHoldLongInteger(body: Uint8Array): boolean {
  const stride = longestSafe + 1
  for (let at = stride - 1; at < body.length; at += stride) {
    if (!isDigit(body[at])) continue
    let start = at
    while (isDigit(body[start - 1])) start--
    const before = body[start - 1]
    const isNumber = before === undefined || before === 0x2d || startsValue(before)
    const end = endOfDigits(body, at)
    if (isNumber && end - start > longestSafe) return true
    at = end - 1
  }
  return false
}

function startsValue(before: number): boolean {
  return before <= 0x20 || before === 0x3a || before === 0x2c || before === openArray
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39
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
    } else if (isDigit(byte)) {
      const end = endOfDigits(body, index)
      if (end - index > longestSafe && isUnsafeInteger(body, index, end))
        return 'a number is too large to be held exactly'
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
  while (isDigit(body[end])) end++
  return end
}

/** A fraction or an exponent makes it a float, which is rounded by definition; an id is neither. */
function isUnsafeInteger(body: Uint8Array, start: number, end: number): boolean {
  const before = body[start - 1]
  const after = body[end]
  const isPartOfFloat = before === 0x2e || after === 0x2e || after === 0x65 || after === 0x45
  if (isPartOfFloat) return false
  return !Number.isSafeInteger(
    Number(Buffer.from(body.buffer, body.byteOffset + start, end - start).toString('latin1')),
  )
}
