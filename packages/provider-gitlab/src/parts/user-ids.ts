import { ScmError } from '@scm-host/core/provider'
import type { Client } from '../client.ts'
import { findUser } from './find-user.ts'

/** What GitLab takes for nobody at all. */
export const nobody: readonly number[] = [0]

/**
 * The ids GitLab's requests take, of usernames or ids. GitLab itself would leave out without a word whom it does not know.
 * @throws ScmError `validation_failed` naming who is not there
 */
export async function userIds(client: Client, users: readonly string[], argument: string): Promise<number[]> {
  const ids: number[] = []
  for (const user of users) {
    try {
      ids.push((await findUser(client, user)).id)
    } catch (error) {
      if (!ScmError.is(error, 'not_found')) throw error
      const fields = [`${argument}: GitLab shows this connection no user ${user}`]
      throw new ScmError('validation_failed', `${fields[0]}. Check the name.`, { provider: 'gitlab', fields })
    }
  }
  return ids
}
