type RawHeaders = readonly (readonly [string, string])[]

/** Headers of a delivery by lower-case name, or what makes them unusable. */
export type ReadHeaders =
  | { readonly headers: ReadonlyMap<string, string>; readonly refused: null }
  | { readonly headers: null; readonly refused: 400 | 415 }

const alwaysOnce = ['content-length', 'content-type', 'content-encoding', 'host']

/**
 * Reads headers as they came. Those that decide about trust must occur once: two of a kind are joined or picked
 * differently by every server in between.
 */
export function readHeaders(rawHeaders: RawHeaders, once: readonly string[]): ReadHeaders {
  const single = new Set([...alwaysOnce, ...once.map((name) => name.toLowerCase())])
  const headers = new Map<string, string>()
  for (const [name, value] of rawHeaders) {
    const key = name.toLowerCase()
    if (headers.has(key) && single.has(key)) return { headers: null, refused: 400 }
    if (!headers.has(key)) headers.set(key, value)
  }
  const encoding = headers.get('content-encoding')
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') return { headers: null, refused: 415 }
  return { headers, refused: null }
}
