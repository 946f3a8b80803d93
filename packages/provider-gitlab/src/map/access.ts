import type { Collaborator, Installation, Permission } from '@scm-host/core/provider'
import { mapAccount, type VendorUser } from './author.ts'
import type { VendorProject } from './repository.ts'

export interface VendorMember extends VendorUser {
  readonly access_level: number
}

/** https://docs.gitlab.com/user/permissions/ : Developer; the first that may push. */
export const developer = 30

/**
 * Guest 10 reads issues (and code that is not private), Planner 15 and Reporter 20 also manage issues, Developer 30
 * pushes, Maintainer 40 administers the repository, Owner 50 everything. Levels between count as the one below.
 * @see https://docs.gitlab.com/api/access_requests/#valid-access-levels
 */
export function permissionOf(level: number): Permission['permission'] {
  if (level >= 50) return 'admin'
  if (level >= 40) return 'maintain'
  if (level >= developer) return 'write'
  if (level >= 15) return 'triage'
  return level >= 10 ? 'read' : 'none'
}

/** What a member may do. */
export function mapPermission(level: number): Permission {
  const permission = permissionOf(level)
  return { permission, canRead: permission !== 'none', canWrite: level >= developer }
}

/** Somebody with access to the project. */
export function mapCollaborator(member: VendorMember): Collaborator {
  return { user: mapAccount(member), permission: permissionOf(member.access_level) }
}

/** What the connection may do with a project, by its role there: the higher of the project's and its group's. */
export function mapAccess(project: VendorProject): Installation {
  const { project_access: own, group_access: inherited } = project.permissions ?? {}
  const levels = Object.entries({ project_access: own, group_access: inherited }).flatMap(([name, access]) =>
    access === null || access === undefined ? [] : [[name, access.access_level] as const],
  )
  const level = Math.max(0, ...levels.map(([, one]) => one))
  const { namespace } = project
  return {
    canRead: true,
    canWrite: level >= developer && project.archived !== true,
    account: {
      id: String(namespace.id),
      name: namespace.full_path,
      kind: namespace.kind === 'group' ? 'organization' : 'user',
    },
    permissions: Object.fromEntries(levels.map(([name, one]) => [name, permissionOf(one)])),
    suspendedAt: null,
  }
}

/**
 * Adds what the token's scopes leave of it: `read_api` and narrower ones cannot write.
 * @see https://docs.gitlab.com/user/profile/personal_access_tokens/#personal-access-token-scopes
 */
export function withScopes(access: Installation, scopes: readonly string[] | null): Installation {
  if (scopes === null) return access
  const named = Object.fromEntries(scopes.map((scope) => [`scope:${scope}`, 'granted']))
  const canRead = scopes.some((scope) => scope === 'api' || scope === 'read_api')
  return {
    ...access,
    canRead: access.canRead && canRead,
    canWrite: access.canWrite && scopes.includes('api'),
    permissions: { ...access.permissions, ...named },
  }
}
