import type { ConnectionMethods, RepositoryMethods } from '@scm-host/core/provider'
import type { Bound, Client } from './client.ts'

/** What Bitbucket can do for one repository. */
export function repositoryAreas(_client: Bound): RepositoryMethods {
  return lazily<RepositoryMethods>({})
}

/** What Bitbucket can do for a connection, whatever the repository. */
export function connectionAreas(_client: Client): ConnectionMethods {
  return lazily<ConnectionMethods>({})
}

/** An object whose members are built when first read: a handle uses one or two areas of many. */
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
