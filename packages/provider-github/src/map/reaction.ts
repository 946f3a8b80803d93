import type { Reaction } from '@scm-host/core/provider'
import { mapAuthor, type VendorUser } from './author.ts'

/** The fields of GitHub's reaction objects this provider reads. The contract's words are GitHub's. */
export interface VendorReaction {
  readonly id: number
  readonly content: Reaction['reaction']
  readonly user?: VendorUser | null
  readonly created_at?: string
}

/** GitHub's `reaction`. */
export function mapReaction(reaction: VendorReaction): Reaction {
  return {
    id: String(reaction.id),
    reaction: reaction.content,
    author: mapAuthor(reaction.user),
    createdAt: reaction.created_at ?? null,
  }
}
