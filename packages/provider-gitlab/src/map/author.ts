import type { Author, User } from '@scm-host/core/provider'

/** The fields of GitLab's user objects this provider reads; only single users and the current one have all. */
export interface VendorUser {
  readonly id: number
  readonly username: string
  readonly name?: string | null
  readonly avatar_url?: string | null
  readonly web_url?: string | null
  readonly bot?: boolean | null
  readonly email?: string | null
  readonly public_email?: string | null
}

/**
 * Accounts of project and group access tokens, and GitLab's own: lists of users do not say `bot`.
 * @see https://docs.gitlab.com/user/project/settings/project_access_tokens/#bot-users-for-projects
 * @see https://docs.gitlab.com/administration/internal_users/
 */
const botName =
  /^(?:(?:project|group)_\d+_bot(?:_?[0-9a-f]+)?|(?:gitlab-)?(?:alert|support|migration|security|admin|automation)-bot\d*|GitLab-?Duo\w*|service_account_\w+)$/i

/** A user; null for a deleted account, whose contributions GitLab moves to the account `ghost`. */
export function mapAuthor(user: VendorUser | null | undefined): Author | null {
  if (user === null || user === undefined || user.username === 'ghost') return null
  return mapAccount(user)
}

/** The users of a list, without deleted accounts. */
export function mapAuthors(users: readonly (VendorUser | null)[] | null | undefined): readonly Author[] {
  return (users ?? []).map(mapAuthor).filter((author) => author !== null)
}

/** A user whoever it is. */
export function mapAccount(user: VendorUser): Author {
  return {
    id: String(user.id),
    username: user.username,
    displayName: user.name ?? null,
    isBot: user.bot ?? botName.test(user.username),
    avatarUrl: user.avatar_url ?? null,
    htmlUrl: user.web_url ?? null,
  }
}

/** A user with the mail address GitLab shows, which is empty where it is private. */
export function mapUser(user: VendorUser): User {
  const emails = [user.email, user.public_email].filter((email) => typeof email === 'string' && email !== '')
  return { ...mapAccount(user), email: emails[0] ?? null }
}
