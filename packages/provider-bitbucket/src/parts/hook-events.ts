import { eventsOfKinds, kindsOfEvents, type HookEvents } from '@scm-host/core/provider'

/**
 * The webhook events of a Bitbucket repository for each neutral event kind. `issue:*` is not among them: the issue tracker
 * ended in August 2026.
 * @see https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/
 */
export const hookEvents: Readonly<Record<string, readonly string[]>> = {
  push: ['repo:push'],
  branch: ['repo:push'],
  tag: ['repo:push'],
  pull_request: [
    'pullrequest:created',
    'pullrequest:updated',
    'pullrequest:push',
    'pullrequest:fulfilled',
    'pullrequest:rejected',
  ],
  review: [
    'pullrequest:approved',
    'pullrequest:unapproved',
    'pullrequest:changes_request_created',
    'pullrequest:changes_request_removed',
  ],
  comment: [
    'pullrequest:comment_created',
    'pullrequest:comment_updated',
    'pullrequest:comment_deleted',
    'repo:commit_comment_created',
  ],
  review_comment: ['pullrequest:comment_created', 'pullrequest:comment_updated', 'pullrequest:comment_deleted'],
  review_thread: ['pullrequest:comment_resolved', 'pullrequest:comment_reopened'],
  status: ['repo:commit_status_created', 'repo:commit_status_updated'],
  repository: ['repo:updated', 'repo:transfer', 'repo:deleted'],
  fork: ['repo:fork'],
}

const table: HookEvents = { vendor: 'Bitbucket', prefix: 'bitbucket.', kinds: hookEvents }

/**
 * Bitbucket's events for neutral kinds and `bitbucket.<event>`; all this provider understands when there are none.
 * @throws ScmError `invalid_argument`
 */
export function vendorEvents(kinds: readonly string[] | undefined): string[] {
  return eventsOfKinds(table, kinds)
}

/** The neutral kinds of which a hook gets any event; an event without a kind is `bitbucket.<event>`. */
export function neutralKinds(events: readonly string[]): readonly string[] {
  return kindsOfEvents(table, events)
}
