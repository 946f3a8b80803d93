import { Users } from '@gitbeaker/rest'
import { ScmError } from '@scm-host/core/provider'
import type { Client } from '../client.ts'
import type { VendorUser } from '../map/author.ts'

/** All digits are an id, as `findUser` has it too. */
export const isId = (user: string) => /^[1-9][0-9]{0,14}$/.test(user)

/**
 * A user by id or username; all digits are an id. GitLab finds a username whatever its case.
 * @throws ScmError `not_found` where there is none
 */
export async function findUser(client: Client, user: string): Promise<VendorUser> {
  if (isId(user)) return client.of(Users).show(Number(user))
  const found = await client.of(Users).all({ username: user })
  const exact = found.find((one) => one.username.toLowerCase() === user.toLowerCase())
  if (exact !== undefined) return exact
  throw new ScmError('not_found', 'GitLab shows this connection no user of that name.', { provider: 'gitlab' })
}

/** The id of a user, asked of GitLab only for a username. @throws ScmError `not_found` where there is none */
export async function userId(client: Client, user: string): Promise<number> {
  return isId(user) ? Number(user) : (await findUser(client, user)).id
}
