/** Objects as Bitbucket answers them, made up after its documentation. */
export const sha = 'a'.repeat(39) + '1'
export const parentSha = 'b'.repeat(39) + '2'

export const emma = {
  type: 'user',
  uuid: '{a54f16da-24e9-4d7f-a3a7-b1ba2cd98aa3}',
  account_id: '557058:3c7ae7b7',
  nickname: 'emma',
  display_name: 'Emma Example',
  links: {
    html: { href: 'https://bitbucket.org/%7Ba54f16da-24e9-4d7f-a3a7-b1ba2cd98aa3%7D/' },
    avatar: { href: 'https://example.com/emma.png' },
  },
}
export const emmaAuthor = {
  id: emma.uuid,
  username: 'emma',
  displayName: 'Emma Example',
  isBot: false,
  avatarUrl: 'https://example.com/emma.png',
  htmlUrl: emma.links.html.href,
}

export const commitOf = (hash = sha, date = '2026-03-01T10:00:00+00:00') => ({
  type: 'commit',
  hash,
  date,
  author: { type: 'author', raw: 'Emma Example <emma@example.com>', user: emma },
  message: 'Subject\n\nBody\n',
  parents: [{ type: 'commit', hash: parentSha }],
  links: { html: { href: `https://bitbucket.org/acme/web/commits/${hash}` } },
})

export const branchOf = (name: string, hash = sha) => ({ type: 'branch', name, target: commitOf(hash) })

export const repositoryOf = (change: object = {}) => ({
  type: 'repository',
  uuid: '{11111111-2222-4333-8444-555555555555}',
  full_name: 'acme/web',
  name: 'Web',
  slug: 'web',
  description: 'A site',
  is_private: true,
  mainbranch: { type: 'branch', name: 'main' },
  size: 2048,
  language: 'typescript',
  created_on: '2020-01-02T03:04:05.678901+00:00',
  updated_on: '2026-01-02T03:04:05+00:00',
  workspace: { type: 'workspace', uuid: '{99999999-2222-4333-8444-555555555555}', slug: 'acme', name: 'Acme' },
  links: { html: { href: 'https://bitbucket.org/acme/web' } },
  ...change,
})
