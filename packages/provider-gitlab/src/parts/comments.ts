import type { ResourceNotes } from '@gitbeaker/rest'
import { ScmError, type CallContext, type Comment } from '@scm-host/core/provider'
import type { Bound } from '../client.ts'
import { numeric } from '../input.ts'
import { isConversation, mapNote, type VendorNote } from '../map/note.ts'
import { iidOf, subjects, subjectUrl, type Answer, type On, type Subject } from './subject.ts'

type OfComment<K extends Subject> = On<K> & { readonly comment: string }

/**
 * The conversation of an issue or merge request. GitLab lists its own notes and inline comments among it; they are left out
 * of the page, which may so come out short.
 * https://docs.gitlab.com/api/notes/
 */
export function comments<K extends Subject>(client: Bound, on: K) {
  const { project } = client
  const { notes } = subjects[on]
  const answer = (raw: VendorNote, input: On<K>): Answer<Comment> => ({
    data: mapNote(raw, subjectUrl(client, on, input[on])),
    raw,
  })
  return {
    async listComments(input: On<K>, call: CallContext) {
      const iid = iidOf(input, on)
      const url = subjectUrl(client, on, input[on])
      const page = await client.page<ResourceNotes, VendorNote>(notes, call, (all, at) =>
        all.all(project, iid, { sort: 'asc', orderBy: 'created_at', ...at }),
      )
      const data = page.items.filter(isConversation).map((note) => mapNote(note, url))
      return { data, nextCursor: page.nextCursor, raw: page.items }
    },
    async getComment(input: OfComment<K>): Promise<Answer<Comment>> {
      const id = numeric(input.comment, 'comment')
      const raw = (await client.of(notes).show(project, iidOf(input, on), id)) as VendorNote
      if (isConversation(raw)) return answer(raw, input)
      const message = `Note ${input.comment} is not part of the conversation of ${on} ${input[on]}.`
      throw new ScmError('not_found', message, { provider: 'gitlab' })
    },
    async createComment(input: On<K> & { readonly body: string }): Promise<Answer<Comment>> {
      const raw: unknown = await client.of(notes).create(project, iidOf(input, on), input.body)
      if (isNote(raw)) return answer(raw, input)
      const fields = ['body: nothing but quick actions, which GitLab carried out without a comment']
      throw new ScmError('validation_failed', 'GitLab made no comment: the text is quick actions alone.', {
        provider: 'gitlab',
        fields,
      })
    },
    async updateComment(input: OfComment<K> & { readonly body: string }): Promise<Answer<Comment>> {
      const id = numeric(input.comment, 'comment')
      const raw = await client.of(notes).edit(project, iidOf(input, on), id, { body: input.body })
      return answer(raw, input)
    },
    async deleteComment(input: OfComment<K>): Promise<Answer<null>> {
      await client.of(notes).remove(project, iidOf(input, on), numeric(input.comment, 'comment'))
      return { data: null }
    },
  }
}

/** https://docs.gitlab.com/api/notes/ : text of nothing but quick actions answers 202 with what they did. */
export function isNote(answer: unknown): answer is VendorNote {
  return typeof answer === 'object' && answer !== null && 'id' in answer && typeof answer.id === 'number'
}
