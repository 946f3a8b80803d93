import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createHost, inMemoryDirectory, type Host, type Provider, type SourceCodeManager } from '@scm-host/core'
import type { VendorAnswer } from './vendor-server.ts'

export const vendorToken = 'token-0123456789abcdef0123456789abcdef'

/** The server of `vendor-server.ts`, in a process of its own so that its work does not count. */
export async function startVendor(answer: VendorAnswer): Promise<{ readonly url: string; close(): void }> {
  const child = fork(new URL('./vendor-server.ts', import.meta.url))
  child.send(answer)
  const [{ url }] = (await once(child, 'message')) as [{ url: string }]
  return { url, close: () => child.disconnect() }
}

/** A host with one repository, `octo/hello`, at a provider whose API is at `baseUrl`, and the handle of that repository. */
export async function openVendor(
  provider: Provider,
  settings: { readonly baseUrl: string },
  externalId: string,
): Promise<{ readonly host: Host; readonly scm: SourceCodeManager }> {
  const owner = { organizationId: 'organization', connectionId: 'connection' } as const
  const auth = { kind: 'token', secret: { token: vendorToken } }
  const connection = { id: 'connection', organizationId: 'organization', provider: provider.id, settings, auth }
  const named = { externalId, fullName: 'octo/hello', defaultBranch: 'main' }
  const host = createHost({
    providers: [provider],
    directory: inMemoryDirectory({
      connections: [{ ...connection, state: 'active' }],
      repositories: [{ id: 'repository', ...owner, ...named, status: 'active' }],
      hooks: [],
    }),
    network: { allow: ['127.0.0.1'] },
  })
  const scm = await host.scm({ organization: 'organization', repository: 'repository', referrer: 'bench' })
  return { host, scm }
}

/** Markdown that fills an object's text, so that the whole is so many bytes. */
export function filled<T extends object>(bytes: number, withText: (text: string) => T): T {
  const words = 'A text that people write is **Markdown**, with “quotes” and a line\nnow and then. '
  const missing = bytes - Buffer.byteLength(JSON.stringify(withText('')))
  return withText(words.repeat(Math.ceil(missing / Buffer.byteLength(JSON.stringify(words)))))
}
