import type { Collaborator, Permission, Repository } from '@scm-host/core/provider'

/** The fields of GitHub's repository objects this provider reads: full, minimal, in searches and in payloads. */
export interface VendorRepository {
  readonly id: number
  readonly name: string
  readonly full_name: string
  readonly owner?: { readonly id?: number; readonly login?: string; readonly type?: string } | null
  readonly description?: string | null
  readonly default_branch?: string | null
  readonly private?: boolean
  readonly fork?: boolean
  readonly archived?: boolean
  /** In kilobytes. */
  readonly size?: number
  readonly html_url: string
  /** Seconds since 1970 in push payloads. */
  readonly created_at?: string | number | null
  readonly updated_at?: string | number | null
}

/** Internal repositories of an enterprise are `private` at GitHub too. */
export function mapRepository(repository: VendorRepository): Repository {
  const slash = repository.full_name.indexOf('/')
  return {
    externalId: String(repository.id),
    fullName: repository.full_name,
    name: repository.name,
    owner: repository.owner?.login ?? repository.full_name.slice(0, slash),
    description: repository.description ?? null,
    defaultBranch: repository.default_branch ?? null,
    isPrivate: repository.private ?? true,
    isFork: repository.fork ?? false,
    isArchived: repository.archived ?? false,
    sizeBytes: repository.size === undefined ? null : repository.size * 1024,
    htmlUrl: repository.html_url,
    createdAt: timeOf(repository.created_at),
    updatedAt: timeOf(repository.updated_at),
  }
}

function timeOf(time: string | number | null | undefined): string | null {
  if (time === null || time === undefined) return null
  return typeof time === 'number' ? new Date(time * 1000).toISOString() : time
}

/** What a repository answer says of the credential's own access. */
export interface VendorAccess {
  readonly admin?: boolean
  readonly maintain?: boolean
  readonly push?: boolean
  readonly triage?: boolean
  readonly pull?: boolean
}

type Level = Permission['permission']

/** GitHub's names of the levels, in `permission` as in `role_name`. */
const levels: Readonly<Record<string, Level>> = {
  none: 'none',
  pull: 'read',
  read: 'read',
  triage: 'triage',
  push: 'write',
  write: 'write',
  maintain: 'maintain',
  admin: 'admin',
}

/** The highest level the flags grant. */
export function levelOf(access: VendorAccess | undefined): Level {
  const order = ['admin', 'maintain', 'push', 'triage', 'pull'] as const
  const highest = order.find((flag) => access?.[flag] === true)
  return (highest === undefined ? undefined : levels[highest]) ?? 'none'
}

/** A level by its role; a custom role of an organization counts as the level it is built on. */
export function mapLevel(role: string | undefined, built: string | VendorAccess | undefined): Level {
  const known = role === undefined ? undefined : levels[role]
  if (known !== undefined) return known
  return typeof built === 'string' ? (levels[built] ?? 'none') : levelOf(built)
}

/** May read, may write. */
export function mapPermission(permission: Level): Permission {
  const canWrite = permission === 'write' || permission === 'maintain' || permission === 'admin'
  return { permission, canRead: permission !== 'none', canWrite }
}

/** `user` is mapped by the caller, which leaves deleted accounts out. */
export function mapCollaborator(
  user: Collaborator['user'],
  role: string | undefined,
  access: VendorAccess | undefined,
): Collaborator {
  return { user, permission: mapLevel(role, access) }
}
