import type { Author, Checked } from '@scm-host/core/provider'
import { mapAuthor } from '../map/author.ts'
import type { user } from './shapes.ts'

type PayloadUser = Checked<typeof user>

/** A user of a payload. Old versions of GitLab leave the id out: then it is known where the object tells it. */
export function userOf(vendor: PayloadUser | null | undefined, knownId: number | null = null): Author | null {
  const id = vendor?.id ?? knownId
  const username = vendor?.username ?? ''
  if (!vendor || id === null || username === '') return null
  return mapAuthor({ id, username, name: vendor.name ?? null, avatar_url: vendor.avatar_url || null })
}

/** Without those whose id nothing tells. */
export function usersOf(vendors: readonly PayloadUser[] | null | undefined): readonly Author[] {
  return (vendors ?? []).map((vendor) => userOf(vendor)).filter((author) => author !== null)
}

interface Assigned {
  readonly assignees?: readonly PayloadUser[] | null
  readonly assignee?: PayloadUser | null
}

/** The assignees. A single one without an id is the one `assignee_id` names. */
export function assigneesOf({ assignees, assignee }: Assigned, firstId: number | null | undefined): readonly Author[] {
  const all = assignees ?? (assignee ? [assignee] : [])
  const [only] = all
  if (all.length !== 1) return usersOf(all)
  const author = userOf(only, firstId)
  return author === null ? [] : [author]
}

/** An object's author, of whom GitLab tells the id alone: found where somebody else named in the payload is the same. */
export function authorAmong(id: number | null | undefined, known: readonly (Author | null)[]): Author | null {
  if (id === null || id === undefined) return null
  return known.find((author) => author?.id === String(id)) ?? null
}
