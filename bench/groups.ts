import type { Bench } from './row.ts'

/** What can be measured, by the names `--only` takes; each is loaded in its own process. */
export const groups: Readonly<Record<string, () => Promise<Bench>>> = {
  'call-overhead': async () => (await import('./rows/call-overhead.ts')).callOverhead,
  'cached-reads': async () => (await import('./rows/cached-reads.ts')).cachedReads,
  webhooks: async () => (await import('./rows/webhooks.ts')).webhooks,
  bus: async () => (await import('./rows/bus.ts')).bus,
  import: async () => (await import('./rows/import.ts')).imports,
  signatures: async () => (await import('./rows/signatures.ts')).signatures,
  parsers: async () => (await import('./rows/parsers.ts')).growth,
}
