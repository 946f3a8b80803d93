import type { ConnectionMethods, RepositoryMethods } from '@scm-host/core/provider'
import { branches } from './branches.ts'
import { checks } from './checks.ts'
import type { Bound, Client } from './client.ts'
import { commits } from './commits.ts'
import { deployments } from './deployments.ts'
import { files } from './files.ts'
import { git } from './git.ts'
import { hooks } from './hooks.ts'
import { installation, repositoryInstallation } from './installation.ts'
import { issues } from './issues.ts'
import { labels } from './labels.ts'
import { links } from './links.ts'
import { milestones } from './milestones.ts'
import { organizations } from './organizations.ts'
import { pullRequests } from './pull-requests.ts'
import { releases } from './releases.ts'
import { repository } from './repository.ts'
import { reviews } from './reviews.ts'
import { statuses } from './statuses.ts'
import { tags } from './tags.ts'
import { users } from './users.ts'

/** What GitHub can do for one repository. */
export function repositoryAreas(client: Bound): RepositoryMethods {
  return lazily<RepositoryMethods>({
    repository: () => repository(client),
    installation: () => repositoryInstallation(client),
    branches: () => branches(client),
    tags: () => tags(client),
    git: () => git(client),
    files: () => files(client),
    commits: () => commits(client),
    issues: () => issues(client),
    pullRequests: () => pullRequests(client),
    reviews: () => reviews(client),
    checks: () => checks(client),
    statuses: () => statuses(client),
    labels: () => labels(client),
    milestones: () => milestones(client),
    releases: () => releases(client),
    deployments: () => deployments(client),
    hooks: () => hooks(client),
    links: () => links(client),
  })
}

/** What GitHub can do for a connection, whatever the repository. */
export function connectionAreas(client: Client): ConnectionMethods {
  return lazily<ConnectionMethods>({
    installation: () => installation(client),
    users: () => users(client),
    organizations: () => organizations(client),
  })
}

/** An object whose members are built when first read: a handle uses one or two areas of eighteen. */
function lazily<T extends object>(builders: { readonly [K in keyof T]-?: () => NonNullable<T[K]> }): T {
  const areas = {} as T
  for (const name of Object.keys(builders) as (keyof T)[]) {
    Object.defineProperty(areas, name, {
      enumerable: true,
      configurable: true,
      get() {
        const area = builders[name]()
        Object.defineProperty(areas, name, { value: area, enumerable: true })
        return area
      },
    })
  }
  return areas
}
