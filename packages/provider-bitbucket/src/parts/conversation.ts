import type { AreaMethods } from '@scm-host/core/provider'
import { pageOf, read, valuesOf, type Bound } from '../client.ts'
import { mapComment, type VendorComment } from '../map/comment.ts'
import { nextCursor, type VendorPage } from '../page.ts'
import { commentOf, isInline } from './pull-request.ts'

type Conversation = Pick<
  AreaMethods<'pullRequests'>,
  'listComments' | 'getComment' | 'createComment' | 'updateComment' | 'deleteComment'
>

/**
 * The conversation of a pull request. Bitbucket keeps it in one list with the inline comments and with deleted ones:
 * these are left out, so that pages may be short.
 */
export function conversation(client: Bound): Conversation {
  const { api, at } = client
  return {
    async listComments({ pullRequest }, call) {
      const { data: raw } = await read<VendorPage<VendorComment>>(
        api.pullrequests.listComments({ ...at, pull_request_id: pullRequest, sort: 'created_on', ...pageOf(call) }),
      )
      const shown = valuesOf(raw).filter((comment) => !isInline(comment) && comment.deleted !== true)
      return { data: shown.map(mapComment), nextCursor: nextCursor(raw), raw }
    },
    async getComment({ pullRequest, comment }) {
      const raw = await commentOf(client, pullRequest, comment, 'conversation')
      return { data: mapComment(raw), raw }
    },
    async createComment({ pullRequest, body }) {
      const { data: raw } = await read<VendorComment>(
        api.pullrequests.createComment({ ...at, pull_request_id: pullRequest, _body: { content: { raw: body } } }),
      )
      return { data: mapComment(raw), raw }
    },
    async updateComment({ pullRequest, comment, body }) {
      await commentOf(client, pullRequest, comment, 'conversation')
      const place = { ...at, pull_request_id: pullRequest, comment_id: comment }
      const { data: raw } = await read<VendorComment>(
        api.pullrequests.updateComment({ ...place, _body: { content: { raw: body } } }),
      )
      return { data: mapComment(raw), raw }
    },
    async deleteComment({ pullRequest, comment }) {
      await commentOf(client, pullRequest, comment, 'conversation')
      await read(api.pullrequests.deleteComment({ ...at, pull_request_id: pullRequest, comment_id: comment }))
      return { data: null }
    },
  }
}
