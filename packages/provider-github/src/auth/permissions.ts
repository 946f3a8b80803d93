import type { Area } from '@scm-host/core/provider'
import type { GitHubSettings } from '../settings.ts'

export type Level = 'read' | 'write' | 'admin'
export type Permissions = Readonly<Record<string, Level>>

/** `needs`: without it the area is useless. `may`: asked for where the installation has it. */
interface Wanted {
  readonly needs: Permissions
  readonly may: Permissions
}

const contents = {
  read: { needs: { contents: 'read' }, may: {} },
  write: { needs: { contents: 'write' }, may: {} },
} as const
const triage = (level: 'read' | 'write') => ({ needs: {}, may: { issues: level, pull_requests: level } }) as const
const only = (name: string): { readonly read: Wanted; readonly write: Wanted } => ({
  read: { needs: { [name]: 'read' }, may: {} },
  write: { needs: { [name]: 'write' }, may: {} },
})
const nothing = { needs: {}, may: {} } as const

/**
 * What the operations of each area ask of an app, beside `metadata: read`, which every token has. Labels and milestones
 * are open to either of two permissions. Merging and resolving threads change content; minimizing may concern an issue's
 * comment.
 * @see https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps
 */
export const areaPermissions: Readonly<Record<Area, { readonly read: Wanted; readonly write: Wanted }>> = {
  repository: {
    read: { needs: {}, may: { contents: 'read' } },
    write: { needs: { administration: 'write', contents: 'read' }, may: {} },
  },
  installation: { read: nothing, write: nothing },
  branches: contents,
  tags: contents,
  git: contents,
  files: contents,
  commits: { read: { needs: { contents: 'read' }, may: { pull_requests: 'read' } }, write: contents.write },
  issues: {
    read: { needs: { issues: 'read' }, may: { pull_requests: 'read' } },
    write: only('issues').write,
  },
  pullRequests: {
    read: { needs: { pull_requests: 'read' }, may: { contents: 'read', issues: 'read' } },
    write: { needs: { pull_requests: 'write' }, may: { contents: 'write', issues: 'write' } },
  },
  reviews: {
    read: { needs: { pull_requests: 'read' }, may: { contents: 'read' } },
    write: { needs: { pull_requests: 'write' }, may: { contents: 'write', issues: 'write' } },
  },
  checks: only('checks'),
  statuses: only('statuses'),
  labels: { read: triage('read'), write: triage('write') },
  milestones: { read: triage('read'), write: triage('write') },
  releases: contents,
  deployments: only('deployments'),
  hooks: only('repository_hooks'),
  users: { read: nothing, write: nothing },
  organizations: { read: { needs: {}, may: { members: 'read' } }, write: nothing },
  links: { read: nothing, write: nothing },
}

/** What a token for one area and effect is asked to have. */
export function wantedPermissions(area: Area, effect: 'read' | 'write', settings: GitHubSettings): Wanted {
  const { needs, may } = areaPermissions[area][effect]
  const workflows: Permissions =
    settings.workflows === true && needs['contents'] === 'write' ? { workflows: 'write' } : {}
  return { needs: { metadata: 'read', ...needs }, may: { ...may, ...workflows } }
}

const order: Readonly<Record<string, number>> = { read: 1, write: 2, admin: 3 }

function isGranted(name: string, level: Level, granted: Readonly<Record<string, string | undefined>>): boolean {
  return (order[granted[name] ?? ''] ?? 0) >= (order[level] ?? 0)
}

/** The needed permissions an installation lacks, as `name:level`. */
export function missingPermissions(
  needs: Permissions,
  granted: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  return Object.entries(needs)
    .filter(([name, level]) => !isGranted(name, level, granted))
    .map(([name, level]) => `${name}:${level}`)
}

/** Of the permissions that may be asked for, those the installation has. */
export function grantedOf(may: Permissions, granted: Readonly<Record<string, string | undefined>>): Permissions {
  return Object.fromEntries(Object.entries(may).filter(([name, level]) => isGranted(name, level, granted)))
}
