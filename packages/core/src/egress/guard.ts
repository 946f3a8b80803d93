import { ScmError } from '../errors/scm-error.ts'
import type { RunningCall } from './call.ts'

/** Where requests of a call may go. */
export interface Territory {
  /** Origin and path prefix, without a trailing slash. */
  readonly baseUrls: readonly string[]
  pathsFor(call: RunningCall): { readonly prefixes: readonly string[]; readonly templates: readonly string[] }
}

/** A URL that passed, with what is left of its path below the base. */
export interface Guarded {
  readonly url: URL
  readonly path: string
}

/** Either the guarded URL or why it is refused. */
export type Verdict = Guarded | { readonly reason: string }

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])

/** @throws ScmError `internal` for a method no provider needs */
export function checkMethod(method: string): void {
  if (methods.has(method)) return
  throw new ScmError('internal', `A provider may not use the method ${method.slice(0, 20)}.`, {})
}

/**
 * The URL a call may ask for.
 * @throws ScmError `internal` for any other: it is a fault of the provider, and nothing was sent
 */
export function guard(raw: string, territory: Territory, call: RunningCall): Guarded {
  const verdict = judge(raw, territory, call)
  if (!('reason' in verdict)) return verdict
  const message = `${call.operation} asked for a URL it may not use: ${verdict.reason}. The request was not sent.`
  throw new ScmError('internal', message, {})
}

/** Whose a URL is: a provider made it, of arguments among others, or the vendor answered it. */
type Maker = 'provider' | 'vendor'

/** Judges a URL for a call: shape, origin, base, then the paths the operation may use. */
export function judge(raw: string, territory: Territory, call: RunningCall, maker: Maker = 'provider'): Verdict {
  const placed = place(raw, territory.baseUrls, maker)
  if ('reason' in placed) return placed
  const { prefixes, templates } = territory.pathsFor(call)
  if (prefixes.some((prefix) => isBelow(placed.path, prefix))) return placed
  if (templates.some((template) => matchesTemplate(placed.path, template))) return placed
  return { reason: 'its path is outside of the paths of this operation' }
}

/** More than any vendor's server reads. */
const longestUrl = 16 * 1024

/** Judges shape, origin and base alone. */
export function place(raw: string, baseUrls: readonly string[], maker: Maker = 'provider'): Verdict {
  if (raw.length > longestUrl) return { reason: `it is longer than ${longestUrl} characters` }
  const bad = badCharacter(raw)
  if (bad !== null) return { reason: bad }
  const url = URL.parse(raw)
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    return { reason: 'it is not an absolute http URL' }
  if (url.username !== '' || url.password !== '') return { reason: 'it holds user information' }
  const start = raw.indexOf('/', raw.indexOf('://') + 3)
  const end = raw.indexOf('?')
  const authority = raw.slice(0, start < 0 || (end >= 0 && end < start) ? (end < 0 ? raw.length : end) : start)
  if (authority.includes('@')) return { reason: 'it holds user information' }
  const path = start < 0 || (end >= 0 && end < start) ? '' : raw.slice(start, end < 0 ? raw.length : end)
  const reason = badPath(path, maker)
  if (reason !== null) return { reason }
  for (const base of baseUrls) {
    const below = belowBase(url, path, base)
    if (below !== null) return { url, path: below }
  }
  return { reason: 'its origin or base path is not the provider’s' }
}

function belowBase(url: URL, path: string, base: string): string | null {
  const slash = base.indexOf('/', base.indexOf('://') + 3)
  const origin = slash < 0 ? base : base.slice(0, slash)
  if (url.origin !== origin && url.origin !== URL.parse(origin)?.origin) return null
  const prefix = slash < 0 ? '' : base.slice(slash)
  return isBelow(path, prefix) ? path.slice(prefix.length) : null
}

/** Equal, or longer at a segment boundary. */
function isBelow(path: string, prefix: string): boolean {
  return path.startsWith(prefix) && (path.length === prefix.length || path.charCodeAt(prefix.length) === 0x2f)
}

/** `{x}` is one segment, `{+x}` one or more. */
function matchesTemplate(path: string, template: string): boolean {
  const segments = path.split('/')
  const wanted = template.split('/')
  for (const [index, want] of wanted.entries()) {
    const segment = segments[index]
    if (segment === undefined) return false
    if (want.startsWith('{+') && want.endsWith('}')) return segment !== ''
    if (want.startsWith('{') && want.endsWith('}') ? segment === '' : segment !== want) return false
  }
  return segments.length === wanted.length
}

function badCharacter(raw: string): string | null {
  for (let index = 0; index < raw.length; index++) {
    const code = raw.charCodeAt(index)
    if (code <= 0x20 || code === 0x7f) return 'it holds control characters or spaces'
    if (code === 0x5c) return 'it holds a backslash'
    if (code === 0x23) return 'it holds a fragment'
  }
  return null
}

/** One trailing slash is a path of its own at some vendors (a directory); no other segment may be empty. */
function badPath(path: string, maker: Maker): string | null {
  if (path === '') return null
  for (let start = 1; start <= path.length; ) {
    const slash = path.indexOf('/', start)
    const end = slash < 0 ? path.length : slash
    const segment = path.slice(start, end)
    if (segment === '' && slash >= 0) return 'its path has an empty segment'
    const bad = badSegment(segment, maker)
    if (bad !== null) return bad
    start = end + 1
  }
  return null
}

/** Bitbucket redirects to `…/diff/<commit>%0D<commit>`: encoded as it is, a vendor's own carriage return stays one segment. */
function badSegment(segment: string, maker: Maker): string | null {
  if (segment === '.' || segment === '..') return 'its path has a dot segment'
  if (!segment.includes('%')) return null
  const decoded = decodeAscii(segment)
  if (decoded === null) return 'its path is badly encoded'
  for (let index = 0; index < decoded.length; index++) {
    const code = decoded.charCodeAt(index)
    if (code === 0x0d && maker === 'vendor') continue
    if (code < 0x20 || code === 0x7f || code === 0x5c) return 'its path holds an encoded control character or backslash'
  }
  return decoded.split('/').some((part) => part === '.' || part === '..') ? 'its path has an encoded dot segment' : null
}

/** Decodes each `%XX` to one character; null where `%` is not followed by two hexadecimal digits. */
function decodeAscii(segment: string): string | null {
  let decoded = ''
  for (let index = 0; index < segment.length; index++) {
    if (segment[index] !== '%') {
      decoded += segment[index]
      continue
    }
    const code = hexDigit(segment.charCodeAt(index + 1)) * 16 + hexDigit(segment.charCodeAt(index + 2))
    if (!Number.isInteger(code)) return null
    decoded += String.fromCharCode(code)
    index += 2
  }
  return decoded
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : Number.NaN
}
