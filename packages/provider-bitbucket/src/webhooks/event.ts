import {
  isObject,
  payloadInvalid,
  readPayload,
  type Author,
  type EventKind,
  type ParsedEvent,
} from '@scm-host/core/provider'
import { mapAuthor } from '../map/author.ts'
import { envelope } from './shapes.ts'

/** What every event of a delivery shares. */
export interface Envelope {
  readonly provider: 'bitbucket'
  readonly sender: Author | null
  readonly repository: {
    readonly externalId: string
    readonly fullName: string
    readonly isPrivate: boolean | null
    readonly htmlUrl: string | null
  } | null
}

/** How the deliveries of one event key become neutral events. */
export interface EventParser {
  readonly kinds: readonly EventKind[]
  /** The top-level fields of such a body beside `actor` and `repository`. */
  readonly fields: readonly string[]
  /** Further ones that such a body may have. */
  readonly more?: readonly string[]
  /** @throws ScmError `payload_invalid` */
  parse(body: unknown, envelope: Envelope): readonly ParsedEvent[]
}

export function envelopeOf(body: unknown): Envelope {
  const { actor, repository } = readPayload(body, envelope)
  return {
    provider: 'bitbucket',
    sender: mapAuthor(actor),
    repository: repository
      ? {
          externalId: repository.uuid,
          fullName: repository.full_name,
          isPrivate: repository.is_private ?? null,
          htmlUrl: repository.links?.html?.href ?? null,
        }
      : null,
  }
}

/**
 * Refuses bodies of other events: the key travels in a header that no signature covers. Beside what all bodies share
 * its own fields must stand, and no others that tell of something.
 * @throws ScmError `payload_invalid`
 */
export function checkFields(body: unknown, { fields, more = [] }: EventParser): void {
  if (!isObject(body)) throw payloadInvalid('the body is not an object')
  const missing = fields.find((field) => !Object.hasOwn(body, field))
  if (missing !== undefined) throw payloadInvalid(`it has no ${missing}`)
  const strange = Object.keys(body).find((field) => telling.has(field) && ![...fields, ...more].includes(field))
  if (strange !== undefined) throw payloadInvalid('the body is that of another event')
}

const telling: ReadonlySet<string> = new Set([
  'push',
  'fork',
  'changes',
  'comment',
  'commit',
  'commit_status',
  'pullrequest',
  'approval',
  'changes_request',
  'issue',
])
