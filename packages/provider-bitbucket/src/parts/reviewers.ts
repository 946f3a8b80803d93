import type { VendorPullRequest } from '../map/pull-request.ts'

/** Users are named by UUID in braces or by Atlassian account id. */
export function reviewer(user: string): { readonly uuid: string } | { readonly account_id: string } {
  return user.startsWith('{') ? { uuid: user } : { account_id: user }
}

/** Ids of those asked for a review. */
export function reviewerIds({ reviewers = [] }: VendorPullRequest): readonly string[] {
  return reviewers.map((one) => one?.uuid ?? one?.account_id).filter((id) => id !== undefined)
}

/** What a pull request has and a change must send again. */
export function kept(pull: VendorPullRequest): object {
  const { title = '', summary, description, draft, close_source_branch: close } = pull
  return {
    title,
    description: summary?.raw ?? description ?? '',
    reviewers: reviewerIds(pull).map(reviewer),
    ...(draft === undefined ? {} : { draft }),
    ...(close === undefined ? {} : { close_source_branch: close }),
  }
}
