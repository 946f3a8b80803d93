import { ScmError } from '../../errors/scm-error.ts'

/** What clients set and egress sets better: taken out in silence. */
const managed: ReadonlySet<string> = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'if-modified-since',
  'if-none-match',
  'keep-alive',
])
const known: ReadonlySet<string> = new Set([
  'accept',
  'accept-language',
  'cache-control',
  'content-encoding',
  'content-type',
  'depth',
  'prefer',
  'time-zone',
  'user-agent',
])
/** Words by which a header carries a credential, or says who one is. */
const credentialWords = ['auth', 'token', 'cookie', 'secret', 'password', 'api-key', 'apikey', 'session', 'credential']
const refusedPrefixes = ['x-forwarded-', 'x-real-', 'x-original-', 'x-http-method', 'x-rewrite-']

/**
 * The headers of a client that may go out: an allow-list and `x-…`. Credentials are the host's business.
 * @throws ScmError `internal` for a header a provider may not set, `invalid_argument` for control characters or a value
 * outside Latin-1
 */
export function checkedHeaders(headers: Readonly<Record<string, string>>, isBare = false): Record<string, string> {
  const checked: Record<string, string> = {}
  for (const name in headers) {
    if (managed.has(name)) continue
    const value = headers[name] ?? ''
    const isAllowed = known.has(name) || (isBare && name === 'authorization') || isPrivateExtra(name)
    if (!isAllowed) throw refusedHeader(name)
    checked[name] = headerValue(name, value)
  }
  return checked
}

/** @throws ScmError `invalid_argument` for a value that cannot stand in a header */
export function headerValue(name: string, value: string): string {
  for (let index = 0; index < value.length; index++) {
    const code = value.charCodeAt(index)
    if ((code < 0x20 && code !== 0x09) || code === 0x7f || code > 0xff) {
      const rule = 'characters of Latin-1 without control characters'
      throw new ScmError('invalid_argument', `The value of "${name}" cannot stand in a header; it needs ${rule}.`, {
        argument: name,
        rule,
      })
    }
  }
  return value
}

function isPrivateExtra(name: string): boolean {
  if (!name.startsWith('x-') || !isToken(name)) return false
  return (
    !credentialWords.some((word) => name.includes(word)) && !refusedPrefixes.some((prefix) => name.startsWith(prefix))
  )
}

function isToken(name: string): boolean {
  for (let index = 0; index < name.length; index++) {
    const code = name.charCodeAt(index)
    const isLetter = code >= 0x61 && code <= 0x7a
    const isDigit = code >= 0x30 && code <= 0x39
    if (!isLetter && !isDigit && code !== 0x2d && code !== 0x5f) return false
  }
  return true
}

function refusedHeader(name: string): ScmError<'internal'> {
  const shown = isToken(name) ? name.slice(0, 60) : 'with a name that is no token'
  const message = `A provider may not set the header ${shown}: the host adds credentials, and others are not on its list.`
  return new ScmError('internal', message, {})
}
