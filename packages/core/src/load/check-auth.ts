import { faultIn, isFunction, isHeaderName, isRecord, isText, type Fault, type Rules } from './faults.ts'

/** Headers that say how a message travels: a credential has no place in them. */
const framing =
  /^(host|connection|content-.*|transfer-encoding|te|trailer|upgrade|expect|keep-alive|proxy-.*|cookie|accept.*)$/

const byKind: Readonly<Record<string, Rules>> = {
  none: {},
  token: {},
  oauth2: {
    endpoints: [isFunction, 'a function'],
    scopes: [(value) => Array.isArray(value) && value.every((one) => isText(one, 200)), 'a list of scopes'],
    pkce: [(value) => typeof value === 'boolean', 'true or false'],
    refresh: [(value) => ['none', 'reusable', 'single_use'].includes(String(value)), 'none, reusable or single_use'],
  },
  minted: { secret: [isRecord, 'a schema'], mint: [isFunction, 'a function'] },
}
const optionalByKind: Readonly<Record<string, Rules>> = {
  token: { username: [(value) => typeof value === 'boolean', 'true or false'] },
  oauth2: {
    clientCredentials: [(value) => typeof value === 'boolean', 'true or false'],
    clientAuthentication: [(value) => value === 'body' || value === 'header', 'body or header'],
  },
}
const common: Rules = {
  title: [(value) => isText(value, 80), 'a line of at most 80 characters'],
  kind: [
    (value) => typeof value === 'string' && Object.hasOwn(byKind, value),
    `one of ${Object.keys(byKind).join(', ')}`,
  ],
  header: [isRecord, 'an object with name and scheme'],
}
const header: Rules = {
  name: [
    (value) => typeof value === 'string' && isHeaderName(value.toLowerCase()) && !framing.test(value.toLowerCase()),
    'a header name that can carry a credential',
  ],
  scheme: [(value) => ['bearer', 'basic', 'raw'].includes(String(value)), 'bearer, basic or raw'],
}

/**
 * What is wrong with the ways to authenticate. A connection chooses by kind, so each kind may be there once; a token by
 * kind and by whether it has a user name, so there may be one of each.
 */
export function authFaults(spec: Record<string, unknown>): Fault | null {
  const kinds = new Set<string>()
  for (const [index, method] of (spec['auth'] as unknown[]).entries()) {
    const prefix = `auth[${index}].`
    if (!isRecord(method)) return { member: `auth[${index}]`, rule: 'an object' }
    const kind = String(method['kind'])
    const fault =
      faultIn(method, common, {}, prefix) ??
      faultIn(method['header'] as Record<string, unknown>, header, {}, `${prefix}header.`) ??
      faultIn(method, byKind[kind] ?? {}, optionalByKind[kind] ?? {}, prefix)
    if (fault) return fault
    const choice = kind === 'token' && method['username'] === true ? 'token with username' : kind
    if (kinds.has(choice)) return { member: `${prefix}kind`, rule: 'different from the kinds before it' }
    kinds.add(choice)
  }
  return null
}
