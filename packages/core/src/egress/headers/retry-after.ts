/** Nobody waits longer than this on a vendor's word; afterwards we ask again. */
export const longestWaitMs = 24 * 3600 * 1000

/**
 * Reads `Retry-After`: whole seconds, or an HTTP date against `nowMs`. Linear and strict; null for anything else
 * (negative, fractions, `oops`). A date in the past is 0. Capped at 24 hours.
 */
export function parseRetryAfter(value: string | null, nowMs: number): number | null {
  if (value === null) return null
  const text = value.trim()
  if (isDigits(text)) return text.length > 9 ? longestWaitMs : Math.min(longestWaitMs, Number(text) * 1000)
  const date = parseHttpDate(text)
  return date === null ? null : Math.min(longestWaitMs, Math.max(0, date - nowMs))
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The IMF-fixdate of RFC 9110, `Sun, 06 Nov 1994 08:49:37 GMT`, in milliseconds; null for anything else. */
export function parseHttpDate(text: string): number | null {
  if (text.length !== 29 || !text.endsWith(' GMT')) return null
  const month = months.indexOf(text.slice(8, 11))
  const parts = [text.slice(5, 7), text.slice(12, 16), text.slice(17, 19), text.slice(20, 22), text.slice(23, 25)]
  if (month < 0 || text[19] !== ':' || text[22] !== ':' || !parts.every(isDigits)) return null
  const [day = 0, year = 0, hour = 0, minute = 0, second = 0] = parts.map(Number)
  if (day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) return null
  return Date.UTC(year, month, day, hour, minute, second)
}

/** Only ASCII digits, at least one. */
export function isDigits(text: string): boolean {
  if (text === '') return false
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code < 0x30 || code > 0x39) return false
  }
  return true
}
