import { object, payloadInvalid, readPayload, text } from '@scm-host/core/provider'
import { instant, type Envelope } from './envelope.ts'
import type { EventParser } from './parser.ts'
import { repository } from './shapes.ts'

/** What a `delete` lacks. */
const createBody = object({ master_branch: text })
const refBody = object({ ref: text, ref_type: text, repository })

function parseRef(body: unknown, envelope: Envelope, action: 'created' | 'deleted') {
  const payload = readPayload(body, refBody)
  const kind = payload.ref_type
  if (kind !== 'branch' && kind !== 'tag') throw payloadInvalid('ref_type is neither branch nor tag')
  // The payload has no commit id: the push event that comes with it has.
  const subject = { name: payload.ref, sha: null }
  return [{ ...envelope, kind, action, occurredAt: instant(payload.repository.pushed_at), subject }] as const
}

/** A branch or tag that was created. `occurredAt`: when the repository was last pushed to. */
export const create: EventParser = {
  kinds: ['branch', 'tag'],
  fields: ['ref', 'ref_type', 'master_branch'],
  parse: (body, envelope) => {
    readPayload(body, createBody)
    return parseRef(body, envelope, 'created')
  },
}

/** A branch or tag that was deleted. `occurredAt`: as above. */
export const remove: EventParser = {
  kinds: ['branch', 'tag'],
  fields: ['ref', 'ref_type'],
  parse: (body, envelope) => parseRef(body, envelope, 'deleted'),
}
