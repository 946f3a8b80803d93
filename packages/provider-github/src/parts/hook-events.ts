import { ScmError } from '@scm-host/core/provider'

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

const prefix = 'github.'
const understood: readonly string[] = [...new Set(Object.values(hookEvents).flat())]

function eventsOf(kind: string): readonly string[] {
  if (kind.startsWith(prefix)) return [kind.slice(prefix.length)]
  if (Object.hasOwn(hookEvents, kind)) return hookEvents[kind] ?? []
  throw new ScmError('invalid_argument', `A webhook of a GitHub repository cannot have the events of ${kind}.`, {
    argument: 'events',
    rule: `one of ${Object.keys(hookEvents).join(', ')}, or ${prefix}<event>`,
  })
}

/**
 * GitHub's events for neutral kinds and `github.<event>`; all this provider understands when there are none.
 * @throws ScmError `invalid_argument`
 */
export function vendorEvents(kinds: readonly string[] | undefined): string[] {
  return kinds === undefined ? [...understood] : [...new Set(kinds.flatMap(eventsOf))]
}

/** The neutral kinds of which a hook gets any event; an event without a kind is `github.<event>`. */
export function neutralKinds(events: readonly string[]): readonly string[] {
  const kinds = events.flatMap((event) => {
    const found = Object.keys(hookEvents).filter((kind) => hookEvents[kind]?.includes(event))
    return found.length > 0 ? found : [`${prefix}${event}`]
  })
  return [...new Set(kinds)]
}
