import { appliedLabels } from './applied-labels.ts'
import type { Bound } from '../client.ts'
import { comments, type Subject } from './comments.ts'
import { reactions } from './reactions.ts'

/** What issues and pull requests share: on GitHub a pull request is an issue with a branch. */
export function conversation<K extends Subject>(client: Bound, on: K) {
  return { ...comments(client, on), ...reactions(client, on), ...appliedLabels(client, on) }
}
