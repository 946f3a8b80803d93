import { actionOf, flag, maybe, object, optional, readPayload, text, whole } from '@scm-host/core/provider'
import { mapRelease } from '../map/release.ts'
import { instant, own } from './envelope.ts'
import type { EventParser } from './parser.ts'
import { user } from './shapes.ts'

const actions = own('published', 'created', 'edited', 'deleted', 'prereleased', 'released', 'unpublished')
const release = object({
  id: whole,
  tag_name: text,
  name: optional(text),
  body: optional(text),
  draft: flag,
  prerelease: flag,
  author: user,
  html_url: maybe(text),
  created_at: optional(text),
  published_at: optional(text),
})
const releaseBody = object({ action: text, release })

/** Actions that happen when the release is published. */
const publishing: ReadonlySet<string> = new Set(['published', 'prereleased', 'released'])

/** `occurredAt`: when it was published. `created_at` is of the commit, not of the release. */
export const releases: EventParser = {
  kinds: ['release'],
  fields: ['release'],
  parse(body, envelope) {
    const payload = readPayload(body, releaseBody)
    return [
      {
        ...envelope,
        kind: 'release',
        ...actionOf(actions, payload.action),
        occurredAt: publishing.has(payload.action) ? instant(payload.release.published_at) : null,
        subject: mapRelease(payload.release),
      },
    ]
  },
}
