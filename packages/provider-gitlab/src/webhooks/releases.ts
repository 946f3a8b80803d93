import { actionOf, object, optional, readPayload, text } from '@scm-host/core/provider'
import { mapRelease } from '../map/release.ts'
import type { EventParser } from './parser.ts'

/** GitLab has no drafts: making a release publishes it. */
const actions = new Map([
  ['create', 'published'],
  ['update', 'edited'],
  ['delete', 'deleted'],
] as const)
const releaseBody = object({
  action: text,
  tag: text,
  name: optional(text),
  description: optional(text),
  url: optional(text),
  created_at: optional(text),
  released_at: optional(text),
})

/** A release. GitLab does not tell whose it is. `occurredAt`: when it was made; else nothing tells. */
export const releases: EventParser = {
  kinds: ['release'],
  parse(body, envelope) {
    const payload = readPayload(body, releaseBody)
    const subject = mapRelease({ ...payload, tag_name: payload.tag, _links: { self: payload.url || null } })
    return [
      {
        ...envelope,
        kind: 'release',
        ...actionOf(actions, payload.action),
        occurredAt: payload.action === 'create' ? subject.createdAt : null,
        subject,
      },
    ]
  },
}
