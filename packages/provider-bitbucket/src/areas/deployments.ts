import type { AreaMethods } from '@scm-host/core/provider'
import { pageOf, read, valuesOf, type Bound } from '../client.ts'
import { mapDeployment, type VendorDeployment } from '../map/deployment.ts'
import { nextCursor, type VendorPage } from '../page.ts'
import { allPages } from '../parts/all-pages.ts'
import { commitOf } from '../parts/commit-of.ts'

interface Environment {
  readonly uuid?: string
  readonly name?: string
}

/**
 * Deployments are made by Pipelines alone, so they can only be listed. Bitbucket does not filter them: a page may hold fewer.
 * @see https://developer.atlassian.com/cloud/bitbucket/rest/api-group-deployments/
 */
export function deployments(client: Bound): AreaMethods<'deployments'> {
  const { api, at } = client
  return {
    async list({ environment, ref }, call) {
      const commit = ref === undefined ? null : await commitOf(client, ref)
      const { data: raw } = await read<VendorPage<VendorDeployment>>(api.deployments.list({ ...at, ...pageOf(call) }))
      const rows = valuesOf(raw)
      const names = rows.length === 0 ? new Map<string, string>() : await environmentNames(client)
      const all = rows.map((row) => mapDeployment(row, names))
      const data = all.filter(
        (one) =>
          (environment === undefined || one.environment === environment) && (commit === null || one.sha === commit),
      )
      return { data, nextCursor: nextCursor(raw), raw }
    },
  }
}

async function environmentNames({ api, at }: Bound): Promise<ReadonlyMap<string, string>> {
  const { items } = await allPages<Environment>((place) => api.deployments.listEnvironments({ ...at, ...place }), 1000)
  return new Map(items.flatMap(({ uuid = '', name }) => (name === undefined ? [] : [[uuid, name] as const])))
}
