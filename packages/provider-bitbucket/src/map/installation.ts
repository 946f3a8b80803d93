import type { Installation } from '@scm-host/core/provider'

const reading = [/^repository(:(write|admin))?$/, /^(read|write|admin):repository:bitbucket$/]
const writing = [/^repository:(write|admin)$/, /^(write|admin):repository:bitbucket$/]

/** The scopes Bitbucket says a credential has; null where it does not say. */
export function scopesOf(headers: Readonly<Record<string, string | undefined>>): readonly string[] | null {
  const told = headers['x-oauth-scopes']
  if (told === undefined) return null
  return told
    .split(/[,\s]+/)
    .map((scope) => scope.trim())
    .filter((scope) => scope !== '')
}

/** Whether any of the scopes lets a credential read or write repositories; null where the scopes are not known. */
export function accessOf(
  scopes: readonly string[] | null,
): { readonly canRead: boolean; readonly canWrite: boolean } | null {
  if (scopes === null) return null
  const any = (patterns: readonly RegExp[]) => scopes.some((scope) => patterns.some((pattern) => pattern.test(scope)))
  return { canRead: any(reading) || scopes.some((scope) => scope.startsWith('pullrequest')), canWrite: any(writing) }
}

/** Scopes as the contract's map of permissions: each is granted. */
export function permissionsOf(scopes: readonly string[] | null): Installation['permissions'] {
  return Object.fromEntries((scopes ?? []).map((scope) => [scope, 'granted']))
}

/** A workspace or user as the account of an installation. */
export function mapAccount(account: {
  readonly uuid?: string
  readonly slug?: string
  readonly nickname?: string
  readonly display_name?: string
  readonly type?: string
}): Installation['account'] {
  const { uuid, slug, nickname, display_name: displayName } = account
  if (uuid === undefined) return null
  return { id: uuid, name: slug ?? nickname ?? displayName ?? uuid, kind: slug === undefined ? 'user' : 'organization' }
}
