import {
  type Delivery,
  type EventKind,
  isObject,
  type ParsedEvent,
  payloadInvalid,
  readPayload,
  ScmError,
  type Webhooks,
  whole,
} from '@scm-host/core/provider'
import { agreement } from './webhooks/agree.ts'
import { checkRuns, checkSuites, statuses } from './webhooks/checks.ts'
import { commitComments, issueComments } from './webhooks/comments.ts'
import { deployments, deploymentStatuses } from './webhooks/deployments.ts'
import { envelopeBody, envelopeOf, type Envelope } from './webhooks/envelope.ts'
import { installationRepositories, installations } from './webhooks/installations.ts'
import { issues } from './webhooks/issues.ts'
import type { EventParser } from './webhooks/parser.ts'
import { workflowRuns } from './webhooks/pipelines.ts'
import { pullRequests } from './webhooks/pull-requests.ts'
import { push } from './webhooks/push.ts'
import { create, remove } from './webhooks/refs.ts'
import { releases } from './webhooks/releases.ts'
import { repositories } from './webhooks/repositories.ts'
import { reviewComments, reviews, reviewThreads } from './webhooks/reviews.ts'
import { forks, labels, members, mergeGroups, milestones, stars } from './webhooks/small.ts'

/** GitHub's events that have a neutral kind. A Map, so that `__proto__` and `constructor` are unknown events. */
const parsers: ReadonlyMap<string, EventParser> = new Map([
  ['push', push],
  ['create', create],
  ['delete', remove],
  ['pull_request', pullRequests],
  ['pull_request_review', reviews],
  ['pull_request_review_comment', reviewComments],
  ['pull_request_review_thread', reviewThreads],
  ['issue_comment', issueComments],
  ['commit_comment', commitComments],
  ['issues', issues],
  ['check_run', checkRuns],
  ['check_suite', checkSuites],
  ['status', statuses],
  ['workflow_run', workflowRuns],
  ['deployment', deployments],
  ['deployment_status', deploymentStatuses],
  ['release', releases],
  ['repository', repositories],
  ['installation', installations],
  ['integration_installation', installations],
  ['installation_repositories', installationRepositories],
  ['integration_installation_repositories', installationRepositories],
  ['member', members],
  ['fork', forks],
  ['star', stars],
  ['label', labels],
  ['milestone', milestones],
  ['merge_group', mergeGroups],
])

const checkAgreement = agreement(parsers.values())

/** Every neutral kind this provider makes. Every event without one is `github.<event>`. */
export const kinds: readonly EventKind[] = [...new Set([...parsers.values()].flatMap((parser) => parser.kinds))]

/** An event that no neutral kind fits: its body is the host's to keep, and only what all events share is read. */
function vendorEvent(event: string, body: Readonly<Record<string, unknown>>, envelope: Envelope): ParsedEvent {
  if (!/^\w{1,64}$/.test(event)) throw payloadInvalid('the header X-GitHub-Event names none')
  const action = typeof body['action'] === 'string' ? body['action'] : event
  return { ...envelope, kind: `github.${event}`, action, occurredAt: null, subject: null }
}

function parseBody({ event, body }: Delivery): readonly ParsedEvent[] {
  if (!isObject(body)) throw payloadInvalid('the body is not an object')
  const envelope = envelopeOf(readPayload(body, envelopeBody))
  const parser = parsers.get(event)
  if (parser === undefined) return [vendorEvent(event, body, envelope)]
  checkAgreement(body, parser)
  return parser.parse(body, envelope)
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

/** The installation a delivery to an App is for. Webhooks of repositories and organizations have none. */
function account({ body }: Delivery): string | null {
  if (!isObject(body) || !isObject(body['installation'])) return null
  const { id } = body['installation']
  return whole(id) === null ? String(id) : null
}

/**
 * GitHub's webhooks: SHA-256 HMAC over the raw body, at most 25 MB.
 * @see https://docs.github.com/en/webhooks/webhook-events-and-payloads
 * @see https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
 */
export const webhooks: Webhooks = {
  schemes: [{ kind: 'hmac', header: 'x-hub-signature-256', prefix: 'sha256=', hash: 'sha256', encoding: 'hex' }],
  headers: { event: 'x-github-event', delivery: 'x-github-delivery' },
  maxBytes: 25 * 1024 * 1024,
  ignore: ['ping'],
  parse,
  account,
}
