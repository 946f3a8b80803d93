import type { Bound } from '../client.ts'
import { appliedLabels } from './applied-labels.ts'
import { comments } from './comments.ts'
import { reactions } from './reactions.ts'
import type { Subject } from './subject.ts'

/** What issues and merge requests share. */
export function conversation<K extends Subject>(client: Bound, on: K) {
  return { ...comments(client, on), ...reactions(client, on), ...appliedLabels(client, on) }
}
