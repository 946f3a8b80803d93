import { lookup as dnsLookup, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { ScmError } from '../../errors/scm-error.ts'
import { addressBytes, addressRange, isInRange, type AddressRange } from './ip.ts'

/** Which addresses connections may go to. */
export interface AddressRules {
  /** Throws for a host that is an address literal and may not be used; names are checked when they are resolved. */
  checkHost(host: string): void
  /** Plain http is for loopback and for hosts the operator has named. */
  mayBePlain(host: string): boolean
  /** For sockets: resolves, checks every answer, and gives only what was checked. */
  lookup(resolve?: Resolve): LookupFunction
}

export type Resolve = (
  host: string,
  options: { readonly all: true; readonly family?: number; readonly hints?: number },
  done: (error: Error | null, addresses: LookupAddress[]) => void,
) => void

const ranges = (texts: string): readonly AddressRange[] =>
  texts
    .split(/\s+/)
    .map(addressRange)
    .filter((range) => range !== null)

/** Special-purpose and non-global ranges of the IANA registries. Only 2000::/3 is global unicast in IPv6. */
const forbidden4 = ranges(`0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24
  192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 233.252.0.0/24
  240.0.0.0/4`)
const global6 = ranges('2000::/3')
const forbidden6 = ranges('2001::/23 2001:db8::/32 2002::/16 3fff::/20')
const mapped4 = ranges('::ffff:0:0/96')
const loopback = ranges('127.0.0.0/8 ::1')
/** Where clouds hand out credentials to whoever asks: no allowance opens them. */
const metadata = ranges('169.254.169.254 169.254.170.2 fd00:ec2::254 100.100.100.200')

const isInAny = (bytes: Uint8Array, list: readonly AddressRange[]) => list.some((range) => isInRange(bytes, range))

/** Tells whether an address is a public one. */
export function isPublicAddress(address: string): boolean {
  const bytes = addressBytes(address)
  if (bytes === null) return false
  if (isInAny(bytes, mapped4)) return !isInAny(bytes, forbidden4)
  return isInAny(bytes, global6) && !isInAny(bytes, forbidden6)
}

/**
 * Rules from `network.allow`: host names, addresses, CIDR ranges.
 * @throws ScmError `config_invalid` for an entry that is none of them
 */
export function addressRules(allow: readonly string[]): AddressRules {
  const entries = allow.map((text) => ({ text, range: addressRange(text) }))
  const allowed = entries.flatMap(({ range }) => (range === null ? [] : [range]))
  const hosts = new Set(entries.flatMap(({ text, range }) => (range === null ? [hostName(text)] : [])))
  const isHost = (host: string) => hosts.has(hostName(host))
  const refusal = (host: string, address: string): ScmError | null => {
    const bytes = addressBytes(address)
    if (bytes !== null && !isInAny(bytes, metadata)) {
      if (isPublicAddress(address) || isInAny(bytes, allowed) || isHost(host)) return null
      return refused(host, address)
    }
    return refused(host, address, 'It can never be allowed.')
  }
  return {
    checkHost(host) {
      const error = addressBytes(host) === null ? null : refusal(host, host)
      if (error !== null) throw error
    },
    mayBePlain(host) {
      const bytes = addressBytes(host)
      if (bytes === null) return hostName(host) === 'localhost' || isHost(host)
      return isInAny(bytes, loopback) || isInAny(bytes, allowed)
    },
    lookup: (resolve = dnsLookup) => checkedLookup(resolve, refusal),
  }
}

/** One forbidden answer refuses the whole set: a name that mixes them is an attack or a mistake. */
function checkedLookup(resolve: Resolve, refusal: (host: string, address: string) => ScmError | null): LookupFunction {
  return (host, options, done) => {
    const family = options.family === 'IPv4' ? 4 : options.family === 'IPv6' ? 6 : (options.family ?? 0)
    resolve(host, { all: true, family, hints: options.hints ?? 0 }, (error, addresses) => {
      if (error !== null) return done(error, [])
      const first = addresses[0]
      if (first === undefined)
        return done(Object.assign(new Error(`${host} has no address`), { code: 'ENOTFOUND' }), [])
      for (const { address } of addresses) {
        const why = refusal(host, address)
        if (why !== null) return done(why, [])
      }
      if (options.all === true) done(null, addresses)
      else done(null, first.address, first.family)
    })
  }
}

/** @throws ScmError `config_invalid` for what cannot be a host name */
function hostName(text: string): string {
  const host = text.toLowerCase().replace(/\.$/, '')
  if (host !== '' && !/[\s/@?#\\:*]/.test(host)) return host
  throw new ScmError('config_invalid', `network.allow: "${text}" is not a host name, an address or a CIDR range.`, {
    path: 'network.allow',
    rule: 'host names, addresses or CIDR ranges',
  })
}

function refused(host: string, address: string, hint?: string): ScmError<'config_invalid'> {
  const where = host === address ? address : `${host} (${address})`
  const how = hint ?? `If it is meant, allow it: network: { allow: ['${host.replace(/^\[|\]$/g, '')}'] }.`
  return new ScmError('config_invalid', `Connections to ${where} are refused: not a public address. ${how}`, {
    path: 'network.allow',
    rule: 'public addresses, and those that are listed',
  })
}
