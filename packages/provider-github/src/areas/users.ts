import type { AreaMethods } from '@scm-host/core/provider'
import { pageOf, paged, type Client } from '../client.ts'
import { mapUser } from '../map/user.ts'

/** https://docs.github.com/en/rest/users */
export function users(client: Client): AreaMethods<'users'> {
  const { users: accounts } = client.octokit.rest
  return {
    async getCurrent() {
      const { data: raw } = await accounts.getAuthenticated()
      return { data: mapUser(raw), raw }
    },
    async get({ user }) {
      const { data: raw } = await accounts.getByUsername({ username: user })
      return { data: mapUser(raw), raw }
    },
    async listEmails(_input, call) {
      const answer = await accounts.listEmailsForAuthenticatedUser(pageOf(call))
      return paged(answer, answer.data, ({ email, primary, verified }) => ({
        email,
        isPrimary: primary,
        isVerified: verified,
      }))
    },
  }
}
