import { kindsOfEvents, ScmError, understoodEvents, type Hook, type HookEvents } from '@scm-host/core/provider'
import { utcOrNull } from '../map/date.ts'

/**
 * The events a project's webhook can be sent for each neutral kind, as GitLab's attributes name them without `_events`
 * (https://docs.gitlab.com/api/project_webhooks/). A branch that is made or deleted is a push; an approval is an event of
 * its merge request. Statuses, threads, members, forks, stars and labels are sent to no project's webhook.
 */
export const hookEvents: Readonly<Record<string, readonly string[]>> = {
  push: ['push'],
  branch: ['push'],
  tag: ['tag_push'],
  pull_request: ['merge_requests'],
  review: ['merge_requests'],
  comment: ['note', 'confidential_note'],
  review_comment: ['note', 'confidential_note'],
  issue: ['issues', 'confidential_issues'],
  check_run: ['job'],
  pipeline: ['pipeline'],
  deployment: ['deployment'],
  release: ['releases'],
  milestone: ['milestone'],
  reaction: ['emoji'],
}

const prefix = 'gitlab.'
/** What no neutral kind fits: asked for by name alone. */
const others = ['wiki_page', 'feature_flag', 'resource_access_token', 'vulnerability'] as const
const table: HookEvents = { vendor: 'GitLab', prefix, kinds: hookEvents }
const understood = understoodEvents(table)
const known: readonly string[] = [...understood, ...others]

function eventsOf(kind: string): readonly string[] {
  if (Object.hasOwn(hookEvents, kind)) return hookEvents[kind] ?? []
  const own = kind.startsWith(prefix) ? kind.slice(prefix.length) : ''
  if (known.includes(own)) return [own]
  const rule = `one of ${[...Object.keys(hookEvents), ...others.map((name) => `${prefix}${name}`)].join(', ')}`
  throw new ScmError('invalid_argument', `A webhook of a GitLab project cannot have the events of ${kind}.`, {
    argument: 'events',
    rule,
  })
}

/**
 * GitLab's attributes for neutral kinds: every event it has, on or off, since GitLab would send pushes unasked. Vulnerability
 * events, which free instances lack, are named only when asked for.
 * @throws ScmError `invalid_argument`
 */
export function eventFlags(kinds: readonly string[] | undefined): Readonly<Record<string, boolean>> {
  const wanted = new Set(kinds === undefined ? understood : kinds.flatMap(eventsOf))
  const named = known.filter((event) => event !== 'vulnerability' || wanted.has(event))
  return Object.fromEntries(named.map((event) => [`${event}_events`, wanted.has(event)]))
}

/** The fields of GitLab's webhooks this provider reads, beside one flag an event. */
export interface VendorHook extends Readonly<Record<string, unknown>> {
  readonly id: number
  readonly url: string
  readonly created_at?: string | null
  readonly alert_status?: string | null
  /** Since GitLab 19.0. */
  readonly signing_token_present?: boolean | null
}

/** The neutral kinds of which a hook gets any event; an event without a kind is `gitlab.<event>`. */
function neutralKinds(hook: VendorHook): readonly string[] {
  const on = Object.keys(hook)
    .filter((name) => name.endsWith('_events') && hook[name] === true)
    .map((name) => name.slice(0, -'_events'.length))
  return kindsOfEvents(table, on)
}

/** A webhook. GitLab never tells its secrets; it stops sending to one that failed too often. */
export function mapHook(hook: VendorHook): Hook {
  return {
    hook: String(hook.id),
    url: hook.url,
    events: neutralKinds(hook),
    isActive: hook.alert_status !== 'disabled',
    createdAt: utcOrNull(hook.created_at),
  }
}

/** A signing token: https://docs.gitlab.com/user/project/integrations/webhooks/ ; any other secret is a plain token. */
const signingToken = /^whsec_[A-Za-z0-9+/]{43}=$/

/** A secret as GitLab's attribute for it. */
export function secretField(secret: string): Readonly<Record<string, string>> {
  return signingToken.test(secret) ? { signing_token: secret } : { token: secret }
}
