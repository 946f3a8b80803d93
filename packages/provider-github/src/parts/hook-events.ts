import { eventsOfKinds, kindsOfEvents, type HookEvents } from '@scm-host/core/provider'

/**
 * The webhook events a repository of GitHub's can subscribe to for each neutral event kind
 * (https://docs.github.com/en/webhooks/webhook-events-and-payloads). `installation` and `merge_group` are sent to Apps
 * only, reactions not at all.
 */
export const hookEvents: Readonly<Record<string, readonly string[]>> = {
  push: ['push'],
  branch: ['create', 'delete'],
  tag: ['create', 'delete'],
  pull_request: ['pull_request'],
  review: ['pull_request_review'],
  comment: ['issue_comment', 'commit_comment'],
  review_comment: ['pull_request_review_comment'],
  review_thread: ['pull_request_review_thread'],
  issue: ['issues'],
  check_run: ['check_run'],
  check_suite: ['check_suite'],
  status: ['status'],
  pipeline: ['workflow_run'],
  deployment: ['deployment', 'deployment_status'],
  release: ['release'],
  repository: ['repository'],
  member: ['member'],
  fork: ['fork'],
  star: ['star'],
  label: ['label'],
  milestone: ['milestone'],
}

const table: HookEvents = { vendor: 'GitHub', prefix: 'github.', kinds: hookEvents }

/**
 * GitHub's events for neutral kinds and `github.<event>`; all this provider understands when there are none.
 * @throws ScmError `invalid_argument`
 */
export function vendorEvents(kinds: readonly string[] | undefined): string[] {
  return eventsOfKinds(table, kinds)
}

/** The neutral kinds of which a hook gets any event; an event without a kind is `github.<event>`. */
export function neutralKinds(events: readonly string[]): readonly string[] {
  return kindsOfEvents(table, events)
}
