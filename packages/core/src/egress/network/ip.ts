import { isIPv4, isIPv6 } from 'node:net'

/** A range of addresses, IPv4 in its mapped form `::ffff:0:0/96`. */
export interface AddressRange {
  readonly bytes: Uint8Array
  readonly bits: number
}

/** The 16 bytes of an address, IPv4 mapped; null for what is not an address in its plain spelling. */
export function addressBytes(address: string): Uint8Array | null {
  const plain = address.startsWith('[') && address.endsWith(']') ? address.slice(1, -1) : address
  const zone = plain.indexOf('%')
  const bare = zone < 0 ? plain : plain.slice(0, zone)
  if (isIPv4(bare)) return mapped(bare)
  return isIPv6(bare) ? sixteen(bare) : null
}

/** Reads `10.0.0.0/8`, `fd00::/8` or a single address; null for anything else. */
export function addressRange(text: string): AddressRange | null {
  const slash = text.indexOf('/')
  const address = slash < 0 ? text : text.slice(0, slash)
  const bytes = addressBytes(address)
  if (bytes === null) return null
  const most = isIPv4(address) ? 32 : 128
  const length = slash < 0 ? most : Number(text.slice(slash + 1))
  if (!Number.isInteger(length) || length < 0 || length > most) return null
  return { bytes, bits: length + 128 - most }
}

/** Tells whether an address lies in a range. */
export function isInRange(bytes: Uint8Array, range: AddressRange): boolean {
  const whole = range.bits >> 3
  for (let index = 0; index < whole; index++) if (bytes[index] !== range.bytes[index]) return false
  const rest = range.bits & 7
  if (rest === 0) return true
  const mask = (0xff << (8 - rest)) & 0xff
  return ((bytes[whole] ?? 0) & mask) === ((range.bytes[whole] ?? 0) & mask)
}

function mapped(address: string): Uint8Array {
  const bytes = new Uint8Array(16)
  bytes.set([0xff, 0xff], 10)
  bytes.set(address.split('.').map(Number), 12)
  return bytes
}

function sixteen(address: string): Uint8Array {
  const [head = '', tail] = address.split('::')
  const before = groups(head)
  const after = tail === undefined ? [] : groups(tail)
  const zeros = Array<number>(Math.max(0, 8 - before.length - after.length)).fill(0)
  const words = tail === undefined ? before : [...before, ...zeros, ...after]
  return Uint8Array.from(words.flatMap((word) => [word >> 8, word & 0xff]))
}

function groups(text: string): number[] {
  if (text === '') return []
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)]
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number)
    return [(a << 8) | b, (c << 8) | d]
  })
}
