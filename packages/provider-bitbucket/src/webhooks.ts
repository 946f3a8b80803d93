import {
  isObject,
  payloadInvalid,
  ScmError,
  type Delivery,
  type EventKind,
  type ParsedEvent,
  type Webhooks,
} from '@scm-host/core/provider'
import { commitCommentEvent, issueCommentEvent, pullRequestCommentEvent, threadEvent } from './webhooks/comments.ts'
import { checkFields, envelopeOf, type EventParser } from './webhooks/event.ts'
import { issueEvent } from './webhooks/issues.ts'
import { pullRequestEvent, reviewEvent } from './webhooks/pull-requests.ts'
import { push } from './webhooks/push.ts'
import { fork, repositoryEvent, repositoryUpdated, status } from './webhooks/repositories.ts'

/** Bitbucket's event keys that have a neutral kind. A Map, so that `__proto__` is an unknown event. */
const parsers: ReadonlyMap<string, EventParser> = new Map([
  ['repo:push', push],
  ['repo:fork', fork],
  ['repo:updated', repositoryUpdated],
  ['repo:created', repositoryEvent('created')],
  ['repo:transfer', repositoryEvent('transferred')],
  ['repo:deleted', repositoryEvent('deleted')],
  ['repo:commit_comment_created', commitCommentEvent],
  ['repo:commit_status_created', status],
  ['repo:commit_status_updated', status],
  ['pullrequest:created', pullRequestEvent('opened', 'OPEN')],
  ['pullrequest:updated', pullRequestEvent('edited', 'OPEN')],
  ['pullrequest:push', pullRequestEvent('synchronize', 'OPEN')],
  ['pullrequest:fulfilled', pullRequestEvent('closed', 'MERGED')],
  ['pullrequest:rejected', pullRequestEvent('closed', 'DECLINED', 'SUPERSEDED')],
  ['pullrequest:approved', reviewEvent('approval', 'submitted')],
  ['pullrequest:unapproved', reviewEvent('approval', 'dismissed')],
  ['pullrequest:changes_request_created', reviewEvent('changes_request', 'submitted')],
  ['pullrequest:changes_request_removed', reviewEvent('changes_request', 'dismissed')],
  ['pullrequest:comment_created', pullRequestCommentEvent('created')],
  ['pullrequest:comment_updated', pullRequestCommentEvent('edited')],
  ['pullrequest:comment_deleted', pullRequestCommentEvent('deleted')],
  ['pullrequest:comment_resolved', threadEvent('resolved')],
  ['pullrequest:comment_reopened', threadEvent('unresolved')],
  ['issue:created', issueEvent('opened')],
  ['issue:updated', issueEvent('edited')],
  ['issue:comment_created', issueCommentEvent],
])

/** Every neutral kind this provider makes. Every event without one is `bitbucket.<event key>`. */
export const kinds: readonly EventKind[] = [...new Set([...parsers.values()].flatMap((parser) => parser.kinds))]

function parseBody({ event, body }: Delivery): readonly ParsedEvent[] {
  if (!isObject(body)) throw payloadInvalid('the body is not an object')
  const envelope = envelopeOf(body)
  const parser = parsers.get(event)
  if (parser !== undefined) {
    checkFields(body, parser)
    return parser.parse(body, envelope)
  }
  if (!/^[\w:]{1,64}$/.test(event)) throw payloadInvalid('the header X-Event-Key names none')
  return [{ ...envelope, kind: `bitbucket.${event}`, action: event, occurredAt: null, subject: null }]
}

/**
 * Bitbucket Cloud's webhooks: SHA-256 HMAC over the raw body; bodies end at 256 KB.
 * @see https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/
 * @see https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/
 */
export const webhooks: Webhooks = {
  schemes: [{ kind: 'hmac', header: 'x-hub-signature', prefix: 'sha256=', hash: 'sha256', encoding: 'hex' }],
  headers: { event: 'x-event-key', delivery: 'x-request-uuid' },
  maxBytes: 1024 * 1024,
  ignore: ['diagnostics:ping'],
  parse(delivery) {
    try {
      return parseBody(delivery)
    } catch (error) {
      throw ScmError.is(error) ? error : payloadInvalid('it cannot be read', error)
    }
  },
}
