import type { Issue } from '@scm-host/core/provider'
import { mapAuthor, mapAuthors, type VendorUser } from './author.ts'
import { utc, utcOrNull } from './date.ts'
import { mapLabelNames, mapMilestone, type AppliedLabel, type VendorMilestone } from './milestone.ts'

/** The fields of GitLab's issue objects this provider reads. Incidents and tasks are issues too. */
export interface VendorIssue {
  readonly id: number
  readonly iid: number
  readonly title: string
  readonly description?: string | null
  readonly state?: string | null
  readonly author?: VendorUser | null
  readonly assignees?: readonly (VendorUser | null)[] | null
  readonly labels?: readonly AppliedLabel[] | null
  readonly milestone?: VendorMilestone | null
  readonly discussion_locked?: boolean | null
  readonly user_notes_count?: number | null
  readonly web_url: string
  readonly created_at: string
  readonly updated_at: string
  readonly closed_at?: string | null
}

/** An issue. GitLab does not say why one was closed. */
export function mapIssue(issue: VendorIssue): Issue {
  return {
    issue: String(issue.iid),
    externalId: String(issue.id),
    title: issue.title,
    body: issue.description ?? null,
    state: issue.state === 'closed' ? 'closed' : 'open',
    stateReason: null,
    author: mapAuthor(issue.author),
    assignees: mapAuthors(issue.assignees),
    labels: mapLabelNames(issue.labels),
    milestone: issue.milestone ? mapMilestone(issue.milestone) : null,
    isLocked: issue.discussion_locked ?? false,
    commentCount: issue.user_notes_count ?? null,
    htmlUrl: issue.web_url,
    createdAt: utc(issue.created_at),
    updatedAt: utc(issue.updated_at),
    closedAt: utcOrNull(issue.closed_at),
  }
}
