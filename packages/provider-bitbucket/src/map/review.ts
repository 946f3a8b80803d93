import type { Review } from '@scm-host/core/provider'
import { mapAuthor } from './author.ts'
import type { VendorParticipant, VendorPullRequest } from './pull-request.ts'
import { timeOf } from './time.ts'

const states: ReadonlyMap<string, Review['state']> = new Map([
  ['approved', 'approved'],
  ['changes_requested', 'changes_requested'],
])

/**
 * What a participant thinks of a pull request. A participant has one review, so its id is the account's; the commit is the
 * head, to which Bitbucket's approvals belong.
 */
export function mapReview(participant: VendorParticipant, pull: VendorPullRequest): Review {
  const author = mapAuthor(participant.user)
  return {
    id: author?.id ?? 'unknown',
    state: states.get(participant.state ?? '') ?? 'commented',
    body: null,
    author,
    sha: pull.source?.commit?.hash ?? null,
    htmlUrl: pull.links?.html?.href ?? null,
    submittedAt: timeOf(participant.participated_on),
  }
}
