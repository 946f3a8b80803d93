import type { Bench } from './row.ts'

/** What can be measured, by the names `--only` takes; each is loaded in its own process. */
export const groups: Readonly<Record<string, () => Promise<Bench>>> = {
  'call-overhead': async () => (await import('./rows/call-overhead.ts')).callOverhead,
  'gitlab-call-overhead': async () => (await import('./rows/provider-calls.ts')).gitlabCallOverhead,
  'bitbucket-call-overhead': async () => (await import('./rows/provider-calls.ts')).bitbucketCallOverhead,
  'cached-reads': async () => (await import('./rows/cached-reads.ts')).cachedReads,
  webhooks: async () => (await import('./rows/webhooks.ts')).webhooks,
  parse: async () => (await import('./rows/parse.ts')).parse,
  bus: async () => (await import('./rows/bus.ts')).bus,
  import: async () => (await import('./rows/import.ts')).imports,
  signatures: async () => (await import('./rows/signatures.ts')).signatures,
  parsers: async () => (await import('./rows/parsers.ts')).growth,
}
