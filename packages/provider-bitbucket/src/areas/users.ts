import type { AreaMethods } from '@scm-host/core/provider'
import { pageOf, paged, read, type Client } from '../client.ts'
import type { VendorAccount } from '../map/author.ts'
import { mapUser } from '../map/user.ts'
import type { VendorPage } from '../page.ts'

interface VendorEmail {
  readonly email: string
  readonly is_primary?: boolean
  readonly is_confirmed?: boolean
}

/** https://developer.atlassian.com/cloud/bitbucket/rest/api-group-users/ ; users are named by UUID or account id. */
export function users({ api }: Client): AreaMethods<'users'> {
  return {
    async getCurrent() {
      const { data: raw } = await read<VendorAccount>(api.users.getAuthedUser({}))
      return { data: mapUser(raw), raw }
    },
    async get({ user }) {
      const { data: raw } = await read<VendorAccount>(api.users.get({ selected_user: user }))
      return { data: mapUser(raw), raw }
    },
    async listEmails(_input, call) {
      const { data: raw } = await read<VendorPage<VendorEmail>>(api.users.listEmailsForAuthedUser(pageOf(call)))
      return paged(raw, ({ email, is_primary: isPrimary, is_confirmed: isVerified }) => ({
        email,
        isPrimary: isPrimary ?? false,
        isVerified: isVerified ?? null,
      }))
    },
  }
}
