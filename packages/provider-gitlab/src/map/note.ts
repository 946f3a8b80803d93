import type { Comment, Reaction } from '@scm-host/core/provider'
import { mapAuthor, type VendorUser } from './author.ts'
import { utc, utcOrNull } from './date.ts'

/** The fields of GitLab's notes this provider reads. */
export interface VendorNote {
  readonly id: number
  /** `DiffNote` for an inline comment and all answers to it, `DiscussionNote` in other threads, else null. */
  readonly type?: string | null
  readonly body?: string | null
  readonly author?: VendorUser | null
  readonly system?: boolean | null
  readonly created_at: string
  readonly updated_at: string
}

/** Neither GitLab's own note nor an inline comment. */
export function isConversation(note: Pick<VendorNote, 'system' | 'type'>): boolean {
  return note.system !== true && note.type !== 'DiffNote'
}

/** A note of a conversation. GitLab's notes have no page: `subjectUrl` is that of the issue or merge request. */
export function mapNote(note: VendorNote, subjectUrl: string): Comment {
  return {
    id: String(note.id),
    body: note.body ?? null,
    author: mapAuthor(note.author),
    htmlUrl: noteUrl(note.id, subjectUrl),
    createdAt: utc(note.created_at),
    updatedAt: utc(note.updated_at),
  }
}

/** Where people find a note. */
export function noteUrl(note: number, subjectUrl: string): string {
  return `${subjectUrl}#note_${note}`
}

/** The fields of GitLab's emoji reactions this provider reads. */
export interface VendorAward {
  readonly id: number
  readonly name: string
  readonly user?: VendorUser | null
  readonly created_at?: string | null
}

/** GitLab's names of the contract's reactions. */
export const awards = {
  '+1': 'thumbsup',
  '-1': 'thumbsdown',
  laugh: 'laughing',
  confused: 'confused',
  heart: 'heart',
  hooray: 'tada',
  rocket: 'rocket',
  eyes: 'eyes',
} as const satisfies Readonly<Record<Reaction['reaction'], string>>

/** `+1` and `-1` are aliases that GitLab keeps as they were given. */
const reactions: ReadonlyMap<string, Reaction['reaction']> = new Map([
  ...(Object.entries(awards) as [Reaction['reaction'], string][]).map(([ours, name]) => [name, ours] as const),
  ['+1', '+1'],
  ['-1', '-1'],
])

/** A reaction; null for one of GitLab's many emoji the contract has no word for. */
export function mapAward(award: VendorAward): Reaction | null {
  const reaction = reactions.get(award.name)
  if (reaction === undefined) return null
  return {
    id: String(award.id),
    reaction,
    author: mapAuthor(award.user),
    createdAt: utcOrNull(award.created_at),
  }
}
