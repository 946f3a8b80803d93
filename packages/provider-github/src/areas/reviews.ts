import { given, type AreaMethods, type Review, type ReviewComment } from '@scm-host/core/provider'
import { paged, pageOf, type Bound } from '../client.ts'
import { numeric } from '../input.ts'
import { mapReview, type VendorReview } from '../map/review.ts'
import { mapReviewComment, type VendorReviewComment } from '../map/review-comment.ts'
import { minimizeComment } from '../graphql/minimize-comment.ts'
import { reviewThreads } from '../graphql/review-threads.ts'

type Area = AreaMethods<'reviews'>
type Part<K extends keyof Area> = Required<Pick<Area, K>>

const events = { approve: 'APPROVE', request_changes: 'REQUEST_CHANGES', comment: 'COMMENT' } as const
const sides = { base: 'LEFT', head: 'RIGHT' } as const

const numberOf = (pullRequest: string) => ({ pull_number: numeric(pullRequest, 'pullRequest') })
const review = (raw: VendorReview): { readonly data: Review; readonly raw: unknown } => ({ data: mapReview(raw), raw })
const comment = (raw: VendorReviewComment): { readonly data: ReviewComment; readonly raw: unknown } => ({
  data: mapReviewComment(raw),
  raw,
})

/** Reviews, inline comments and their threads. */
export function reviews(client: Bound): Area {
  return {
    ...verdicts(client),
    ...inlineComments(client),
    ...reviewThreads(client),
    minimizeComment: minimizeComment(client),
  }
}

/**
 * A comment's place in GitHub's words; `side` is head unless given, `startSide` what `side` is. GitHub refuses a range
 * that begins where it ends, so that is one line.
 */
function place(at: {
  readonly line: number
  readonly side?: 'base' | 'head'
  readonly startLine?: number
  readonly startSide?: 'base' | 'head'
}) {
  const side = sides[at.side ?? 'head']
  const startSide = at.startSide ? sides[at.startSide] : side
  const isOneLine = at.startLine === undefined || (at.startLine === at.line && startSide === side)
  return { line: at.line, side, ...(isOneLine ? {} : { start_line: at.startLine, start_side: startSide }) }
}

/** https://docs.github.com/en/rest/pulls/reviews */
function verdicts(client: Bound): Part<'list' | 'create' | 'dismiss'> {
  const { pulls } = client.octokit.rest
  return {
    async list({ pullRequest }, call) {
      const response = await pulls.listReviews({ ...client.at, ...numberOf(pullRequest), ...pageOf(call) })
      return paged(response, response.data, mapReview)
    },
    async create({ pullRequest, sha, event, body, comments }) {
      const inline = comments?.map((one) => ({ path: one.path, body: one.body, ...place(one) }))
      const fields = given({ body, comments: inline })
      const at = { ...client.at, ...numberOf(pullRequest) }
      return review((await pulls.createReview({ ...at, commit_id: sha, event: events[event], ...fields })).data)
    },
    async dismiss({ pullRequest, review: id, message }) {
      const at = { ...client.at, ...numberOf(pullRequest), review_id: numeric(id, 'review') }
      return review((await pulls.dismissReview({ ...at, message })).data)
    },
  }
}

type Inline = 'listComments' | 'createFileComment' | 'createLineComment' | 'createMultilineComment' | 'replyToComment'

/**
 * REST does not tell the thread of a comment, so `threadId` is null here; `listThreads` knows it. A comment on a whole
 * file has no side on GitHub. https://docs.github.com/en/rest/pulls/comments
 */
function inlineComments(client: Bound): Part<Inline> {
  const { pulls } = client.octokit.rest
  const target = (input: {
    readonly pullRequest: string
    readonly sha: string
    readonly path: string
    readonly body: string
  }) => ({
    ...client.at,
    ...numberOf(input.pullRequest),
    commit_id: input.sha,
    path: input.path,
    body: input.body,
  })
  return {
    async listComments({ pullRequest }, call) {
      const response = await pulls.listReviewComments({ ...client.at, ...numberOf(pullRequest), ...pageOf(call) })
      return paged(response, response.data, (one) => mapReviewComment(one))
    },
    async createFileComment(input) {
      return comment((await pulls.createReviewComment({ ...target(input), subject_type: 'file' })).data)
    },
    async createLineComment({ line, side, ...input }) {
      const at = place({ line, ...given({ side }) })
      return comment((await pulls.createReviewComment({ ...target(input), ...at })).data)
    },
    async createMultilineComment(input) {
      return comment((await pulls.createReviewComment({ ...target(input), ...place(input) })).data)
    },
    async replyToComment({ pullRequest, comment: id, body }) {
      const at = { ...client.at, ...numberOf(pullRequest), comment_id: numeric(id, 'comment') }
      return comment((await pulls.createReplyForReviewComment({ ...at, body })).data)
    },
  }
}
