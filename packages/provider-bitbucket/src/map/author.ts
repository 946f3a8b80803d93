import type { Author, Signature } from '@scm-host/core/provider'
import { timeOf } from './time.ts'

/** The fields of Bitbucket's account objects this provider reads: users, teams, apps, access tokens. */
export interface VendorAccount {
  readonly type?: string
  /** In braces. */
  readonly uuid?: string
  readonly account_id?: string
  readonly nickname?: string
  readonly username?: string
  readonly display_name?: string
  /** `repository_access_token` and the like, on accounts that stand for a token. */
  readonly kind?: string
  readonly links?: VendorLinks
}

/** Links by name; this provider reads `html` and `avatar`. */
export interface VendorLinks {
  readonly html?: { readonly href?: string }
  readonly avatar?: { readonly href?: string }
}

/**
 * Accounts have no unique login: `nickname` is for people to read, and the id (UUID, else Atlassian account id) is what
 * arguments take. Null for an account without either, which is a deleted one.
 */
export function mapAuthor(account: VendorAccount | null | undefined): Author | null {
  const id = account?.uuid ?? account?.account_id
  if (account === null || account === undefined || id === undefined) return null
  return {
    id,
    username: account.nickname ?? account.username ?? account.display_name ?? id,
    displayName: account.display_name ?? null,
    isBot: isBot(account),
    avatarUrl: account.links?.avatar?.href ?? null,
    htmlUrl: account.links?.html?.href ?? null,
  }
}

/** Authors of a list, without deleted accounts. */
export function mapAuthors(accounts: readonly (VendorAccount | null)[] | undefined): readonly Author[] {
  return (accounts ?? []).map(mapAuthor).filter((author) => author !== null)
}

function isBot({ type = '', kind = '' }: VendorAccount): boolean {
  return /^app_?user$/i.test(type) || kind.endsWith('access_token')
}

/** Who wrote a commit: git's own text, and the account where Bitbucket knows it. */
export interface VendorSignature {
  /** `Name <mail>`. */
  readonly raw?: string
  readonly user?: VendorAccount | null
}

/** Splits git's `Name <mail>` without backtracking. */
export function mapSignature(
  signature: VendorSignature | null | undefined,
  date: string | null | undefined,
): Signature | null {
  if (signature === null || signature === undefined) return null
  const raw = signature.raw ?? ''
  const [open, close] = [raw.lastIndexOf('<'), raw.lastIndexOf('>')]
  const hasMail = open >= 0 && close > open
  const name = (hasMail ? raw.slice(0, open) : raw).trim()
  const email = hasMail ? raw.slice(open + 1, close).trim() : ''
  return {
    name: name === '' ? (signature.user?.display_name ?? null) : name,
    email: email === '' ? null : email,
    date: timeOf(date),
    account: mapAuthor(signature.user),
  }
}
