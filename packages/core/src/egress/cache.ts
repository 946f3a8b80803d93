import type { Reply } from './reply.ts'

/** An answer that can be asked for again with its validators. */
export interface CacheEntry {
  readonly etag: string | null
  readonly lastModified: string | null
  readonly headers: Headers
  readonly bytes: Uint8Array
}

/** Answers by key, least recently used out first. Nothing is served from it without asking the vendor. */
export interface ResponseCache {
  get(key: string): CacheEntry | undefined
  put(key: string, reply: Reply): void
  readonly bytes: number
}

/** What tells two answers apart: never joined to one string, so that no two can run into each other. */
export function cacheKey(parts: {
  readonly connectionId: string
  readonly organizationId: string
  readonly identity: string
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}): string {
  const { connectionId, organizationId, identity, method, url, headers } = parts
  const { accept = null, 'user-agent': _agent, ...rest } = headers
  return JSON.stringify([connectionId, organizationId, identity, method, url, accept, rest])
}

const overheadBytes = 1024

/** A cache of at most `capacity` bytes, entries of at most `entryLimit`. */
export function createCache(capacity = 64 * 1024 * 1024, entryLimit = 1024 * 1024): ResponseCache {
  const entries = new Map<string, CacheEntry>()
  let held = 0
  const sizeOf = (key: string, entry: CacheEntry) => entry.bytes.length + key.length * 2 + overheadBytes
  const remove = (key: string) => {
    const entry = entries.get(key)
    if (entry === undefined) return
    entries.delete(key)
    held -= sizeOf(key, entry)
  }
  return {
    get bytes() {
      return held
    },
    get(key) {
      const entry = entries.get(key)
      if (entry === undefined) return undefined
      entries.delete(key)
      entries.set(key, entry)
      return entry
    },
    put(key, reply) {
      remove(key)
      if (!isCacheable(reply) || reply.bytes.length > entryLimit) return
      const entry = entryOf(reply)
      entries.set(key, entry)
      held += sizeOf(key, entry)
      for (const oldest of entries.keys()) {
        if (held <= capacity) break
        remove(oldest)
      }
    },
  }
}

/** The 200 answer a 304 stands for: the kept body, the kept headers with what the 304 has newly told. */
export function revived(entry: CacheEntry, reply: Reply): Reply {
  const headers = new Headers(entry.headers)
  for (const [name, value] of reply.headers) {
    if (!name.startsWith('content-') && name !== 'transfer-encoding') headers.set(name, value)
  }
  return { status: 200, headers, url: reply.url, bytes: entry.bytes, stream: null }
}

/** The conditions to send for a kept answer. */
export function validators(entry: CacheEntry): Readonly<Record<string, string>> {
  if (entry.etag !== null) return { 'if-none-match': entry.etag }
  return entry.lastModified === null ? {} : { 'if-modified-since': entry.lastModified }
}

function isCacheable({ status, headers, stream }: Reply): boolean {
  if (status !== 200 || stream !== null || (!headers.has('etag') && !headers.has('last-modified'))) return false
  if (headers.has('set-cookie') || headers.get('vary') === '*') return false
  return !(headers.get('cache-control') ?? '').toLowerCase().includes('no-store')
}

function entryOf({ headers, bytes }: Reply): CacheEntry {
  const kept = new Headers(headers)
  kept.delete('content-encoding')
  kept.delete('content-length')
  // A chunk is a window on a larger buffer of the socket; keeping it would keep all of that.
  const own = bytes.buffer.byteLength > bytes.length ? Uint8Array.from(bytes) : bytes
  return { etag: headers.get('etag'), lastModified: headers.get('last-modified'), headers: kept, bytes: own }
}
