import { GroupMembers, Groups } from '@gitbeaker/rest'
import type { AreaMethods } from '@scm-host/core/provider'
import { paged, type Client } from '../client.ts'
import { mapAccount } from '../map/author.ts'
import { mapOrganization, mapTeam } from '../map/organization.ts'

/** https://docs.gitlab.com/api/groups/ and https://docs.gitlab.com/api/group_members/ ; teams are subgroups. */
export function organizations(client: Client): AreaMethods<'organizations'> {
  return {
    async get({ organization }) {
      const raw = await client.of(Groups).show(organization, { withProjects: false })
      return { data: mapOrganization(raw), raw }
    },
    async list(_input, call) {
      const page = await client.page(Groups, call, (groups, at) => groups.all({ ...at }))
      return paged(page, mapOrganization)
    },
    async listMembers({ organization }, call) {
      const page = await client.page(GroupMembers, call, (members, at) =>
        members.all(organization, { includeInherited: true, ...at }),
      )
      return paged(page, mapAccount)
    },
    async listTeams({ organization }, call) {
      const page = await client.page(Groups, call, (groups, at) => groups.allSubgroups(organization, { ...at }))
      return paged(page, mapTeam)
    },
  }
}
