import type { BlameRange, Signature } from '@scm-host/core/provider'
import { utc } from '../map/commit.ts'

interface GraphqlActor {
  readonly name: string | null
  readonly email: string | null
  readonly date: string | null
  readonly user: {
    readonly databaseId: number | null
    readonly login: string
    readonly name: string | null
    readonly avatarUrl: string
    readonly url: string
  } | null
}

/** A range of GraphQL's `Blame`, as this provider asks for it. */
export interface VendorBlameRange {
  readonly startingLine: number
  readonly endingLine: number
  readonly commit: {
    readonly oid: string
    readonly message: string
    readonly url: string
    readonly author: GraphqlActor | null
    readonly committer: GraphqlActor | null
    readonly parents: { readonly nodes: readonly ({ readonly oid: string } | null)[] | null }
  }
}

/** The part of a range inside `lines`; null when there is none. Line counts are not asked for: they are costly here. */
export function mapBlameRange(
  path: string,
  range: VendorBlameRange,
  lines: { readonly start: number; readonly end: number } | undefined,
): BlameRange | null {
  const startLine = Math.max(range.startingLine, lines?.start ?? 1)
  const endLine = Math.min(range.endingLine, lines?.end ?? Number.POSITIVE_INFINITY)
  if (startLine > endLine) return null
  const { commit } = range
  return {
    path,
    startLine,
    endLine,
    commit: {
      sha: commit.oid,
      message: commit.message,
      author: mapActor(commit.author),
      committer: mapActor(commit.committer),
      parents: (commit.parents.nodes ?? []).filter((parent) => parent !== null).map((parent) => parent.oid),
      additions: null,
      deletions: null,
      files: null,
      htmlUrl: commit.url,
    },
  }
}

/** GraphQL's `GitActor`. Its `user` is never a bot: those have another type. */
function mapActor(actor: GraphqlActor | null): Signature | null {
  if (actor === null) return null
  const { user } = actor
  const account =
    user === null || user.databaseId === null
      ? null
      : {
          id: String(user.databaseId),
          username: user.login,
          displayName: user.name,
          isBot: false,
          avatarUrl: user.avatarUrl,
          htmlUrl: user.url,
        }
  return { name: actor.name, email: actor.email, date: utc(actor.date), account }
}
