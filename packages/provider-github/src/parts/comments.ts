import { ScmError } from '@scm-host/core/provider'
import type { CallContext, Comment } from '@scm-host/core/provider'
import { paged, pageOf, type Bound } from '../client.ts'
import { numeric } from '../input.ts'
import { mapComment } from '../map/comment.ts'

/** Names the argument that holds the number: `issue` or `pullRequest`. */
export type Subject = 'issue' | 'pullRequest'
export type On<K extends Subject> = Readonly<Record<K, string>>

/** What a function that answers one object gives. */
export interface Answer<T> {
  readonly data: T
  readonly raw?: unknown
}

/** The issue or pull request a comment belongs to is the last segment of its `issue_url`. */
function belongsTo(comment: { readonly issue_url: string }, number: string): boolean {
  return comment.issue_url.endsWith(`/issues/${number}`)
}

/**
 * The conversation of an issue or pull request: on GitHub both are issue comments. A comment of another number is
 * `not_found`. GitHub's paths do not hold the number, so `updateComment` and `deleteComment` read the comment first:
 * one request more, and never a change to somebody else's conversation.
 * https://docs.github.com/en/rest/issues/comments
 */
export function comments<K extends Subject>(client: Bound, on: K) {
  const { issues } = client.octokit.rest
  async function find(input: On<K> & { readonly comment: string }) {
    const comment_id = numeric(input.comment, 'comment')
    const { data } = await issues.getComment({ ...client.at, comment_id })
    if (belongsTo(data, input[on])) return data
    throw new ScmError(
      'not_found',
      `There is no comment ${input.comment} in the conversation of ${on} ${input[on]}.`,
      {},
    )
  }
  return {
    async listComments(input: On<K>, call: CallContext) {
      const at = { ...client.at, issue_number: numeric(input[on], on) }
      const response = await issues.listComments({ ...at, ...pageOf(call) })
      return paged(response, response.data, mapComment)
    },
    async getComment(input: On<K> & { readonly comment: string }): Promise<Answer<Comment>> {
      const raw = await find(input)
      return { data: mapComment(raw), raw }
    },
    async createComment(input: On<K> & { readonly body: string }): Promise<Answer<Comment>> {
      const at = { ...client.at, issue_number: numeric(input[on], on) }
      const { data: raw } = await issues.createComment({ ...at, body: input.body })
      return { data: mapComment(raw), raw }
    },
    async updateComment(input: On<K> & { readonly comment: string; readonly body: string }): Promise<Answer<Comment>> {
      const { id } = await find(input)
      const { data: raw } = await issues.updateComment({ ...client.at, comment_id: id, body: input.body })
      return { data: mapComment(raw), raw }
    },
    async deleteComment(input: On<K> & { readonly comment: string }): Promise<Answer<null>> {
      const { id } = await find(input)
      await issues.deleteComment({ ...client.at, comment_id: id })
      return { data: null }
    },
  }
}
