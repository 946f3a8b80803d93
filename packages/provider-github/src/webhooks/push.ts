import {
  type Checked,
  flag,
  listOf,
  maybe,
  object,
  optional,
  type PushSubject,
  readPayload,
  text,
} from '@scm-host/core/provider'
import { instant } from './envelope.ts'
import type { EventParser } from './parser.ts'
import { repository } from './shapes.ts'

/** The most commits a push payload lists. https://docs.github.com/en/webhooks/webhook-events-and-payloads#push */
const maxCommits = 2048

const person = object({ name: optional(text), email: optional(text) })
const paths = maybe(listOf(text))
const pushCommit = object({
  id: text,
  message: text,
  timestamp: optional(text),
  author: optional(person),
  url: maybe(text),
  added: paths,
  removed: paths,
  modified: paths,
})
const pushBody = object({
  ref: text,
  before: text,
  after: text,
  created: maybe(flag),
  deleted: maybe(flag),
  forced: maybe(flag),
  compare: optional(text),
  commits: maybe(listOf(pushCommit)),
  repository,
})

const zero = /^0+$/
const shaOrNull = (sha: string) => (zero.test(sha) ? null : sha)

/** Branch or tag, and its name; null for the refs of neither. */
function namedIn(ref: string) {
  if (ref.startsWith('refs/heads/')) return { refKind: 'branch', name: ref.slice('refs/heads/'.length) } as const
  if (ref.startsWith('refs/tags/')) return { refKind: 'tag', name: ref.slice('refs/tags/'.length) } as const
  return null
}

/** A pusher's account is told by its name alone: the payload has no id of it. */
function mapCommit(commit: Checked<typeof pushCommit>): PushSubject['commits'][number] {
  const { author } = commit
  return {
    sha: commit.id,
    message: commit.message,
    author: author ? { name: author.name ?? null, email: author.email ?? null, account: null } : null,
    timestamp: instant(commit.timestamp),
    htmlUrl: commit.url ?? null,
    added: commit.added ?? null,
    removed: commit.removed ?? null,
    modified: commit.modified ?? null,
  }
}

function subjectOf(payload: Checked<typeof pushBody>, named: NonNullable<ReturnType<typeof namedIn>>): PushSubject {
  const before = shaOrNull(payload.before)
  const after = shaOrNull(payload.after)
  const commits = payload.commits ?? []
  return {
    ref: payload.ref,
    ...named,
    before,
    after,
    isCreated: payload.created ?? before === null,
    isDeleted: payload.deleted ?? after === null,
    isForced: payload.forced ?? false,
    commits: commits.map(mapCommit),
    isTruncated: commits.length >= maxCommits,
    compareUrl: payload.compare ?? null,
  }
}

/** `occurredAt`: when the repository was last pushed to. A ref that is neither branch nor tag stays `github.push`. */
export const push: EventParser = {
  kinds: ['push'],
  fields: ['ref', 'commits'],
  parse(body, envelope) {
    const payload = readPayload(body, pushBody)
    const named = namedIn(payload.ref)
    const occurredAt = instant(payload.repository.pushed_at)
    if (named === null) return [{ ...envelope, kind: 'github.push', action: 'push', occurredAt, subject: null }]
    const subject = subjectOf(payload, named)
    return [{ ...envelope, kind: 'push', action: subject.isForced ? 'force_pushed' : 'pushed', occurredAt, subject }]
  },
}
