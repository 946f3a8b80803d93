import {
  flag,
  listOf,
  maybe,
  object,
  optional,
  readPayload,
  text,
  type Checked,
  type ParsedEvent,
} from '@scm-host/core/provider'
import { mapSignature } from '../map/author.ts'
import { timeOf } from '../map/time.ts'
import type { Envelope, EventParser } from './event.ts'
import { account } from './shapes.ts'

const author = optional(object({ raw: maybe(text), user: optional(account) }))
const commit = object({
  hash: text,
  message: maybe(text),
  date: maybe(text),
  author,
  links: maybe(object({ html: maybe(object({ href: maybe(text) })) })),
})
const ref = object({ type: maybe(text), name: text, target: optional(object({ hash: text, date: maybe(text) })) })
const change = object({
  new: optional(ref),
  old: optional(ref),
  created: maybe(flag),
  closed: maybe(flag),
  forced: maybe(flag),
  truncated: maybe(flag),
  commits: maybe(listOf(commit)),
  links: maybe(object({ html: maybe(object({ href: maybe(text) })) })),
})
const pushBody = object({ push: object({ changes: listOf(change) }) })

/**
 * Each changed branch or tag is a push; one that came or went is a `branch` or `tag` event too, as other vendors send it.
 * Bitbucket lists at most five commits a change, without their files. `occurredAt`: the newest commit's date.
 */
export const push: EventParser = {
  kinds: ['push', 'branch', 'tag'],
  fields: ['push'],
  parse(body, envelope) {
    const { push: pushed } = readPayload(body, pushBody)
    return pushed.changes.flatMap((one) => changeEvents(one, envelope))
  },
}

function changeEvents(one: Checked<typeof change>, envelope: Envelope): readonly ParsedEvent[] {
  const place = one.new ?? one.old
  if (!place) return []
  const refKind = place.type?.endsWith('tag') === true ? 'tag' : 'branch'
  const before = one.old?.target?.hash ?? null
  const after = one.new?.target?.hash ?? null
  const isForced = one.forced === true && before !== null && after !== null
  const subject = {
    ref: `refs/${refKind === 'tag' ? 'tags' : 'heads'}/${place.name}`,
    refKind,
    name: place.name,
    before,
    after,
    isCreated: before === null,
    isDeleted: after === null,
    isForced,
    commits: (one.commits ?? []).map(mapPushed),
    isTruncated: one.truncated === true,
    compareUrl: one.links?.html?.href ?? null,
  } as const
  const occurredAt = timeOf(one.new?.target?.date)
  const action = isForced ? 'force_pushed' : 'pushed'
  const pushed = { ...envelope, kind: 'push', action, occurredAt, subject } as const
  if (before !== null && after !== null) return [pushed]
  const life = before === null ? 'created' : 'deleted'
  const refSubject = { name: place.name, sha: after ?? before }
  return [pushed, { ...envelope, kind: refKind, action: life, occurredAt, subject: refSubject }]
}

function mapPushed(one: Checked<typeof commit>) {
  const signature = mapSignature(one.author, one.date)
  return {
    sha: one.hash,
    message: one.message ?? '',
    author: signature === null ? null : { name: signature.name, email: signature.email, account: signature.account },
    timestamp: timeOf(one.date),
    htmlUrl: one.links?.html?.href ?? null,
    added: null,
    removed: null,
    modified: null,
  }
}
