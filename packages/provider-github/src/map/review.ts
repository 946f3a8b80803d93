import type { Review } from '@scm-host/core/provider'
import { mapAuthor, type VendorUser } from './author.ts'

/** The fields of GitHub's review objects this provider reads. Webhooks write `state` in lower case, REST in upper case. */
export interface VendorReview {
  readonly id: number
  readonly state: string
  readonly body?: string | null
  readonly user?: VendorUser | null
  readonly commit_id?: string | null
  readonly html_url?: string
  /** Absent while the review is pending. */
  readonly submitted_at?: string | null
}

const states: ReadonlyMap<string, Review['state']> = new Map([
  ['approved', 'approved'],
  ['changes_requested', 'changes_requested'],
  ['commented', 'commented'],
  ['dismissed', 'dismissed'],
  ['pending', 'pending'],
])

/** GitHub's `pull-request-review`. A state it does not know says the least: `commented`. */
export function mapReview(review: VendorReview): Review {
  return {
    id: String(review.id),
    state: states.get(review.state.toLowerCase()) ?? 'commented',
    body: review.body ?? null,
    author: mapAuthor(review.user),
    sha: review.commit_id ?? null,
    htmlUrl: review.html_url ?? null,
    submittedAt: review.submitted_at ?? null,
  }
}
