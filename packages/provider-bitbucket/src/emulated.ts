import type { OperationId } from '@scm-host/core/provider'

/** How this provider does what Bitbucket has no call for. */
export const emulated: Partial<Record<OperationId, string>> = {
  'repository.listLanguages': 'The one language somebody chose for the repository.',
  'installation.getRateLimit':
    'From the headers of a small request, which only access tokens get: the hourly limit, and whether less than a fifth of it is left. The hour rolls.',
  'git.getRef': 'The endpoint of the branch or tag.',
  'git.getTree':
    'The source listing of a commit, up to 10,000 entries and 50 levels. Bitbucket tells no object ids: `sha` is the commit’s.',
  'commits.create':
    'Files are committed whole: what is moved, or changed in mode alone, is read and sent again. `force` cannot move a branch.',
  'reviews.list': 'One a participant: approved, changes requested, or only commented. Without a text of its own.',
  'reviews.create':
    'The inline comments and the text become comments, then the vote is given. What was written stays when a later step fails.',
  'reviews.dismiss': 'Takes back a vote of one’s own; another’s cannot be, and the message goes nowhere.',
  'checks.get': 'A build status.',
  'checks.listForRef': 'Build statuses.',
  'checks.create':
    'A build status; annotations go into a report of the commit. `neutral` is a success, `skipped` a stop, `timed_out` and `action_required` failures.',
  'checks.update': 'The build status, and its report where annotations are given.',
  'deployments.list': 'Deployments of Pipelines; environment and ref are looked at here, so a page may hold fewer.',
  'organizations.listTeams': 'Projects of the workspace; groups of users are in no endpoint of API 2.0.',
}
