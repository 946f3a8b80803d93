import type { Issue } from '@scm-host/core/provider'
import { mapAuthor, mapAuthors, type VendorUser } from './author.ts'
import { mapMilestone, type VendorMilestone } from './milestone.ts'

/** A label as issues and pull requests carry it: an object, in old answers a name. */
export type VendorLabel = string | { readonly name?: string | null }

/** The fields of GitHub's issue objects this provider reads: REST, lists, search results and webhook payloads. */
export interface VendorIssue {
  readonly id: number
  readonly number: number
  readonly title: string
  readonly body?: string | null
  readonly state?: string
  readonly state_reason?: string | null
  readonly user?: VendorUser | null
  readonly assignees?: readonly (VendorUser | null)[] | null
  readonly labels?: readonly VendorLabel[]
  readonly milestone?: VendorMilestone | null
  readonly locked?: boolean
  readonly comments?: number
  readonly html_url: string
  readonly created_at: string
  readonly updated_at: string
  readonly closed_at?: string | null
}

/** The names of labels. */
export function mapLabelNames(labels: readonly VendorLabel[] | undefined): readonly string[] {
  return (labels ?? [])
    .map((label) => (typeof label === 'string' ? label : (label.name ?? '')))
    .filter((name) => name !== '')
}

/** GitHub's `issue`. */
export function mapIssue(issue: VendorIssue): Issue {
  return {
    issue: String(issue.number),
    externalId: String(issue.id),
    title: issue.title,
    body: issue.body ?? null,
    state: issue.state === 'closed' ? 'closed' : 'open',
    stateReason: issue.state_reason ?? null,
    author: mapAuthor(issue.user),
    assignees: mapAuthors(issue.assignees),
    labels: mapLabelNames(issue.labels),
    milestone: issue.milestone ? mapMilestone(issue.milestone) : null,
    isLocked: issue.locked ?? false,
    commentCount: issue.comments ?? null,
    htmlUrl: issue.html_url,
    createdAt: issue.created_at,
    updatedAt: issue.updated_at,
    closedAt: issue.closed_at ?? null,
  }
}
