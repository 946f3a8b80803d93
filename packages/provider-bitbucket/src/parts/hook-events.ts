import { ScmError } from '@scm-host/core/provider'

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

const prefix = 'bitbucket.'
const understood: readonly string[] = [...new Set(Object.values(hookEvents).flat())]

function eventsOf(kind: string): readonly string[] {
  if (kind.startsWith(prefix)) return [kind.slice(prefix.length)]
  if (Object.hasOwn(hookEvents, kind)) return hookEvents[kind] ?? []
  throw new ScmError('invalid_argument', `A webhook of a Bitbucket repository cannot have the events of ${kind}.`, {
    argument: 'events',
    rule: `one of ${Object.keys(hookEvents).join(', ')}, or ${prefix}<event>`,
  })
}

/**
 * Bitbucket's events for neutral kinds and `bitbucket.<event>`; all this provider understands when there are none.
 * @throws ScmError `invalid_argument`
 */
export function vendorEvents(kinds: readonly string[] | undefined): string[] {
  return kinds === undefined ? [...understood] : [...new Set(kinds.flatMap(eventsOf))]
}

/** The neutral kinds of which a hook gets any event; an event without a kind is `bitbucket.<event>`. */
export function neutralKinds(events: readonly string[]): readonly string[] {
  const kinds = events.flatMap((event) => {
    const found = Object.keys(hookEvents).filter((kind) => hookEvents[kind]?.includes(event))
    return found.length > 0 ? found : [`${prefix}${event}`]
  })
  return [...new Set(kinds)]
}
