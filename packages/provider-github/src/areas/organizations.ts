import { ScmError, type AreaMethods, type Organization } from '@scm-host/core/provider'
import { pageOf, paged, type Client } from '../client.ts'
import { installationAccount } from './installation.ts'
import { mapAuthors } from '../map/author.ts'
import { mapOrganization } from '../map/user.ts'
import { webUrl } from '../settings.ts'

/** https://docs.github.com/en/rest/orgs and https://docs.github.com/en/rest/teams */
export function organizations(client: Client): AreaMethods<'organizations'> {
  const { orgs, teams } = client.octokit.rest
  const web = webUrl(client.settings)
  return {
    get: ({ organization }) => get(client, organization, web),
    async list(_input, call) {
      // An installation is on one account, and GitHub answers an app no list of organizations.
      if (client.settings.installationId !== undefined) return { ...(await ownAccount(client, web)), nextCursor: null }
      const answer = await orgs.listForAuthenticatedUser(pageOf(call))
      return paged(answer, answer.data, (one) => mapOrganization(one, web))
    },
    async listMembers({ organization }, call) {
      const answer = await orgs.listMembers({ org: organization, ...pageOf(call) })
      return { ...paged(answer, [], String), data: mapAuthors(answer.data), raw: answer.data }
    },
    async listTeams({ organization }, call) {
      const answer = await teams.list({ org: organization, ...pageOf(call) })
      return paged(answer, answer.data, (team) => ({ id: String(team.id), name: team.name }))
    },
  }
}

/** The account of a person is an organization of one: an app installed there has no other. */
async function get(client: Client, name: string, web: string) {
  const { orgs, users } = client.octokit.rest
  try {
    const { data: raw } = await orgs.get({ org: name })
    return { data: mapOrganization({ ...raw, type: 'Organization' }, web), raw }
  } catch (error) {
    if (!ScmError.is(error, 'not_found')) throw error
    const { data: raw } = await users.getByUsername({ username: name })
    return { data: mapOrganization(raw, web), raw }
  }
}

async function ownAccount(client: Client, web: string): Promise<{ data: readonly Organization[]; raw: unknown }> {
  const { account, raw } = await installationAccount(client)
  return { data: account === null ? [] : [mapOrganization(account, web)], raw }
}
