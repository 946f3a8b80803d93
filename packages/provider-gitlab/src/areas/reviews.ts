import { MergeRequestDiscussions, MergeRequests } from '@gitbeaker/rest'
import { ScmError, type AreaMethods, type ReviewComment, type ReviewThread } from '@scm-host/core/provider'
import type { Bound } from '../client.ts'
import { numeric } from '../input.ts'
import {
  diffNotesOf,
  mapDiffNote,
  mapDiffNotes,
  mapThread,
  type VendorDiffNote,
  type VendorDiscussion,
} from '../map/review.ts'
import { discussionsPage, startThread, threadOfComment } from '../review/discussions.ts'
import { positionsOf, type Place } from '../review/places.ts'
import { subjectUrl, type Answer } from '../parts/subject.ts'
import { verdicts } from '../review/verdicts.ts'

type Area = AreaMethods<'reviews'>
type Part<K extends keyof Area> = Required<Pick<Area, K>>

const iidOf = (pullRequest: string) => numeric(pullRequest, 'pullRequest')

/** Reviews, inline comments and their threads, which are GitLab's discussions. https://docs.gitlab.com/api/discussions/ */
export function reviews(client: Bound): Area {
  return { ...verdicts(client), ...listed(client), ...written(client), ...resolved(client) }
}

/** What a note does not tell: its page, and the head of which it may have been left behind. */
async function around(client: Bound, pullRequest: string) {
  const { sha } = await client.of(MergeRequests).show(client.project, iidOf(pullRequest))
  return { subjectUrl: subjectUrl(client, 'pullRequest', pullRequest), head: (sha as string | null) ?? null }
}

/** A page is one of discussions of all kinds, so it may hold fewer threads, and more comments, than were asked for. */
function listed(client: Bound): Part<'listComments' | 'listThreads'> {
  return {
    async listComments({ pullRequest }, call) {
      const page = await discussionsPage(client, iidOf(pullRequest), call)
      const about = await around(client, pullRequest)
      const data = page.items.flatMap((one) => mapDiffNotes(one, about))
      return { data, nextCursor: page.nextCursor, raw: page.items }
    },
    async listThreads({ pullRequest }, call) {
      const page = await discussionsPage(client, iidOf(pullRequest), call)
      const about = await around(client, pullRequest)
      const data = page.items.filter((one) => diffNotesOf(one).length > 0).map((one) => mapThread(one, about))
      return { data, nextCursor: page.nextCursor, raw: page.items }
    },
  }
}

interface NewComment extends Place {
  readonly pullRequest: string
  readonly sha: string
  readonly body: string
}

function written(
  client: Bound,
): Part<'createFileComment' | 'createLineComment' | 'createMultilineComment' | 'replyToComment'> {
  async function write({ pullRequest, sha, body, ...place }: NewComment): Promise<Answer<ReviewComment>> {
    const iid = iidOf(pullRequest)
    const [position = {}] = await positionsOf(client, iid, sha, [place])
    const raw = await startThread(client, iid, body, position)
    const note = raw.notes?.[0]
    if (note !== undefined) return comment(client, pullRequest, raw, note)
    const reason = 'a thread without a note'
    throw new ScmError('bad_response', `GitLab answered with ${reason}.`, { provider: 'gitlab', reason })
  }
  return {
    createFileComment: ({ pullRequest, sha, body, path }) => write({ pullRequest, sha, body, path }),
    createLineComment: (input) => write(input),
    createMultilineComment: (input) => write(input),
    async replyToComment({ pullRequest, comment: id, body }) {
      const iid = iidOf(pullRequest)
      const thread = await threadOfComment(client, iid, numeric(id, 'comment'))
      const raw: unknown = await client.of(MergeRequestDiscussions).addNote(client.project, iid, thread.id, body)
      return comment(client, pullRequest, thread, raw as VendorDiffNote)
    },
  }
}

/** A comment just made is up to date. */
function comment(
  client: Bound,
  pullRequest: string,
  thread: VendorDiscussion,
  note: VendorDiffNote,
): Answer<ReviewComment> {
  const firstNote = diffNotesOf(thread)[0]?.id ?? null
  const context = {
    subjectUrl: subjectUrl(client, 'pullRequest', pullRequest),
    threadId: thread.id,
    firstNote,
    head: null,
  }
  return { data: mapDiffNote(note, context), raw: note }
}

/** Resolving is idempotent at GitLab, and its path holds the merge request: a thread of another one is `not_found`. */
function resolved(client: Bound): Part<'resolveThread' | 'unresolveThread'> {
  async function resolve(pullRequest: string, thread: string, isResolved: boolean): Promise<Answer<ReviewThread>> {
    const iid = iidOf(pullRequest)
    const raw: VendorDiscussion = await client
      .of(MergeRequestDiscussions)
      .resolve(client.project, iid, thread, isResolved)
    return { data: mapThread(raw, await around(client, pullRequest)), raw }
  }
  return {
    resolveThread: ({ pullRequest, thread }) => resolve(pullRequest, thread, true),
    unresolveThread: ({ pullRequest, thread }) => resolve(pullRequest, thread, false),
  }
}
