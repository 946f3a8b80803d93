import { filled } from './vendor.ts'

/** Bodies of about 10 KB in Bitbucket Cloud's shapes, made up. */
const bytes = 10 * 1024
const api = 'https://api.bitbucket.org/2.0'
const web = 'https://bitbucket.org'

const uuid = (index: number) => `{01234567-89ab-4cde-8f01-${String(index).padStart(12, '0')}}`
const account = (index: number, nickname: string) => ({
  type: 'user',
  uuid: uuid(index),
  account_id: `557058:01234567-89ab-4cde-8f01-${String(index).padStart(12, '0')}`,
  display_name: `Person ${nickname}`,
  nickname,
  links: {
    self: { href: `${api}/users/${uuid(index)}` },
    avatar: { href: `https://avatars.example.com/${nickname}-128.png` },
    html: { href: `${web}/${uuid(index)}/` },
  },
})
const people = ['ada', 'grace', 'edsger', 'barbara'].map((name, index) => account(index, name))

const repository = {
  type: 'repository',
  uuid: uuid(99),
  full_name: 'octo/hello',
  name: 'hello',
  links: {
    self: { href: `${api}/repositories/octo/hello` },
    html: { href: `${web}/octo/hello` },
    avatar: { href: 'https://avatars.example.com/hello.png' },
  },
}
const end = (branch: string, hash: string) => ({
  branch: { name: branch },
  commit: {
    type: 'commit',
    hash,
    links: {
      self: { href: `${api}/repositories/octo/hello/commit/${hash}` },
      html: { href: `${web}/octo/hello/commits/${hash}` },
    },
  },
  repository,
})
const participants = people.map((user, index) => ({
  type: 'participant',
  user,
  role: index < 2 ? 'PARTICIPANT' : 'REVIEWER',
  approved: index === 3,
  state: index === 3 ? 'approved' : null,
  participated_on: '2026-11-20T16:01:07.904112+00:00',
}))
const at = `${api}/repositories/octo/hello/pullrequests/7`
const links = ['self', 'commits', 'approve', 'diff', 'diffstat', 'comments', 'activity', 'merge', 'decline', 'statuses']

/** https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests/ */
const pullRequestOf = (id: number, head: string, description: string) => ({
  comment_count: 14,
  task_count: 0,
  type: 'pullrequest',
  id,
  title: 'Check the disk before an upload',
  description,
  rendered: { title: { type: 'rendered', raw: 'Check the disk before an upload', markup: 'markdown', html: '' } },
  state: 'OPEN',
  draft: false,
  merge_commit: null,
  close_source_branch: true,
  closed_by: null,
  author: people[0],
  reason: '',
  created_on: '2026-11-02T09:12:44.120330+00:00',
  updated_on: '2026-11-20T16:01:07.904112+00:00',
  destination: end('main', 'a1b2c3d4e5f6'),
  source: end('check-disk', head),
  reviewers: people.slice(2),
  participants,
  links: {
    html: { href: `${web}/octo/hello/pull-requests/7` },
    ...Object.fromEntries(links.map((name) => [name, { href: name === 'self' ? at : `${at}/${name}` }])),
  },
})

/**
 * Pull request 0 as its endpoint answers, but with the whole id of its head: of the twelve digits Bitbucket tells, the
 * provider makes the whole one by a second request, which is its work and not the host's overhead.
 */
export const pullRequest = filled(bytes, (text) => pullRequestOf(0, '0123456789abcdef0123456789abcdef01234567', text))

/** `pullrequest:updated`. https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/ */
export const pullRequestHook = filled(bytes, (text) => ({
  repository: { ...repository, scm: 'git', website: null, is_private: true, owner: people[0], workspace: null },
  actor: people[0],
  pullrequest: pullRequestOf(7, '0123456789ab', text),
}))
