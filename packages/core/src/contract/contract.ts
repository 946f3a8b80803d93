import { branches } from './areas/branches.ts'
import { checks } from './areas/checks.ts'
import { commits } from './areas/commits.ts'
import { deployments } from './areas/deployments.ts'
import { files } from './areas/files.ts'
import { git } from './areas/git.ts'
import { hooks } from './areas/hooks.ts'
import { installation } from './areas/installation.ts'
import { issues } from './areas/issues.ts'
import { labels } from './areas/labels.ts'
import { links } from './areas/links.ts'
import { milestones } from './areas/milestones.ts'
import { organizations } from './areas/organizations.ts'
import { pullRequests } from './areas/pull-requests.ts'
import { releases } from './areas/releases.ts'
import { repository } from './areas/repository.ts'
import { reviews } from './areas/reviews.ts'
import { statuses } from './areas/statuses.ts'
import { tags } from './areas/tags.ts'
import { users } from './areas/users.ts'

/** The one table. Interfaces, guards, documents, command and conformance are derived from it. */
export const contract = {
  repository,
  installation,
  branches,
  tags,
  git,
  files,
  commits,
  issues,
  pullRequests,
  reviews,
  checks,
  statuses,
  labels,
  milestones,
  releases,
  deployments,
  hooks,
  users,
  organizations,
  links,
}
