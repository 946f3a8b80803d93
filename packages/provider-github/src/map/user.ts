import type { Organization, RateLimit, User } from '@scm-host/core/provider'
import { mapAuthor, type VendorUser } from './author.ts'

/** GitHub's public and private user objects. */
export function mapUser(
  user: VendorUser & { readonly id: number; readonly login: string; readonly email?: string | null },
): User {
  const author = mapAuthor(user)
  return {
    id: String(user.id),
    username: user.login,
    displayName: author?.displayName ?? null,
    isBot: author?.isBot ?? false,
    avatarUrl: author?.avatarUrl ?? null,
    htmlUrl: author?.htmlUrl ?? null,
    email: user.email ?? null,
  }
}

/** An account as an organization; lists of organizations have neither type nor page, so both are computed. */
export function mapOrganization(
  account: { readonly id: number; readonly login: string; readonly type?: string; readonly html_url?: string },
  web: string,
): Organization {
  return {
    id: String(account.id),
    name: account.login,
    kind: account.type === 'User' || account.type === 'Bot' ? 'user' : 'organization',
    htmlUrl: account.html_url ?? `${web}/${encodeURIComponent(account.login)}`,
  }
}

/** The limits of `GET /rate_limit`, by name. */
export function mapRateLimits(
  resources: Readonly<
    Record<string, { readonly limit: number; readonly remaining: number; readonly reset: number } | undefined>
  >,
): readonly RateLimit[] {
  return Object.entries(resources).flatMap(([resource, limit]) =>
    limit === undefined
      ? []
      : [
          {
            resource,
            limit: limit.limit,
            remaining: limit.remaining,
            resetsAt: new Date(limit.reset * 1000).toISOString(),
          },
        ],
  )
}
