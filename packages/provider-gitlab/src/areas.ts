import type { ConnectionMethods, RepositoryMethods } from '@scm-host/core/provider'
import { branches } from './areas/branches.ts'
import { commits } from './areas/commits.ts'
import { files } from './areas/files.ts'
import { git } from './areas/git.ts'
import { installation, repositoryInstallation } from './areas/installation.ts'
import { links } from './areas/links.ts'
import { organizations } from './areas/organizations.ts'
import { repository } from './areas/repository.ts'
import { tags } from './areas/tags.ts'
import { users } from './areas/users.ts'
import type { Bound, Client } from './client.ts'

/** What GitLab can do for one project. */
export function repositoryAreas(client: Bound): RepositoryMethods {
  return lazily<RepositoryMethods>({
    repository: () => repository(client),
    installation: () => repositoryInstallation(client),
    branches: () => branches(client),
    tags: () => tags(client),
    git: () => git(client),
    files: () => files(client),
    commits: () => commits(client),
    links: () => links(client),
  })
}

/** What GitLab can do for a connection, whatever the project. */
export function connectionAreas(client: Client): ConnectionMethods {
  return lazily<ConnectionMethods>({
    installation: () => installation(client),
    users: () => users(client),
    organizations: () => organizations(client),
  })
}

/** An object whose members are built when first read: a handle uses one or two areas of eighteen. */
function lazily<T extends object>(builders: { readonly [K in keyof T]?: () => NonNullable<T[K]> }): T {
  const areas = {} as T
  for (const name of Object.keys(builders) as (keyof T)[]) {
    Object.defineProperty(areas, name, {
      enumerable: true,
      configurable: true,
      get() {
        const area = builders[name]?.()
        Object.defineProperty(areas, name, { value: area, enumerable: true })
        return area
      },
    })
  }
  return areas
}
