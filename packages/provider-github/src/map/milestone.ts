import type { Label, Milestone } from '@scm-host/core/provider'

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

/** The fields of GitHub's label objects this provider reads. */
export interface VendorLabel {
  readonly id: number
  readonly name: string
  readonly color?: string | null
  readonly description?: string | null
}

/** GitHub's `label`; its colours have no `#` either. */
export function mapLabel(label: VendorLabel): Label {
  return {
    id: String(label.id),
    name: label.name,
    color: label.color ?? null,
    description: label.description ?? null,
  }
}
