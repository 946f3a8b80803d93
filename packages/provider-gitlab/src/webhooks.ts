import {
  isObject,
  payloadInvalid,
  readPayload,
  ScmError,
  type Delivery,
  type EventKind,
  type ParsedEvent,
  type Webhooks,
} from '@scm-host/core/provider'
import { deployments } from './webhooks/deployments.ts'
import { envelopeBody, envelopeOf, type Envelope } from './webhooks/envelope.ts'
import { issues, workItems } from './webhooks/issues.ts'
import { mergeRequests } from './webhooks/merge-requests.ts'
import { notes } from './webhooks/notes.ts'
import type { EventParser } from './webhooks/parser.ts'
import { jobs, pipelines } from './webhooks/pipelines.ts'
import { projectEvents, projects } from './webhooks/projects.ts'
import { push } from './webhooks/push.ts'
import { releases } from './webhooks/releases.ts'
import { emoji, memberEvents, members, milestones } from './webhooks/small.ts'

type Body = Readonly<Record<string, unknown>>

/** What a body says of itself, for all that has a neutral kind. A Map, so that `__proto__` is unknown. */
const parsers: ReadonlyMap<string, EventParser> = new Map([
  ['push', push],
  ['tag_push', push],
  ['merge_request', mergeRequests],
  ['note', notes],
  ['issue', issues],
  ['work_item', workItems],
  ['pipeline', pipelines],
  ['build', jobs],
  ['deployment', deployments],
  ['release', releases],
  ['emoji', emoji],
  ['milestone', milestones],
  ...memberEvents.map((name) => [name, members] as const),
  ...projectEvents.map((name) => [name, projects] as const),
])

/** What the body of an event may say of itself. System hooks send all of it, and more. */
const bodiesOf: ReadonlyMap<string, readonly string[]> = new Map([
  ['Push Hook', ['push']],
  ['Tag Push Hook', ['tag_push']],
  ['Merge Request Hook', ['merge_request']],
  ['Note Hook', ['note']],
  ['Confidential Note Hook', ['note']],
  ['Issue Hook', ['issue', 'work_item']],
  ['Confidential Issue Hook', ['issue', 'work_item']],
  ['Work Item Hook', ['issue', 'work_item']],
  ['Confidential Work Item Hook', ['issue', 'work_item']],
  ['Pipeline Hook', ['pipeline']],
  ['Job Hook', ['build']],
  ['Build Hook', ['build']],
  ['Deployment Hook', ['deployment']],
  ['Release Hook', ['release']],
  ['Emoji Hook', ['emoji']],
  ['Milestone Hook', ['milestone']],
  ['Member Hook', memberEvents],
  ['Project Hook', projectEvents],
  ['Wiki Page Hook', ['wiki_page']],
  ['Feature Flag Hook', ['feature_flag']],
  ['Subgroup Hook', ['subgroup_create', 'subgroup_destroy']],
  ['Resource Access Token Hook', ['access_token']],
  ['Vulnerability Hook', ['vulnerability']],
])
const systemHook = 'System Hook'

/** Every neutral kind this provider makes. Every event without one is `gitlab.<event>`. */
export const kinds: readonly EventKind[] = [...new Set([...parsers.values()].flatMap((parser) => parser.kinds))]

/** What a body says of itself: `object_kind`, or `event_name` where the instance itself is the subject. */
function kindOf(body: Body): string | null {
  const name = body['object_kind'] ?? body['event_name']
  return typeof name === 'string' ? name : null
}

/** `Wiki Page Hook` is `wiki_page`. */
function snakeCase(event: string): string {
  return event
    .replace(/ Hook$/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(' ', '_')
    .toLowerCase()
}

/** An event that no neutral kind fits: its body is the host's to keep, and only what all events share is read. */
function vendorEvent(event: string, body: Body, envelope: Envelope): ParsedEvent {
  if (!/^\w[\w ]{0,63}$/.test(event)) throw payloadInvalid('the header X-Gitlab-Event names none')
  const about = body['object_attributes']
  const actions = [isObject(about) ? about['action'] : null, body['action'], body['event_name']]
  const action = actions.find((one) => typeof one === 'string' && one !== '')
  const name = snakeCase(event)
  return {
    ...envelope,
    kind: `gitlab.${name}`,
    action: typeof action === 'string' ? action : name,
    occurredAt: null,
    subject: null,
  }
}

/**
 * An event's name travels in a header that no signature covers; what the body says of itself is what counts, and both
 * have to agree. A name we do not know changes nothing but the name: its event has no subject.
 */
function parseBody({ event, body }: Delivery): readonly ParsedEvent[] {
  if (!isObject(body)) throw payloadInvalid('the body is not an object')
  const kind = kindOf(body)
  const envelope = envelopeOf(readPayload(body, envelopeBody), kind)
  const isSystem = event === systemHook
  const expected = bodiesOf.get(event)
  if (!isSystem && expected === undefined) return [vendorEvent(event, body, envelope)]
  if (kind === null || expected?.includes(kind) === false) throw payloadInvalid('the body is that of another event')
  const parser = parsers.get(kind)
  return parser ? parser.parse(body, envelope) : [vendorEvent(isSystem ? kind : event, body, envelope)]
}

/**
 * Neutral events of a delivery. Reads only the fields it needs, each checked before it is used; what fails in spite of
 * that (a body that is not from JSON) is a delivery nobody can use either.
 * @throws ScmError `payload_invalid`
 */
function parse(delivery: Delivery): readonly ParsedEvent[] {
  try {
    return parseBody(delivery)
  } catch (error) {
    throw ScmError.is(error) ? error : payloadInvalid('it cannot be read', error)
  }
}

/**
 * GitLab's webhooks of projects, groups and the instance: a signing token in the form of Standard Webhooks, since 19.0, or
 * a plain token. `Idempotency-Key`, which older versions lack, is the same for every try of a delivery;
 * `X-Gitlab-Event-UUID` groups deliveries and identifies none.
 * @see https://docs.gitlab.com/user/project/integrations/webhook_events/
 * @see https://docs.gitlab.com/user/project/integrations/webhooks/#delivery-headers
 */
export const webhooks: Webhooks = {
  schemes: [{ kind: 'standard-webhooks' }, { kind: 'token', header: 'x-gitlab-token' }],
  headers: { event: 'x-gitlab-event', delivery: 'idempotency-key' },
  parse,
}
