import type { Organization, Team } from '@scm-host/core/provider'

/** The fields of GitLab's groups this provider reads. */
export interface VendorGroup {
  readonly id: number
  readonly full_path: string
  readonly web_url?: string | null
}

/** A group; its name is the full path, `parent/child`. */
export function mapOrganization(group: VendorGroup): Organization {
  return { id: String(group.id), name: group.full_path, kind: 'organization', htmlUrl: group.web_url ?? null }
}

/** A subgroup. */
export function mapTeam(group: VendorGroup): Team {
  return { id: String(group.id), name: group.full_path }
}
