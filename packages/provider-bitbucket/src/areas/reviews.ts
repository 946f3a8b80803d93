import { ScmError, type AreaMethods, type Review } from '@scm-host/core/provider'
import { pageOf, read, valuesOf, type Bound } from '../client.ts'
import { mapReviewComment, mapThread, type VendorComment } from '../map/comment.ts'
import type { VendorParticipant, VendorPullRequest } from '../map/pull-request.ts'
import { mapReview } from '../map/review.ts'
import { nextCursor, type VendorPage } from '../page.ts'
import { inlineOf, type Place } from '../parts/inline.ts'
import { checkHead, commentOf, commentsOf, isInline, pullRequestOf, withHead } from '../parts/pull-request.ts'

/**
 * Reviews are what a participant thinks of the pull request: approved, changes requested, or nothing yet. Inline comments
 * stand on their own. https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests/
 */
export function reviews(client: Bound): AreaMethods<'reviews'> {
  const { api, at } = client
  const comment = async (pullRequest: string, body: string, place: Place | null, parent?: string) => {
    const inline = place === null ? {} : { inline: inlineOf(place) }
    const answered = parent === undefined ? {} : { parent: { id: Number(parent) } }
    const _body = { content: { raw: body }, ...inline, ...answered }
    const { data } = await read<VendorComment>(
      api.pullrequests.createComment({ ...at, pull_request_id: pullRequest, _body }),
    )
    return data
  }
  const inlineComment = async (pullRequest: string, sha: string, body: string, place: Place) => {
    checkHead(await pullRequestOf(client, pullRequest), sha)
    const raw = await comment(pullRequest, body, place)
    return { data: mapReviewComment(raw), raw }
  }
  const threadOf = async (pullRequest: string, thread: string) => {
    const all = await commentsOf(client, pullRequest)
    const root = all.find((one) => String(one.id) === thread && isInline(one) && !one.parent)
    if (root !== undefined) return mapThread(root, answersOf(root, all))
    throw new ScmError('not_found', `Pull request ${pullRequest} has no thread ${thread}.`, { provider: 'bitbucket' })
  }
  /** Bitbucket refuses what is so already. */
  const settle = async (pullRequest: string, thread: string, isResolved: boolean) => {
    const found = await threadOf(pullRequest, thread)
    if (found.isResolved === isResolved) return { data: found }
    const { resolveComment, reopenComment } = api.pullrequests
    const place = { ...at, pull_request_id: pullRequest, comment_id: thread }
    const { data: raw } = await read<unknown>(isResolved ? resolveComment(place) : reopenComment(place))
    return { data: { ...found, isResolved }, raw }
  }
  return {
    async list({ pullRequest }) {
      const raw = await pullRequestOf(client, pullRequest)
      return { data: reviewsOf(await withHead(client, raw, 'read')), nextCursor: null, raw }
    },
    async create({ pullRequest, sha, event, body, comments = [] }) {
      const pull = await pullRequestOf(client, pullRequest)
      checkHead(pull, sha)
      for (const one of comments) await comment(pullRequest, one.body, one)
      const said = body === undefined || body === '' ? null : await comment(pullRequest, body, null)
      if (event === 'comment') return { data: { ...commentReview(said, pull), sha }, raw: said }
      const place = { ...at, pull_request_id: pullRequest }
      const decide = event === 'approve' ? api.pullrequests.createApproval : api.pullrequests.addChangeRequest
      const { data: raw } = await read<VendorParticipant>(decide(place))
      return { data: { ...mapReview(raw, pull), body: body ?? null, sha }, raw }
    },
    /** Bitbucket takes back one's own review only, and its message goes nowhere. */
    async dismiss({ pullRequest, review }) {
      const { data: me } = await read<{ readonly uuid?: string }>(api.users.getAuthedUser({}))
      const pull = await pullRequestOf(client, pullRequest)
      const participant = pull.participants?.find((one) => one.user?.uuid === review)
      if (participant === undefined || !participant.state) throw noReview(pullRequest, review)
      if (me.uuid !== review) throw notOwn(pullRequest)
      const { deleteApproval, deleteChangeRequest } = api.pullrequests
      const withdraw = participant.state === 'approved' ? deleteApproval : deleteChangeRequest
      await read(withdraw({ ...at, pull_request_id: pullRequest }))
      return { data: { ...mapReview(participant, pull), state: 'dismissed' as const }, raw: participant }
    },
    async listComments({ pullRequest }, call) {
      const { data: raw } = await read<VendorPage<VendorComment>>(
        api.pullrequests.listComments({ ...at, pull_request_id: pullRequest, sort: 'created_on', ...pageOf(call) }),
      )
      const shown = valuesOf(raw).filter((one) => isInline(one) && one.deleted !== true)
      return { data: shown.map((one) => mapReviewComment(one)), nextCursor: nextCursor(raw), raw }
    },
    createFileComment: async ({ pullRequest, sha, body, path }) => inlineComment(pullRequest, sha, body, { path }),
    createLineComment: async ({ pullRequest, sha, body, path, line, side }) =>
      inlineComment(pullRequest, sha, body, side === undefined ? { path, line } : { path, line, side }),
    createMultilineComment: async ({ pullRequest, sha, body, ...place }) =>
      inlineComment(pullRequest, sha, body, place),
    async replyToComment({ pullRequest, comment: parent, body }) {
      await commentOf(client, pullRequest, parent, 'inline')
      const raw = await comment(pullRequest, body, null, parent)
      return { data: mapReviewComment(raw), raw }
    },
    /** Bitbucket lists comments, not threads: all are read, and the threads are one page. */
    async listThreads({ pullRequest }) {
      const raw = await commentsOf(client, pullRequest)
      const roots = raw.filter((one) => isInline(one) && !one.parent && one.deleted !== true)
      return { data: roots.map((root) => mapThread(root, answersOf(root, raw))), nextCursor: null, raw }
    },
    resolveThread: ({ pullRequest, thread }) => settle(pullRequest, thread, true),
    unresolveThread: ({ pullRequest, thread }) => settle(pullRequest, thread, false),
  }
}

/** The answers below a comment, at any depth, oldest first. */
function answersOf(root: VendorComment, all: readonly VendorComment[]): readonly VendorComment[] {
  const inside = new Set([root.id])
  const answers: VendorComment[] = []
  for (const one of all.toSorted((a, b) => a.id - b.id)) {
    if (one.parent === undefined || one.parent === null || !inside.has(one.parent.id)) continue
    inside.add(one.id)
    if (one.deleted !== true) answers.push(one)
  }
  return answers
}

function reviewsOf(pull: VendorPullRequest): readonly Review[] {
  return (pull.participants ?? [])
    .filter(({ state, participated_on }) => Boolean(state) || Boolean(participated_on))
    .map((participant) => mapReview(participant, pull))
}

/** A review that only says something is that comment. */
function commentReview(comment: VendorComment | null, pull: VendorPullRequest): Review {
  const participant = { user: comment?.user ?? null, state: null, participated_on: comment?.created_on ?? null }
  const review = mapReview(participant, pull)
  return comment === null ? review : { ...review, id: String(comment.id), body: comment.content?.raw ?? null }
}

function noReview(pullRequest: string, review: string): ScmError<'not_found'> {
  return new ScmError('not_found', `Pull request ${pullRequest} has no review ${review}.`, { provider: 'bitbucket' })
}

function notOwn(pullRequest: string): ScmError<'forbidden'> {
  const message = `Bitbucket lets only the reviewer take back a review of pull request ${pullRequest}.`
  return new ScmError('forbidden', message, { provider: 'bitbucket' })
}
