import type { Bound } from '../client.ts'

const mutations = {
  draft: `mutation ToDraft($id: ID!) {
    switched: convertPullRequestToDraft(input: { pullRequestId: $id }) { pullRequest { isDraft updatedAt } }
  }`,
  ready: `mutation ToReady($id: ID!) {
    switched: markPullRequestReadyForReview(input: { pullRequestId: $id }) { pullRequest { isDraft updatedAt } }
  }`,
}

interface Switched {
  readonly switched: { readonly pullRequest: { readonly isDraft: boolean; readonly updatedAt: string } }
}

/**
 * Makes a pull request a draft or ready, and gives what changed in REST's words. `nodeId` must come from the
 * repository's own path, which is what keeps other repositories out.
 * https://docs.github.com/en/graphql/reference/mutations#convertpullrequesttodraft
 */
export async function switchDraft(client: Bound, nodeId: string, draft: boolean) {
  const { switched } = await client.graphql<Switched>(draft ? mutations.draft : mutations.ready, { id: nodeId })
  return { draft: switched.pullRequest.isDraft, updated_at: switched.pullRequest.updatedAt }
}
