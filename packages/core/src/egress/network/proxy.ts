import { ScmError } from '../../errors/scm-error.ts'

type Env = Readonly<Record<string, string | undefined>>

/**
 * The proxy for an origin, or null for none. `proxy: false` ignores the environment. Lower-case variables win, as in
 * curl; NO_PROXY holds hosts, suffixes (`.corp`, `*.corp`), each with an optional port, or `*`.
 * @throws ScmError `config_invalid` for a proxy URL that is none; its text is not in the message, it may hold a password
 */
export function proxyFor(url: URL, proxy: string | false | undefined, env: Env): URL | null {
  if (proxy === false) return null
  const from = proxy ?? fromEnv(url.protocol, env)
  if (from === undefined || from === '') return null
  if (isExempt(url, env['no_proxy'] ?? env['NO_PROXY'] ?? '')) return null
  const parsed = URL.parse(from.includes('://') ? from : `http://${from}`)
  if (parsed !== null && (parsed.protocol === 'http:' || parsed.protocol === 'https:')) return parsed
  throw new ScmError('config_invalid', 'The proxy is not an http or https URL. Correct network.proxy or HTTPS_PROXY.', {
    path: 'network.proxy',
    rule: 'an http or https URL',
  })
}

function fromEnv(protocol: string, env: Env): string | undefined {
  if (protocol === 'https:') return env['https_proxy'] ?? env['HTTPS_PROXY']
  return env['http_proxy'] ?? env['HTTP_PROXY']
}

function isExempt(url: URL, list: string): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase()
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port
  return list.split(/[\s,]+/).some((rule) => rule !== '' && matches(rule.toLowerCase(), host, port))
}

function matches(rule: string, host: string, port: string): boolean {
  if (rule === '*') return true
  const { name, wanted } = splitPort(rule)
  if (wanted !== null && wanted !== port) return false
  const suffix = name.replace(/^\*?\./, '')
  return suffix !== '' && (host === suffix || host.endsWith(`.${suffix}`))
}

/** `host:443`, `[::1]:443`; a bare IPv6 address has no port. */
function splitPort(rule: string): { readonly name: string; readonly wanted: string | null } {
  const colon = rule.lastIndexOf(':')
  const isBareIPv6 = rule.indexOf(':') !== colon && !rule.startsWith('[')
  if (colon < 0 || isBareIPv6 || rule.endsWith(']')) return { name: rule.replace(/^\[|\]$/g, ''), wanted: null }
  return { name: rule.slice(0, colon).replace(/^\[|\]$/g, ''), wanted: rule.slice(colon + 1) }
}
