import { Users } from '@gitbeaker/rest'
import { ScmError, type CallContext, type Reaction } from '@scm-host/core/provider'
import type { Bound } from '../client.ts'
import { numeric } from '../input.ts'
import { awards, mapAward, type VendorAward } from '../map/note.ts'
import type { VendorPage } from '../page.ts'
import { iidOf, subjects, type Answer, type On, type Subject } from './subject.ts'

type Name = Reaction['reaction']
type OfComment<K extends Subject> = On<K> & { readonly comment: string }
type Asked = Pick<CallContext, 'cursor' | 'perPage'>

/** The reactions to one thing. */
interface Awardable {
  page(call: Asked): Promise<VendorPage<VendorAward>>
  award(name: string): Promise<VendorAward>
  remove(id: number): Promise<unknown>
}

/**
 * Reactions are GitLab's emoji reactions; emoji the contract has no word for are left out of lists, which may so come out
 * short. https://docs.gitlab.com/api/emoji_reactions/
 */
export function reactions<K extends Subject>(client: Bound, on: K) {
  const ofSubject = (input: On<K>) => awardable(client, on, iidOf(input, on))
  const ofComment = (input: OfComment<K>) =>
    noteAwardable(client, on, iidOf(input, on), numeric(input.comment, 'comment'))
  return {
    listReactions: (input: On<K>, call: CallContext) => list(ofSubject(input), call),
    addReaction: (input: On<K> & { readonly reaction: Name }) => add(client, ofSubject(input), input.reaction),
    removeReaction: (input: On<K> & { readonly reaction: string }) => remove(ofSubject(input), input.reaction),
    listCommentReactions: (input: OfComment<K>, call: CallContext) => list(ofComment(input), call),
    addCommentReaction: (input: OfComment<K> & { readonly reaction: Name }) =>
      add(client, ofComment(input), input.reaction),
    removeCommentReaction: (input: OfComment<K> & { readonly reaction: string }) =>
      remove(ofComment(input), input.reaction),
  }
}

function awardable(client: Bound, on: Subject, iid: number): Awardable {
  const { awards: kind } = subjects[on]
  return {
    page: (call) => client.page(kind, call, (all, at) => all.all(client.project, iid, at)),
    award: (name) => client.of(kind).award(client.project, iid, name),
    remove: (id) => client.of(kind).remove(client.project, iid, id),
  }
}

function noteAwardable(client: Bound, on: Subject, iid: number, note: number): Awardable {
  const { noteAwards: kind } = subjects[on]
  return {
    page: (call) => client.page(kind, call, (all, at) => all.all(client.project, iid, note, at)),
    award: (name) => client.of(kind).award(client.project, iid, note, name),
    remove: (id) => client.of(kind).remove(client.project, iid, note, id),
  }
}

async function list(of: Awardable, call: Asked) {
  const page = await of.page(call)
  const data = page.items.map(mapAward).filter((reaction) => reaction !== null)
  return { data, nextCursor: page.nextCursor, raw: page.items }
}

async function remove(of: Awardable, reaction: string): Promise<Answer<null>> {
  await of.remove(numeric(reaction, 'reaction'))
  return { data: null }
}

/** A second reaction of the same kind is refused by GitLab, with 404 at that: the first is looked up and answered. */
async function add(client: Bound, of: Awardable, reaction: Name): Promise<Answer<Reaction>> {
  const name = awards[reaction]
  try {
    return answer(await of.award(name), reaction)
  } catch (error) {
    if (!ScmError.is(error, 'not_found') && !ScmError.is(error, 'conflict')) throw error
    const mine = await findMine(client, of, name)
    if (mine === null) throw error
    return answer(mine, reaction)
  }
}

function answer(raw: VendorAward, reaction: Name): Answer<Reaction> {
  return { data: { ...(mapAward(raw) ?? { id: String(raw.id), author: null, createdAt: null }), reaction }, raw }
}

/** The current user's reaction of a name, on whatever page it is. */
async function findMine(client: Bound, of: Awardable, name: string): Promise<VendorAward | null> {
  const { id } = await client.of(Users).showCurrentUser()
  let cursor: string | null = null
  do {
    const page: VendorPage<VendorAward> = await of.page({ cursor, perPage: 100 })
    const mine = page.items.find((award) => award.name === name && award.user?.id === id)
    if (mine !== undefined) return mine
    cursor = page.nextCursor
  } while (cursor !== null)
  return null
}
