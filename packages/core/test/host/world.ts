import { createHmac } from 'node:crypto'
import { createHost } from '../../src/host/create-host.ts'
import type { HookRecord } from '../../src/host/directory.ts'
import { inMemoryDirectory } from '../../src/host/directory-memory.ts'
import type { Host, HostOptions } from '../../src/host/types.ts'
import { startFakeApi, type FakeApi } from '../../src/testing/fake-api.ts'
import { fakeProvider } from '../../src/testing/fake-provider.ts'

export const secret = 'hook-secret-0123456789'
export const hookId = 'hook-one-0123456789'
export const fake = fakeProvider({ icon: new URL('./icon.svg', import.meta.url) })
export const token = 'fake-token-0123456789'

/** Two organizations at one fake vendor: `a` has `o/one` and an inactive `o/off`, `b` has `o/two`. */
export async function startWorld(
  options: Partial<HostOptions> = {},
): Promise<{ api: FakeApi; host: Host; close(): Promise<void> }> {
  const api = await startFakeApi({ token })
  api.issues.set('o/one', []).set('o/two', []).set('o/off', [])
  const host = createHost({
    providers: [fake],
    directory: directoryFor(api.url),
    network: { allow: ['127.0.0.1'] },
    ...options,
  })
  return {
    api,
    host,
    async close() {
      await host.close()
      await api.close()
    },
  }
}

export function directoryFor(baseUrl: string, hooks: readonly HookRecord[] = [hookFor('one')]) {
  const connection = (id: string, organizationId: string) => ({
    id,
    organizationId,
    provider: 'fake',
    settings: { baseUrl },
    auth: { kind: 'token', secret: { token } },
    state: 'active' as const,
  })
  const repository = (
    id: string,
    organizationId: string,
    connectionId: string,
    status: 'active' | 'disabled' = 'active',
  ) => ({
    id,
    organizationId,
    connectionId,
    externalId: `o/${id}`,
    fullName: `o/${id}`,
    defaultBranch: 'main',
    status,
  })
  return inMemoryDirectory({
    connections: [connection('ca', 'a'), connection('cb', 'b')],
    repositories: [
      repository('one', 'a', 'ca'),
      repository('off', 'a', 'ca', 'disabled'),
      repository('two', 'b', 'cb'),
    ],
    hooks,
  })
}

export function hookFor(repositoryId: string): HookRecord {
  return {
    id: hookId,
    provider: 'fake',
    scheme: 'hmac',
    secrets: [secret],
    binds: 'repository',
    connectionId: 'ca',
    repositoryId,
  }
}

/** A delivery of the fake vendor, signed over the raw bytes. */
export function signed(
  body: unknown,
  options: { readonly event?: string; readonly delivery?: string; readonly key?: string; readonly hook?: string } = {},
) {
  const bytes = body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body))
  const signature = createHmac('sha256', options.key ?? secret)
    .update(bytes)
    .digest('hex')
  return {
    hookId: options.hook ?? hookId,
    rawHeaders: [
      ['content-type', 'application/json'],
      ['x-fake-event', options.event ?? 'issue'],
      ['x-fake-delivery', options.delivery ?? 'd1'],
      ['x-fake-signature', `sha256=${signature}`],
    ] as [string, string][],
    body: bytes as Uint8Array,
  }
}

export const issueBody = { repository: 'o/one', issue: { number: 1, title: 'Hello', body: null, state: 'open' } }
