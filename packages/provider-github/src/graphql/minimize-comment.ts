import { ScmError } from '@scm-host/core/provider'
import type { AreaMethods } from '@scm-host/core/provider'
import type { Bound } from '../client.ts'
import { isOurs, type VendorRepositoryId } from './same-repository.ts'

const placeQuery = `query CommentPlace($comment: ID!) {
    node(id: $comment) {
      ... on PullRequestReviewComment { repository { databaseId nameWithOwner } }
    }
  }`

const mutation = `mutation Minimize($comment: ID!, $reason: ReportedContentClassifiers!) {
    minimizeComment(input: { subjectId: $comment, classifier: $reason }) {
      minimizedComment { isMinimized minimizedReason }
    }
  }`

const classifiers = {
  abuse: 'ABUSE',
  off_topic: 'OFF_TOPIC',
  outdated: 'OUTDATED',
  resolved: 'RESOLVED',
  duplicate: 'DUPLICATE',
  spam: 'SPAM',
} as const

/**
 * Folds an inline comment away, which only GraphQL can. `comment` is a comment's id as the other operations give it, or
 * its node id; either way one request finds it in this repository first.
 * https://docs.github.com/en/graphql/reference/mutations#minimizecomment
 */
export function minimizeComment(client: Bound): NonNullable<AreaMethods<'reviews'>['minimizeComment']> {
  return async ({ comment, reason }) => {
    const id = /^[0-9]+$/.test(comment) ? await nodeIdOf(client, Number(comment)) : await placed(client, comment)
    const raw = await client.graphql<unknown>(mutation, { comment: id, reason: classifiers[reason] })
    return { data: null, raw }
  }
}

/** The path is the repository's own, so what it finds is too. */
async function nodeIdOf(client: Bound, comment_id: number): Promise<string> {
  return (await client.octokit.rest.pulls.getReviewComment({ ...client.at, comment_id })).data.node_id
}

async function placed(client: Bound, comment: string): Promise<string> {
  const { node } = await client.graphql<{ readonly node: { readonly repository?: VendorRepositoryId } | null }>(
    placeQuery,
    { comment },
  )
  if (node?.repository && isOurs(client, node.repository)) return comment
  throw new ScmError('not_found', `There is no inline comment ${comment} in this repository.`, {})
}
