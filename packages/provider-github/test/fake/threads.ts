import { graphql } from 'graphql'
import type { Answer } from '../bed/check-answer.ts'
import { graphqlSchema } from '../bed/check-graphql.ts'
import { time, type FakeInline, type FakeState } from './state.ts'

const user = {
  __typename: 'User',
  login: 'octocat',
  databaseId: 1,
  name: null,
  avatarUrl: 'https://github.com/images/error/octocat_happy.gif',
  url: 'https://github.com/octocat',
}

function comment(inline: FakeInline) {
  const replyTo = inline.inReplyTo === null ? null : { fullDatabaseId: String(inline.inReplyTo) }
  return {
    id: `PRRC_${inline.id}`,
    fullDatabaseId: String(inline.id),
    body: inline.body,
    path: inline.path,
    line: inline.line,
    startLine: null,
    replyTo,
    author: user,
    outdated: false,
    subjectType: 'LINE',
    createdAt: time,
    updatedAt: time,
    commit: { oid: inline.sha },
    url: `https://github.com/octocat/hello-world/pull/${inline.pull}#discussion_r${inline.id}`,
  }
}

function thread(state: FakeState, id: string) {
  const comments = [...state.inline.values()].filter((inline) => inline.thread === id)
  const [first] = comments
  if (first === undefined) throw new Error(`Could not resolve to a node with the global id of '${id}'.`)
  return {
    __typename: 'PullRequestReviewThread',
    id,
    path: first.path,
    line: first.line,
    diffSide: 'RIGHT',
    isOutdated: false,
    isResolved: state.threads.get(id) === true,
    comments: { nodes: comments.map(comment) },
    pullRequest: { number: first.pull, repository: { databaseId: 1296269, nameWithOwner: state.fullName } },
  }
}

interface Window {
  readonly first: number
  readonly after?: string | null
}

function threadsOf(state: FakeState, number: number, { first, after }: Window) {
  const ids = [...state.threads.keys()].filter((id) => thread(state, id).pullRequest.number === number)
  const from = after === null || after === undefined ? 0 : Number(after)
  const end = Math.min(from + first, ids.length)
  const nodes = ids.slice(from, end).map((id) => thread(state, id))
  return { nodes, pageInfo: { hasNextPage: end < ids.length, endCursor: nodes.length === 0 ? null : String(end) } }
}

function roots(state: FakeState) {
  const settle =
    (isResolved: boolean) =>
    ({ input }: { readonly input: { readonly threadId: string } }) => {
      thread(state, input.threadId)
      state.threads.set(input.threadId, isResolved)
      return { thread: thread(state, input.threadId) }
    }
  const pullRequest = ({ number }: { readonly number: number }) =>
    state.pulls.has(number) ? { reviewThreads: (window: Window) => threadsOf(state, number, window) } : null
  return {
    repository: ({ owner, name }: { readonly owner: string; readonly name: string }) =>
      `${owner}/${name}` === state.fullName ? { pullRequest } : null,
    node: ({ id }: { readonly id: string }) => thread(state, id),
    resolveReviewThread: settle(true),
    unresolveReviewThread: settle(false),
  }
}

/** Runs a GraphQL request over the state, by GitHub's schema: what the schema refuses, this refuses. */
export async function runGraphql(body: unknown, state: FakeState): Promise<Answer> {
  const { query, variables } = body as { readonly query: string; readonly variables?: Record<string, unknown> }
  const result = await graphql({
    schema: graphqlSchema(),
    source: query,
    rootValue: roots(state),
    variableValues: variables ?? {},
  })
  const errors = result.errors?.map(({ message, path }) => ({ type: 'NOT_FOUND', message, path }))
  return { body: errors === undefined ? { data: result.data } : { data: result.data ?? null, errors } }
}
