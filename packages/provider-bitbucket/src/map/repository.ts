import type { Collaborator, Permission, Repository } from '@scm-host/core/provider'
import { mapAuthor, type VendorAccount, type VendorLinks } from './author.ts'
import { timeOf } from './time.ts'

/** The fields of Bitbucket's repository objects this provider reads, in answers and payloads. */
export interface VendorRepository {
  readonly uuid: string
  readonly full_name: string
  readonly name?: string
  readonly slug?: string
  readonly description?: string | null
  readonly is_private?: boolean
  readonly mainbranch?: { readonly name?: string } | null
  readonly parent?: object | null
  readonly size?: number
  readonly language?: string | null
  readonly created_on?: string
  readonly updated_on?: string
  readonly links?: VendorLinks
}

/** Bitbucket Cloud has no archived repositories. `name` is the slug: the display name is no part of any URL. */
export function mapRepository(repository: VendorRepository): Repository {
  const [owner = '', slug = ''] = repository.full_name.split('/')
  return {
    externalId: repository.uuid,
    fullName: repository.full_name,
    name: repository.slug ?? slug,
    owner,
    description: orNull(repository.description),
    defaultBranch: repository.mainbranch?.name ?? null,
    isPrivate: repository.is_private ?? true,
    isFork: repository.parent !== undefined && repository.parent !== null,
    isArchived: false,
    sizeBytes: repository.size ?? null,
    htmlUrl: repository.links?.html?.href ?? `https://bitbucket.org/${repository.full_name}`,
    createdAt: timeOf(repository.created_on),
    updatedAt: timeOf(repository.updated_on),
  }
}

function orNull(text: string | null | undefined): string | null {
  return text === undefined || text === null || text === '' ? null : text
}

type Level = Permission['permission']

const levels: ReadonlySet<string> = new Set(['none', 'read', 'write', 'admin'])

/** The permission of one account for a repository. */
export interface VendorPermission {
  readonly permission?: string
  readonly user?: VendorAccount | null
}

/** May read, may write. */
export function mapPermission(permission: string | undefined): Permission {
  const level = permission !== undefined && levels.has(permission) ? (permission as Level) : 'none'
  return { permission: level, canRead: level !== 'none', canWrite: level === 'write' || level === 'admin' }
}

/** Null for a deleted account. */
export function mapCollaborator({ user, permission }: VendorPermission): Collaborator | null {
  const author = mapAuthor(user)
  return author === null ? null : { user: author, permission: mapPermission(permission).permission }
}
