import type { Author } from '@scm-host/core/provider'

/** The fields of GitHub's user objects this provider reads; every endpoint's shape has them. */
export interface VendorUser {
  readonly id?: number
  readonly login?: string
  readonly name?: string | null
  readonly type?: string
  readonly avatar_url?: string
  readonly html_url?: string
}

/** GitHub's `simple-user`; null for a deleted account, which GitHub shows as null or as an empty object. */
export function mapAuthor(user: VendorUser | null | undefined): Author | null {
  if (user?.id === undefined || user.login === undefined) return null
  return {
    id: String(user.id),
    username: user.login,
    displayName: user.name ?? null,
    isBot: user.type === 'Bot',
    avatarUrl: user.avatar_url ?? null,
    htmlUrl: user.html_url ?? null,
  }
}

/** The authors of a list that may hold null. */
export function mapAuthors(users: readonly (VendorUser | null)[] | null | undefined): readonly Author[] {
  return (users ?? []).map(mapAuthor).filter((author) => author !== null)
}
