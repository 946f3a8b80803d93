import type { Label, Milestone } from '@scm-host/core/provider'

/** The fields of GitLab's milestone objects this provider reads. */
export interface VendorMilestone {
  readonly id: number
  readonly title: string
  readonly description?: string | null
  readonly state?: string | null
  /** A day without a time. */
  readonly due_date?: string | null
  readonly web_url?: string | null
}

/** A milestone of the project or of a group above it. Every request wants its `id`, not the `iid` people see. */
export function mapMilestone(milestone: VendorMilestone): Milestone {
  return {
    milestone: String(milestone.id),
    title: milestone.title,
    description: milestone.description ?? null,
    state: milestone.state === 'closed' ? 'closed' : 'open',
    dueAt: startOfDay(milestone.due_date),
    htmlUrl: milestone.web_url ?? null,
  }
}

function startOfDay(day: string | null | undefined): string | null {
  return /^\d{4}-\d{2}-\d{2}$/.test(day ?? '') ? `${day}T00:00:00Z` : null
}

/** The day of a moment in UTC, which is all GitLab keeps. */
export function dayOf(moment: string): string {
  return new Date(moment).toISOString().slice(0, 10)
}

/** The fields of GitLab's label objects this provider reads. */
export interface VendorLabel {
  readonly id: number
  readonly name: string
  readonly color?: string | null
  readonly description?: string | null
}

/** A label of the project or of a group above it. GitLab writes colours with `#`. */
export function mapLabel(label: VendorLabel): Label {
  return {
    id: String(label.id),
    name: label.name,
    color: label.color?.replace(/^#/, '') ?? null,
    description: label.description ?? null,
  }
}

/** Labels as issues and merge requests carry them: names, or objects (`title` in webhooks). */
export type AppliedLabel = string | { readonly name?: string | null; readonly title?: string | null }

/** The names of labels. */
export function mapLabelNames(labels: readonly AppliedLabel[] | null | undefined): readonly string[] {
  return (labels ?? [])
    .map((label) => (typeof label === 'string' ? label : (label.name ?? label.title ?? '')))
    .filter((name) => name !== '')
}
