import type { EventTarget } from '../events/envelope.ts'
import type { RepositoryRef } from '../provider/define-provider.ts'
import type { SignatureScheme } from '../provider/webhooks.ts'

/** A secret value, or a function that reads it each time it is needed. */
export type Secret = string | (() => string | Promise<string>)

/** One configured account at one provider instance. */
export interface ConnectionRecord {
  readonly id: string
  readonly organizationId: string
  readonly provider: string
  /** Checked by the provider's schema. */
  readonly settings: unknown
  readonly auth: { readonly kind: string; readonly secret: Readonly<Record<string, Secret>> }
  readonly state: 'active' | 'suspended' | 'revoked'
  /** The vendor's account a webhook names: for GitHub the installation id. */
  readonly account?: string
  /** Which app's hook speaks for it, where a hook binds an app. */
  readonly appId?: string
}

/** A repository an organization has added. */
export interface RepositoryRecord extends RepositoryRef {
  readonly id: string
  readonly organizationId: string
  readonly connectionId: string
  readonly status: 'active' | 'disabled' | 'hidden' | 'pending_deletion'
}

/** A registered webhook: what it may speak for, and the secrets that sign it (several while rotating). */
export type HookRecord = {
  readonly id: string
  readonly provider: string
  readonly scheme: SignatureScheme['kind']
  readonly secrets: readonly Secret[]
} & (
  | { readonly binds: 'repository'; readonly connectionId: string; readonly repositoryId: string }
  | { readonly binds: 'connection'; readonly connectionId: string }
  | { readonly binds: 'app'; readonly appId: string }
)

/** A repository by our record id, or by the name the vendor knows it by. */
export type RepositoryAt = string | { readonly provider: string; readonly fullName: string }

/**
 * Where the host looks up connections, repositories and hooks: in memory here, durable in `@scm-host/server`.
 * Every lookup takes the organization, so that a foreign record is never seen.
 */
export interface Directory {
  repository(organizationId: string, at: RepositoryAt): Promise<RepositoryRecord | null>
  connection(organizationId: string, id: string): Promise<ConnectionRecord | null>
  hook(id: string): Promise<HookRecord | null>
  /** Whom a verified delivery concerns: one target a tenant, all inside the hook's scope. */
  targets(
    hook: HookRecord,
    account: string | null,
    repositoryExternalId: string | null,
  ): Promise<readonly EventTarget[]>
  /** Keeps a refreshed credential; only what `oauth2` refreshes returns. Absent: kept in memory only. */
  saveSecret?(organizationId: string, connectionId: string, secret: Readonly<Record<string, string>>): Promise<void>
}
