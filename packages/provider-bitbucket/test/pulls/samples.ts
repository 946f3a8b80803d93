import { emma, sha } from '../bed/samples.ts'

export const otto = { ...emma, uuid: '{b54f16da-24e9-4d7f-a3a7-b1ba2cd98aa4}', nickname: 'otto', display_name: 'Otto' }

/** A pull request as Bitbucket answers it, made up after its documentation. */
export const pullOf = (change: object = {}) => ({
  type: 'pullrequest',
  id: 7,
  title: 'Oil the hinges',
  summary: { raw: 'They squeak.', markup: 'markdown', html: '<p>They squeak.</p>' },
  state: 'OPEN',
  draft: false,
  author: emma,
  source: {
    branch: { name: 'oil/50%' },
    commit: { hash: sha.slice(0, 12) },
    repository: { type: 'repository', full_name: 'acme/web' },
  },
  destination: {
    branch: { name: 'main' },
    commit: { hash: 'b'.repeat(12) },
    repository: { type: 'repository', full_name: 'acme/web' },
  },
  reviewers: [otto],
  participants: [
    {
      type: 'participant',
      user: otto,
      role: 'REVIEWER',
      approved: true,
      state: 'approved',
      participated_on: '2026-03-02T10:00:00+00:00',
    },
    { type: 'participant', user: emma, role: 'PARTICIPANT', approved: false, state: null, participated_on: null },
  ],
  created_on: '2026-03-01T10:00:00+00:00',
  updated_on: '2026-03-02T11:00:00.123456+00:00',
  links: { html: { href: 'https://bitbucket.org/acme/web/pull-requests/7' } },
  ...change,
})

export const commentOf = (id: number, change: object = {}) => ({
  type: 'pullrequest_comment',
  id,
  content: { raw: `Comment ${id}`, markup: 'markdown', html: '' },
  user: emma,
  created_on: '2026-03-01T10:00:00+00:00',
  updated_on: '2026-03-01T10:00:00+00:00',
  deleted: false,
  links: { html: { href: `https://bitbucket.org/acme/web/pull-requests/7#comment-${id}` } },
  ...change,
})

export const inlineAt = (path: string, to: number) => ({ inline: { path, to } })
