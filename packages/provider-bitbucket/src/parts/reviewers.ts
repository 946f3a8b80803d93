import type { Bound } from '../client.ts'
import { pullRequestOf } from './pull-request.ts'

/** Ids of those asked for a review: UUIDs, which is what a change of the list must send again. */
export async function reviewersOf(client: Bound, pullRequest: string): Promise<readonly string[]> {
  const { reviewers = [] } = await pullRequestOf(client, pullRequest)
  return reviewers.map((one) => one?.uuid ?? one?.account_id).filter((id) => id !== undefined)
}
