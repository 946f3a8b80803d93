import type { Installation } from '@scm-host/core/provider'
import { levelOf, mapPermission, type VendorAccess } from './repository.ts'

/** Owner of repositories: a person or an organization. */
export interface VendorAccount {
  readonly id: number
  readonly login: string
  readonly type?: string
}

interface AccessAnswer {
  readonly owner: VendorAccount | null
  readonly archived?: boolean
  readonly disabled?: boolean
  readonly permissions?: VendorAccess
}

/** An account as `Installation` has it. */
export function mapAccount(account: VendorAccount | null): Installation['account'] {
  if (account === null) return null
  return {
    id: String(account.id),
    name: account.login,
    kind: account.type === 'Organization' ? 'organization' : 'user',
  }
}

/**
 * What a repository's answer says of the credential. `permissions` speaks of people: for the token of an app GitHub sets
 * every flag false, although the app can read (it just did). Nothing an installation token may ask tells what it may
 * write, so then only an archived or disabled repository is known to be closed to writes.
 */
export function mapAccess(repository: AccessAnswer): Installation {
  const level = levelOf(repository.permissions)
  const isOpen = repository.archived !== true && repository.disabled !== true
  const mayWrite = level === 'none' || mapPermission(level).canWrite
  const granted = Object.entries(repository.permissions ?? {}).filter(([, isGranted]) => isGranted === true)
  return {
    canRead: true,
    canWrite: isOpen && mayWrite,
    account: mapAccount(repository.owner),
    permissions: Object.fromEntries(granted.map(([name]) => [name, 'granted'])),
    suspendedAt: null,
  }
}

/**
 * What `x-oauth-scopes` says of a classic token; fine-grained tokens and apps have no such header and may do what they
 * were granted, which GitHub does not tell them.
 * @see https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps
 */
export function mapScopes(header: unknown): Omit<Installation, 'account'> {
  const scopes =
    typeof header !== 'string'
      ? null
      : header
          .split(',')
          .map((scope) => scope.trim())
          .filter(Boolean)
  return {
    canRead: true,
    canWrite: scopes === null || scopes.includes('repo') || scopes.includes('public_repo'),
    permissions: Object.fromEntries((scopes ?? []).map((scope) => [scope, 'granted'])),
    suspendedAt: null,
  }
}
