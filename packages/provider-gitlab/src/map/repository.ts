import type { Repository } from '@scm-host/core/provider'
import { utcOrNull } from './date.ts'

/** The fields of GitLab's project objects this provider reads; lists of projects lack some. */
export interface VendorProject {
  readonly id: number
  readonly path: string
  readonly path_with_namespace: string
  readonly description?: string | null
  readonly default_branch?: string | null
  readonly visibility?: string
  readonly archived?: boolean
  readonly web_url: string
  readonly ssh_url_to_repo?: string | null
  readonly created_at?: string | null
  readonly updated_at?: string | null
  readonly last_activity_at?: string | null
  readonly forked_from_project?: object | null
  readonly namespace: { readonly id: number; readonly full_path: string; readonly kind: string }
  readonly statistics?: { readonly repository_size?: number | null } | null
  readonly permissions?: {
    readonly project_access?: { readonly access_level: number } | null
    readonly group_access?: { readonly access_level: number } | null
  } | null
}

/**
 * A project. `internal` is private: not everybody can read it. Without a visibility GitLab has answered somebody who is
 * not signed in, whom it shows public projects only.
 */
export function mapRepository(project: VendorProject): Repository {
  return {
    externalId: String(project.id),
    fullName: project.path_with_namespace,
    name: project.path,
    owner: project.namespace.full_path,
    description: project.description ?? null,
    defaultBranch: project.default_branch ?? null,
    isPrivate: (project.visibility ?? 'public') !== 'public',
    isFork: project.forked_from_project !== null && project.forked_from_project !== undefined,
    isArchived: project.archived ?? false,
    sizeBytes: sizeOf(project.statistics?.repository_size),
    htmlUrl: project.web_url,
    createdAt: utcOrNull(project.created_at),
    updatedAt: utcOrNull(project.updated_at ?? project.last_activity_at),
  }
}

/** Left out for those who may not see statistics; never anything but a whole number. */
function sizeOf(bytes: unknown): number | null {
  return Number.isSafeInteger(bytes) ? (bytes as number) : null
}
