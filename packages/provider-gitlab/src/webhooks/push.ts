import {
  listOf,
  object,
  optional,
  text,
  readPayload,
  whole,
  type Checked,
  type ParsedEvent,
  type PushSubject,
} from '@scm-host/core/provider'
import { utcOrNull } from '../map/date.ts'
import type { Envelope } from './envelope.ts'
import type { EventParser } from './parser.ts'

const paths = optional(listOf(text))
const pushCommit = object({
  id: text,
  message: optional(text),
  timestamp: optional(text),
  author: optional(object({ name: optional(text), email: optional(text) })),
  url: optional(text),
  added: paths,
  removed: paths,
  modified: paths,
})
const pushBody = object({
  ref: text,
  before: text,
  after: text,
  checkout_sha: optional(text),
  commits: optional(listOf(pushCommit)),
  total_commits_count: optional(whole),
})
type PushBody = Checked<typeof pushBody>

const zero = /^0+$/
const shaOrNull = (sha: string) => (zero.test(sha) ? null : sha)

/** Branch or tag, and its name; null for the refs of neither. */
function namedIn(ref: string) {
  if (ref.startsWith('refs/heads/')) return { refKind: 'branch', name: ref.slice('refs/heads/'.length) } as const
  if (ref.startsWith('refs/tags/')) return { refKind: 'tag', name: ref.slice('refs/tags/'.length) } as const
  return null
}

function mapCommit(commit: Checked<typeof pushCommit>): PushSubject['commits'][number] {
  const { author } = commit
  return {
    sha: commit.id,
    message: commit.message ?? '',
    author: author ? { name: author.name ?? null, email: author.email ?? null, account: null } : null,
    timestamp: utcOrNull(commit.timestamp),
    htmlUrl: commit.url ?? null,
    added: commit.added ?? null,
    removed: commit.removed ?? null,
    modified: commit.modified ?? null,
  }
}

/** GitLab lists 20 commits at most, system hooks none, and does not tell whether a push was forced. */
function subjectOf(
  payload: PushBody,
  named: NonNullable<ReturnType<typeof namedIn>>,
  webUrl: string | null,
): PushSubject {
  const before = shaOrNull(payload.before)
  const after = shaOrNull(payload.after)
  const commits = payload.commits ?? []
  const canCompare = webUrl !== null && before !== null && after !== null && named.refKind === 'branch'
  return {
    ref: payload.ref,
    ...named,
    before,
    after,
    isCreated: before === null,
    isDeleted: after === null,
    isForced: false,
    commits: commits.map(mapCommit),
    isTruncated: (payload.total_commits_count ?? 0) > commits.length,
    compareUrl: canCompare ? `${webUrl}/-/compare/${before}...${after}` : null,
  }
}

/** GitLab has no event of its own for a created or deleted branch or tag. `sha` is the commit, also of an annotated tag. */
function refEvents(
  { checkout_sha: checkedOut }: PushBody,
  push: PushSubject,
  envelope: Envelope,
): readonly ParsedEvent[] {
  const { refKind: kind, name, after, isCreated, isDeleted } = push
  if (isCreated === isDeleted) return []
  const action = isCreated ? 'created' : 'deleted'
  const subject = { name, sha: isCreated ? (checkedOut ?? after) : null }
  return [{ ...envelope, kind, action, occurredAt: null, subject }]
}

/**
 * Push and tag push: the push, then the branch or tag where it was created or deleted. Nothing tells the time. A ref that
 * is neither branch nor tag stays `gitlab.push`.
 */
export const push: EventParser = {
  kinds: ['push', 'branch', 'tag'],
  parse(body, envelope) {
    const payload = readPayload(body, pushBody)
    const named = namedIn(payload.ref)
    if (named === null) return [{ ...envelope, kind: 'gitlab.push', action: 'push', occurredAt: null, subject: null }]
    const subject = subjectOf(payload, named, envelope.repository?.htmlUrl ?? null)
    return [
      { ...envelope, kind: 'push', action: 'pushed', occurredAt: null, subject },
      ...refEvents(payload, subject, envelope),
    ]
  },
}
