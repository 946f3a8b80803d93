import { operationTable } from '../contract/generated/operations.ts'
import type { OperationId } from '../contract/guards.ts'
import { specOf, type Provider, type RepositoryRef } from '../provider/define-provider.ts'

/** What a provider says of itself, for lists and consoles. */
export interface ProviderDescription {
  readonly id: string
  readonly title: string
  /** Range of contract versions. */
  readonly contract: string
  readonly icon: string
  /** Kinds of credentials, each once. */
  readonly auth: readonly string[]
  readonly operations: readonly OperationId[]
  readonly hasWebhooks: boolean
}

const nowhere: RepositoryRef = { externalId: '1', fullName: 'owner/name', defaultBranch: 'main' }

/** The operations a provider has, found by connecting it to nothing: `connect` does no I/O. */
export function operationsOf(provider: Provider): readonly OperationId[] {
  const fetch = () => Promise.reject(new Error('A provider must not fetch while it connects.'))
  const connected = specOf(provider).connect({ settings: {}, fetch, log: () => undefined })
  const methods = [connected.repository(nowhere), connected.connection] as readonly Readonly<
    Record<string, object | undefined>
  >[]
  return (Object.keys(operationTable) as OperationId[]).filter((id) => {
    const { area, name } = operationTable[id]
    return methods.some((areas) => typeof (areas[area] as Record<string, unknown> | undefined)?.[name] === 'function')
  })
}

/** Describes a provider without a connection. */
export function describeProvider(provider: Provider): ProviderDescription {
  const { id, title, contract, icon, auth, webhooks } = specOf(provider)
  return {
    id,
    title,
    contract,
    icon: icon.pathname.split('/').at(-1) ?? '',
    auth: [...new Set(auth.map(({ kind }) => kind))],
    operations: operationsOf(provider),
    hasWebhooks: webhooks !== undefined,
  }
}
