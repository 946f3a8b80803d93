import type { Author, ReviewComment, ReviewThread } from '@scm-host/core/provider'

/** Who GraphQL says did something. It writes a bot's login without REST's `[bot]`. */
export interface VendorActor {
  readonly __typename: string
  readonly login: string
  readonly avatarUrl: string
  readonly url: string
  readonly databaseId?: number | null
  readonly name?: string | null
}

/** An inline comment of GraphQL. `fullDatabaseId` is its REST id. */
export interface VendorThreadComment {
  readonly id: string
  readonly fullDatabaseId: string | null
  readonly body: string
  readonly path: string
  readonly line: number | null
  readonly startLine: number | null
  readonly outdated: boolean
  readonly subjectType: 'FILE' | 'LINE'
  readonly createdAt: string
  readonly updatedAt: string
  readonly url: string
  readonly commit: { readonly oid: string } | null
  readonly replyTo: { readonly fullDatabaseId: string | null } | null
  readonly author: VendorActor | null
}

/** A thread of GraphQL, as the field list below asks for it. */
export interface VendorThread {
  readonly id: string
  readonly path: string
  readonly line: number | null
  readonly diffSide: 'LEFT' | 'RIGHT'
  readonly isOutdated: boolean
  readonly isResolved: boolean
  readonly comments: { readonly nodes: readonly (VendorThreadComment | null)[] | null }
}

/**
 * The fields of `VendorThread`; a thread's first 100 comments, which is the most one request gives.
 * https://docs.github.com/en/graphql/reference/objects#pullrequestreviewthread
 */
export const threadFields = `
  fragment ThreadFields on PullRequestReviewThread {
    id path line diffSide isOutdated isResolved
    comments(first: 100) {
      nodes {
        id fullDatabaseId body path line startLine outdated subjectType createdAt updatedAt url
        commit { oid }
        replyTo { fullDatabaseId }
        author {
          __typename login avatarUrl url
          ... on User { databaseId name }
          ... on Bot { databaseId }
          ... on Mannequin { databaseId }
          ... on Organization { databaseId name }
        }
      }
    }
  }`

function mapActor(actor: VendorActor | null): Author | null {
  if (typeof actor?.databaseId !== 'number') return null
  const isBot = actor.__typename === 'Bot'
  return {
    id: String(actor.databaseId),
    username: isBot && !actor.login.endsWith('[bot]') ? `${actor.login}[bot]` : actor.login,
    displayName: actor.name ?? null,
    isBot,
    avatarUrl: actor.avatarUrl,
    htmlUrl: actor.url,
  }
}

function mapThreadComment(comment: VendorThreadComment, thread: VendorThread): ReviewComment {
  const hasLine = comment.subjectType === 'LINE' && !comment.outdated
  return {
    id: comment.fullDatabaseId ?? comment.id,
    threadId: thread.id,
    path: comment.path,
    line: hasLine ? comment.line : null,
    startLine: hasLine ? comment.startLine : null,
    side: thread.diffSide === 'LEFT' ? 'base' : 'head',
    sha: comment.commit?.oid ?? null,
    body: comment.body,
    author: mapActor(comment.author),
    inReplyTo: comment.replyTo?.fullDatabaseId ?? null,
    isOutdated: comment.outdated,
    htmlUrl: comment.url,
    createdAt: comment.createdAt,
    updatedAt: comment.updatedAt,
  }
}

/** GraphQL's `PullRequestReviewThread`. */
export function mapThread(thread: VendorThread): ReviewThread {
  const comments = (thread.comments.nodes ?? []).filter((comment) => comment !== null)
  return {
    thread: thread.id,
    path: thread.path,
    line: thread.isOutdated ? null : thread.line,
    isResolved: thread.isResolved,
    comments: comments.map((comment) => mapThreadComment(comment, thread)),
  }
}
