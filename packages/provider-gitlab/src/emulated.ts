import type { OperationId } from '@scm-host/core/provider'

/** How it does what GitLab has no call for. */
export const emulated: Partial<Record<OperationId, string>> = {
  'installation.getRateLimit':
    'read from the headers of a cheap request; empty where the instance sets no limits or does not tell them',
  'git.getRef': 'branches and tags alone, from their own calls',
  'git.getTree':
    'trees of branches, tags and commits, not by tree id; up to 10,000 entries; the id is computed of the entries as git does it',
  'git.getCommit': 'the commit’s call does not tell the tree: its id is computed of the root’s entries as git does it',
}
