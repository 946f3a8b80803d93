import type { Body, Example } from '../../../../test/webhooks/parse.ts'

/** Payloads made up after https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/ */
const emma = {
  type: 'user',
  uuid: '{a54f16da-24e9-4d7f-a3a7-b1ba2cd98aa3}',
  account_id: '557058:3c7ae7b7',
  nickname: 'emma',
  display_name: 'Emma',
  links: { html: { href: 'https://bitbucket.org/emma/' }, avatar: { href: 'https://example.com/emma.png' } },
}
const repository = {
  type: 'repository',
  uuid: '{11111111-2222-4333-8444-555555555555}',
  full_name: 'acme/web',
  name: 'Web',
  is_private: true,
  links: { html: { href: 'https://bitbucket.org/acme/web' } },
}
const base = { actor: emma, repository }
export const [old, fresh] = ['1'.repeat(40), '2'.repeat(40)]

const commit = (hash: string) => ({
  type: 'commit',
  hash,
  message: 'Subject\n',
  date: '2026-03-01T10:00:00+00:00',
  author: { raw: 'Emma Example <emma@example.com>', user: emma },
  links: { html: { href: `https://bitbucket.org/acme/web/commits/${hash}` } },
})
const ref = (name: string, hash: string, type = 'branch') => ({ type, name, target: commit(hash) })
/** A push of one change. */
export const push = (change: object): Example => ({
  event: 'repo:push',
  body: {
    ...base,
    push: { changes: [{ created: false, closed: false, forced: false, truncated: false, commits: [], ...change }] },
  },
})
export const pushes = {
  created: push({ created: true, old: null, new: ref('topic/a', fresh), commits: [commit(fresh)] }),
  deleted: push({ closed: true, old: ref('topic/a', old), new: null }),
  forced: push({ forced: true, old: ref('main', old), new: ref('main', fresh), truncated: true }),
  tagged: push({ created: true, old: null, new: ref('v1', fresh, 'tag') }),
  untagged: push({ closed: true, old: ref('v1', old, 'annotated_tag'), new: null }),
}

const side = (name: string, hash: string) => ({ branch: { name }, commit: { hash }, repository })
const pullrequest = {
  type: 'pullrequest',
  id: 7,
  title: 'Oil the hinges',
  description: 'They squeak.',
  state: 'OPEN',
  draft: true,
  author: emma,
  source: side('oil', '222222222222'),
  destination: side('main', '111111111111'),
  merge_commit: null,
  participants: [{ type: 'participant', user: emma, role: 'PARTICIPANT', state: null, participated_on: null }],
  reviewers: [emma],
  created_on: '2026-03-01T10:00:00.123456+00:00',
  updated_on: '2026-03-02T11:00:00.654321+00:00',
  links: { html: { href: 'https://bitbucket.org/acme/web/pull-requests/7' } },
}
const comment = {
  id: 17,
  content: { raw: 'Why?', html: '<p>Why?</p>', markup: 'markdown' },
  user: emma,
  created_on: '2026-03-02T12:00:00+00:00',
  updated_on: '2026-03-02T12:00:00+00:00',
  deleted: false,
  links: { html: { href: 'https://bitbucket.org/acme/web/pull-requests/7#comment-17' } },
}
const inline = { path: 'src/hinge.ts', from: null, to: 3 }
const decision = { date: '2026-03-02T13:00:00+00:00', user: emma }
const status = {
  type: 'build',
  key: 'ci',
  name: 'CI',
  state: 'FAILED',
  url: 'https://ci.example/1',
  description: 'Two failed',
  created_on: '2026-03-02T14:00:00+00:00',
  updated_on: '2026-03-02T14:01:00+00:00',
  links: { commit: { href: `https://api.bitbucket.org/2.0/repositories/acme/web/commit/${fresh}` } },
}
const issue = {
  id: 1,
  title: 'Squeaks',
  content: { raw: 'Loudly' },
  state: 'resolved',
  links: { html: { href: 'https://bitbucket.org/acme/web/issues/1' } },
  created_on: '2026-03-01T00:00:00Z',
}
const pull = (change: object = {}) => ({ ...base, pullrequest: { ...pullrequest, ...change } })

/** One of every event that has a neutral kind, but pushes. */
export const bodies: Readonly<Record<string, Body>> = {
  'repo:fork': { ...base, fork: { ...repository, uuid: '{2}', full_name: 'otto/web' } },
  'repo:updated': { ...base, changes: { description: { old: 'a', new: 'b' } } },
  'repo:created': base,
  'repo:transfer': base,
  'repo:deleted': base,
  'repo:commit_comment_created': { ...base, commit: { hash: fresh }, comment: { ...comment, inline } },
  'repo:commit_status_created': { ...base, commit_status: { ...status, state: 'INPROGRESS' } },
  'repo:commit_status_updated': { ...base, commit_status: status },
  'pullrequest:created': pull(),
  'pullrequest:updated': pull({ draft: false }),
  'pullrequest:push': pull(),
  'pullrequest:fulfilled': pull({ state: 'MERGED', merge_commit: { hash: '333333333333' } }),
  'pullrequest:rejected': pull({ state: 'DECLINED', reason: 'No' }),
  'pullrequest:approved': { ...pull(), approval: decision },
  'pullrequest:unapproved': { ...pull(), approval: decision },
  'pullrequest:changes_request_created': { ...pull(), changes_request: decision },
  'pullrequest:changes_request_removed': { ...pull(), changes_request: decision },
  'pullrequest:comment_created': { ...pull(), comment },
  'pullrequest:comment_updated': { ...pull(), comment: { ...comment, inline, parent: { id: 16 } } },
  'pullrequest:comment_deleted': { ...pull(), comment: { ...comment, deleted: true } },
  'pullrequest:comment_resolved': {
    ...pull(),
    comment: { ...comment, inline, resolution: { type: 'comment_resolution', user: emma } },
  },
  'pullrequest:comment_reopened': { ...pull(), comment: { ...comment, inline } },
  'issue:created': { ...base, issue: { ...issue, state: 'new' } },
  'issue:updated': { ...base, issue, changes: { status: { old: 'open', new: 'resolved' } }, comment },
  'issue:comment_created': { ...base, issue, comment },
}

/** Everything above, each with its key. */
export const examples: readonly Example[] = [
  ...Object.values(pushes),
  ...Object.entries(bodies).map(([event, body]) => ({ event, body })),
]

/** A body of `bodies`. */
export function bodyOf(event: string): Body {
  const body = bodies[event]
  if (body === undefined) throw new Error(`There is no example of ${event}.`)
  return body
}
