import { lazily, type ConnectionMethods, type RepositoryMethods } from '@scm-host/core/provider'
import { branches } from './areas/branches.ts'
import { checks } from './areas/checks.ts'
import type { Bound, Client } from './client.ts'
import { commits } from './areas/commits.ts'
import { deployments } from './areas/deployments.ts'
import { files } from './areas/files.ts'
import { git } from './areas/git.ts'
import { hooks } from './areas/hooks.ts'
import { installation, repositoryInstallation } from './areas/installation.ts'
import { issues } from './areas/issues.ts'
import { labels } from './areas/labels.ts'
import { links } from './areas/links.ts'
import { milestones } from './areas/milestones.ts'
import { organizations } from './areas/organizations.ts'
import { pullRequests } from './areas/pull-requests.ts'
import { releases } from './areas/releases.ts'
import { repository } from './areas/repository.ts'
import { reviews } from './areas/reviews.ts'
import { statuses } from './areas/statuses.ts'
import { tags } from './areas/tags.ts'
import { users } from './areas/users.ts'

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
