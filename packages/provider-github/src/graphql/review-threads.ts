import { ScmError } from '@scm-host/core/provider'
import type { AreaMethods, ReviewThread } from '@scm-host/core/provider'
import type { Bound } from '../client.ts'
import { numeric } from '../input.ts'
import { mapThread, threadFields, type VendorThread } from './map-review-thread.ts'
import { isOurs, type VendorRepositoryId } from './same-repository.ts'

type Area = AreaMethods<'reviews'>
type ThreadInput = { readonly pullRequest: string; readonly thread: string }

const listQuery = `query Threads($owner: String!, $repo: String!, $number: Int!, $first: Int!, $after: String) {
    repository(owner: $owner, name: $repo) {
      pullRequest(number: $number) {
        reviewThreads(first: $first, after: $after) {
          pageInfo { hasNextPage endCursor }
          nodes { ...ThreadFields }
        }
      }
    }
  }${threadFields}`

const placeQuery = `query ThreadPlace($thread: ID!) {
    node(id: $thread) {
      ... on PullRequestReviewThread { pullRequest { number repository { databaseId nameWithOwner } } }
    }
  }`

const mutations = {
  resolve: `mutation Resolve($thread: ID!) {
    done: resolveReviewThread(input: { threadId: $thread }) { thread { ...ThreadFields } }
  }${threadFields}`,
  unresolve: `mutation Unresolve($thread: ID!) {
    done: unresolveReviewThread(input: { threadId: $thread }) { thread { ...ThreadFields } }
  }${threadFields}`,
}

interface Listed {
  readonly repository: {
    readonly pullRequest: {
      readonly reviewThreads: {
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
        readonly nodes: readonly (VendorThread | null)[] | null
      }
    } | null
  } | null
}

interface Placed {
  readonly node: { readonly pullRequest?: { readonly number: number; readonly repository: VendorRepositoryId } } | null
}

/**
 * Threads, which only GraphQL has. A thread comes with its first 100 comments. A thread's node id could be of any
 * repository the credential reaches, so it is placed before it is changed: one request more, and `not_found` for a
 * thread of another repository or pull request.
 */
export function reviewThreads(
  client: Bound,
): Required<Pick<Area, 'listThreads' | 'resolveThread' | 'unresolveThread'>> {
  async function change(mutation: string, { pullRequest, thread }: ThreadInput) {
    await demandPlace(client, pullRequest, thread)
    const { done } = await client.graphql<{ readonly done: { readonly thread: VendorThread } }>(mutation, { thread })
    const data: ReviewThread = mapThread(done.thread)
    return { data, raw: done.thread }
  }
  return {
    async listThreads({ pullRequest }, call) {
      const number = numeric(pullRequest, 'pullRequest')
      const variables = { ...client.at, number, first: call.perPage, after: call.cursor }
      const { repository } = await client.graphql<Listed>(listQuery, variables)
      const threads = repository?.pullRequest?.reviewThreads
      if (threads === undefined) throw new ScmError('not_found', `There is no pull request ${pullRequest}.`, {})
      const nodes = (threads.nodes ?? []).filter((node) => node !== null)
      const nextCursor = threads.pageInfo.hasNextPage ? threads.pageInfo.endCursor : null
      return { data: nodes.map(mapThread), nextCursor, raw: nodes }
    },
    resolveThread: (input) => change(mutations.resolve, input),
    unresolveThread: (input) => change(mutations.unresolve, input),
  }
}

async function demandPlace(client: Bound, pullRequest: string, thread: string): Promise<void> {
  const { node } = await client.graphql<Placed>(placeQuery, { thread })
  const place = node?.pullRequest
  if (place && String(place.number) === pullRequest && isOurs(client, place.repository)) return
  throw new ScmError('not_found', `There is no thread ${thread} in pull request ${pullRequest}.`, {})
}
