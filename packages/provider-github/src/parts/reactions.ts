import type { CallContext, Reaction } from '@scm-host/core/provider'
import { paged, pageOf, type Bound } from '../client.ts'
import type { Answer, On, Subject } from './comments.ts'
import { numeric } from '../input.ts'
import { mapReaction } from '../map/reaction.ts'

type Name = Reaction['reaction']
type OfComment<K extends Subject> = On<K> & { readonly comment: string }

/**
 * Reactions to an issue or pull request (GitHub keeps both at the issue's path) and to comments of its conversation.
 * Reacting twice answers the first reaction. GitHub finds a comment by its own id, so the number beside it is not
 * checked. https://docs.github.com/en/rest/reactions/reactions
 */
export function reactions<K extends Subject>(client: Bound, on: K) {
  return { ...toSubject(client, on), ...toComment<K>(client) }
}

function toSubject<K extends Subject>(client: Bound, on: K) {
  const api = client.octokit.rest.reactions
  const at = (input: On<K>) => ({ ...client.at, issue_number: numeric(input[on], on) })
  return {
    async listReactions(input: On<K>, call: CallContext) {
      const response = await api.listForIssue({ ...at(input), ...pageOf(call) })
      return paged(response, response.data, mapReaction)
    },
    async addReaction(input: On<K> & { readonly reaction: Name }): Promise<Answer<Reaction>> {
      const { data: raw } = await api.createForIssue({ ...at(input), content: input.reaction })
      return { data: mapReaction(raw), raw }
    },
    async removeReaction(input: On<K> & { readonly reaction: string }): Promise<Answer<null>> {
      await api.deleteForIssue({ ...at(input), reaction_id: numeric(input.reaction, 'reaction') })
      return { data: null }
    },
  }
}

function toComment<K extends Subject>(client: Bound) {
  const api = client.octokit.rest.reactions
  const at = (input: OfComment<K>) => ({ ...client.at, comment_id: numeric(input.comment, 'comment') })
  return {
    async listCommentReactions(input: OfComment<K>, call: CallContext) {
      const response = await api.listForIssueComment({ ...at(input), ...pageOf(call) })
      return paged(response, response.data, mapReaction)
    },
    async addCommentReaction(input: OfComment<K> & { readonly reaction: Name }): Promise<Answer<Reaction>> {
      const { data: raw } = await api.createForIssueComment({ ...at(input), content: input.reaction })
      return { data: mapReaction(raw), raw }
    },
    async removeCommentReaction(input: OfComment<K> & { readonly reaction: string }): Promise<Answer<null>> {
      await api.deleteForIssueComment({ ...at(input), reaction_id: numeric(input.reaction, 'reaction') })
      return { data: null }
    },
  }
}
