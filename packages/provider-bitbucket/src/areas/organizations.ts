import type { AreaMethods } from '@scm-host/core/provider'
import { pageOf, paged, read, valuesOf, type Client } from '../client.ts'
import { mapAuthors, type VendorAccount } from '../map/author.ts'
import { mapOrganization, type VendorWorkspace } from '../map/user.ts'
import type { VendorPage } from '../page.ts'
import { webUrl } from '../settings.ts'

/** Organizations are workspaces: https://developer.atlassian.com/cloud/bitbucket/rest/api-group-workspaces/ */
export function organizations(client: Client): AreaMethods<'organizations'> {
  const { api, settings } = client
  const web = webUrl(settings)
  return {
    async get({ organization: workspace }) {
      const { data: raw } = await read<VendorWorkspace>(api.workspaces.getWorkspace({ workspace }))
      return { data: mapOrganization(raw, web), raw }
    },
    /** Of the credential's user; one that stands for a workspace has that one. `GET /workspaces` was withdrawn in 2026. */
    async list(_input, call) {
      const { workspace } = settings
      if (workspace !== undefined) {
        const { data: raw } = await read<VendorWorkspace>(api.workspaces.getWorkspace({ workspace }))
        return { data: [mapOrganization(raw, web)], nextCursor: null, raw }
      }
      const { data: raw } = await client.send<VendorPage<{ readonly workspace: VendorWorkspace }>>(
        'GET',
        '/user/workspaces',
        pageOf(call),
      )
      return paged(raw, (one) => mapOrganization(one.workspace, web))
    },
    async listMembers({ organization: workspace }, call) {
      const { data: raw } = await read<VendorPage<{ readonly user: VendorAccount | null }>>(
        api.workspaces.getMembersForWorkspace({ workspace, ...pageOf(call) }),
      )
      return { ...paged(raw, String), data: mapAuthors(valuesOf(raw).map(({ user }) => user)) }
    },
    /** Projects, which are to a workspace what subgroups are elsewhere; groups of users are in no endpoint of API 2.0. */
    async listTeams({ organization: workspace }, call) {
      const { data: raw } = await read<
        VendorPage<{ readonly uuid: string; readonly name?: string; readonly key: string }>
      >(api.workspaces.getProjects({ workspace, ...pageOf(call) }))
      return paged(raw, ({ uuid, name, key }) => ({ id: uuid, name: name ?? key }))
    },
  }
}
