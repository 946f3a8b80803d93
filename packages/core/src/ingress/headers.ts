import type { SignatureScheme, Webhooks } from '../provider/webhooks.ts'

type RawHeaders = readonly (readonly [string, string])[]

/** Headers of a delivery by lower-case name, or what makes them unusable. */
export type ReadHeaders =
  | { readonly headers: ReadonlyMap<string, string>; readonly refused: null }
  | { readonly headers: null; readonly refused: 400 | 415 }

const alwaysOnce = ['content-length', 'content-type', 'content-encoding', 'host', 'webhook-id', 'webhook-timestamp']

/**
 * Names of the headers that decide about trust, of all given providers: asked of every delivery alike, so that an answer
 * does not tell whose hook an id is.
 */
export function securityHeaders(all: Iterable<Webhooks | undefined>): ReadonlySet<string> {
  const names = new Set(alwaysOnce)
  for (const webhooks of all) {
    if (webhooks === undefined) continue
    const { schemes, headers } = webhooks
    for (const name of [...schemes.map(signatureHeader), headers.event, headers.delivery]) {
      if (name !== null) names.add(name.toLowerCase())
    }
  }
  return names
}

/** The header a scheme's signature is in. */
export function signatureHeader(scheme: SignatureScheme): string {
  return scheme.kind === 'standard-webhooks' ? 'webhook-signature' : scheme.header.toLowerCase()
}

/**
 * Reads headers as they came. Those in `once` must not occur twice: two of a kind are joined or picked differently by
 * every server in between. Of all others the first counts.
 */
export function readHeaders(rawHeaders: RawHeaders, once: ReadonlySet<string>): ReadHeaders {
  const headers = new Map<string, string>()
  for (const [name, value] of rawHeaders) {
    const key = name.toLowerCase()
    if (!headers.has(key)) headers.set(key, value)
    else if (once.has(key)) return { headers: null, refused: 400 }
  }
  const encoding = headers.get('content-encoding')
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') return { headers: null, refused: 415 }
  return { headers, refused: null }
}
