import type { Milestone } from '@scm-host/core/provider'

/** The fields of GitHub's milestone objects this provider reads. */
export interface VendorMilestone {
  readonly number: number
  readonly title: string
  readonly description?: string | null
  readonly state?: string
  readonly due_on?: string | null
  readonly html_url?: string
}

/** GitHub's `milestone`; its id is its number, which is what every request takes. */
export function mapMilestone(milestone: VendorMilestone): Milestone {
  return {
    milestone: String(milestone.number),
    title: milestone.title,
    description: milestone.description ?? null,
    state: milestone.state === 'closed' ? 'closed' : 'open',
    dueAt: milestone.due_on ?? null,
    htmlUrl: milestone.html_url ?? null,
  }
}
