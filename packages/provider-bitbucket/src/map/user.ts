import { ScmError, type Organization, type User } from '@scm-host/core/provider'
import { mapAuthor, type VendorAccount, type VendorLinks } from './author.ts'

/** Mail addresses are in a list of their own, of the credential's user alone. */
export function mapUser(account: VendorAccount): User {
  const author = mapAuthor(account)
  if (author !== null) return { ...author, email: null }
  throw new ScmError('not_found', 'The account was deleted at Bitbucket.', { provider: 'bitbucket' })
}

/** The fields of Bitbucket's workspaces this provider reads. */
export interface VendorWorkspace {
  readonly uuid: string
  readonly slug: string
  readonly name?: string
  readonly links?: VendorLinks
}

export function mapOrganization(workspace: VendorWorkspace, web: string): Organization {
  const { uuid, slug, links } = workspace
  return {
    id: uuid,
    name: slug,
    kind: 'organization',
    htmlUrl: links?.html?.href ?? `${web}/${encodeURIComponent(slug)}/`,
  }
}
