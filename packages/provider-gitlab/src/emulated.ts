import type { OperationId } from '@scm-host/core/provider'

/** How it does what GitLab has no call for. */
export const emulated: Partial<Record<OperationId, string>> = {
  'installation.getRateLimit':
    'read from the headers of a cheap request; empty where the instance sets no limits or does not tell them',
  'git.getRef': 'branches and tags alone, from their own calls',
  'git.getTree':
    'trees of branches, tags and commits, not by tree id; up to 10,000 entries; the id is computed of the entries as git does it',
  'git.getCommit': 'the commit’s call does not tell the tree: its id is computed of the root’s entries as git does it',
  'reviews.list':
    'approvals, and the state of each reviewer who did anything: one review a person, without text or commit',
  'reviews.create':
    'approve is GitLab’s own, guarded by the commit; then a thread for each inline comment, then the text as a comment, one request each; comment and request_changes are the quick action /submit_review in it, which GitLab counts for reviewers; a review without a verdict has the id of its comment',
  'reviews.dismiss': 'takes back one’s own approval and leaves the message as a comment; nobody else’s',
  'checks.get': 'the newest commit status of that name',
  'checks.listForRef': 'commit statuses, the newest of each name; jobs of pipelines are among them',
  'checks.create':
    'a commit status: the title is its description; times, external id, longer texts and annotations are not kept; neutral reads back as skipped, timed_out and action_required as failure; unknown is refused',
  'checks.update': 'the commit status is set anew',
}
