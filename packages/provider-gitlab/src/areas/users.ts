import { UserEmails, Users } from '@gitbeaker/rest'
import type { AreaMethods, Email } from '@scm-host/core/provider'
import type { Client } from '../client.ts'
import { mapUser } from '../map/author.ts'
import { findUser } from '../parts/find-user.ts'

/** https://docs.gitlab.com/api/users/ */
export function users(client: Client): AreaMethods<'users'> {
  return {
    async getCurrent() {
      const raw = await client.of(Users).showCurrentUser()
      return { data: mapUser(raw), raw }
    },
    async get({ user }) {
      const raw = await findUser(client, user)
      return { data: mapUser(raw), raw }
    },
    async listEmails(_input, call) {
      const { items, nextCursor } = await client.page(UserEmails, call, (emails, at) => emails.all(at as object))
      const others = items.map((one) => emailOf(one.email, one.confirmed_at, false))
      const first = call.cursor === null ? await primary(client) : []
      const data = [...first, ...others.filter(({ email }) => email !== first[0]?.email)]
      return { data, nextCursor, raw: items }
    },
  }
}

/**
 * The list of addresses leaves the primary one out; the account itself has it.
 * @see https://docs.gitlab.com/api/user_email_addresses/
 */
async function primary(client: Client): Promise<readonly Email[]> {
  const { email, confirmed_at: confirmedAt } = await client.of(Users).showCurrentUser()
  return typeof email === 'string' && email !== '' ? [emailOf(email, confirmedAt, true)] : []
}

function emailOf(email: string, confirmedAt: unknown, isPrimary: boolean): Email {
  return { email, isPrimary, isVerified: typeof confirmedAt === 'string' }
}
