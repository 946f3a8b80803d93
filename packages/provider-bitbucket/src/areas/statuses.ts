import { given, type AreaMethods } from '@scm-host/core/provider'
import { encodePath, pageOf, read, valuesOf, type Bound } from '../client.ts'
import { keyOf, mapCombined, mapStatus, vendorStates, type VendorStatus } from '../map/status.ts'
import { nextCursor, type VendorPage } from '../page.ts'
import { allPages } from '../parts/all-pages.ts'
import { commitOf } from '../parts/commit-of.ts'
import { repositoryUrl } from '../parts/web-links.ts'

const mostStatuses = 1000

/** Build statuses: https://developer.atlassian.com/cloud/bitbucket/rest/api-group-commit-statuses/ */
export function statuses(client: Bound): AreaMethods<'statuses'> {
  const { api, at } = client
  return {
    async list({ ref }, call) {
      const commit = await commitOf(client, ref)
      const { data: raw } = await read<VendorPage<VendorStatus>>(
        api.commitstatuses.list({ ...at, commit, sort: '-created_on', ...pageOf(call) }),
      )
      const data = valuesOf(raw).map((status) => ({ ...mapStatus(status), sha: commit }))
      return { data, nextCursor: nextCursor(raw), raw }
    },
    async create({ sha, state, context, url, description }) {
      const _body = {
        key: keyOf(context),
        name: context,
        state: vendorStates[state],
        url: targetUrl(client, sha, url),
        ...given({ description }),
      }
      const { data: raw } = await read<VendorStatus>(
        api.commitstatuses.createBuildStatus({ ...at, commit: sha, _body }),
      )
      return { data: { ...mapStatus(raw), sha }, raw }
    },
    async getCombined({ ref }) {
      const commit = await commitOf(client, ref)
      const { items } = await allPages<VendorStatus>(
        (place) => api.commitstatuses.list({ ...at, commit, pagelen: '100', ...place }),
        mostStatuses,
      )
      return { data: mapCombined(commit, items), raw: items }
    },
  }
}

/** Bitbucket wants a URL with every status and reads braces in it as a template: without one the commit's page stands in. */
export function targetUrl(client: Bound, sha: string, url: string | undefined): string {
  const target = url ?? `${repositoryUrl(client)}/commits/${encodePath(sha)}`
  return target.replaceAll('{', '%7B').replaceAll('}', '%7D')
}
