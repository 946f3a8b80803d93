import { describe, expect, it } from 'vitest'
import { other, project, push, sha, tagPush, web, zero } from './fixtures.ts'
import { eventsOf, parsed } from './parsed.ts'

describe('a push', () => {
  it('to a branch whose name has odd characters', () => {
    expect(parsed('Push Hook', push())).toEqual({
      provider: 'gitlab',
      kind: 'push',
      action: 'pushed',
      occurredAt: null,
      sender: {
        id: '7',
        username: 'ada',
        displayName: 'Ada',
        isBot: false,
        avatarUrl: 'https://git.example/a.png',
        htmlUrl: null,
      },
      repository: { externalId: '42', fullName: 'acme/tools/hammer', isPrivate: true, htmlUrl: web },
      subject: {
        ref: 'refs/heads/feature/a&b',
        refKind: 'branch',
        name: 'feature/a&b',
        before: sha,
        after: other,
        isCreated: false,
        isDeleted: false,
        isForced: false,
        commits: [
          {
            sha: other,
            message: 'Handle\n\nwith care',
            author: { name: 'Ada', email: 'ada@git.example', account: null },
            timestamp: '2026-03-01T10:00:00.000Z',
            htmlUrl: `${web}/-/commit/${other}`,
            added: ['a b.txt'],
            removed: ['ü.txt'],
            modified: [],
          },
        ],
        isTruncated: false,
        compareUrl: `${web}/-/compare/${sha}...${other}`,
      },
    })
  })

  it('that makes a branch is the push and the branch, in this order', () => {
    const events = eventsOf('Push Hook', push({ before: zero }))
    expect(events).toMatchObject([
      { kind: 'push', subject: { before: null, isCreated: true, isDeleted: false, compareUrl: null } },
      { kind: 'branch', action: 'created', subject: { name: 'feature/a&b', sha: other } },
    ])
  })

  it('that deletes a branch or a tag likewise', () => {
    const gone = { after: zero, checkout_sha: null, commits: [], total_commits_count: 0 }
    expect(eventsOf('Push Hook', push(gone))).toMatchObject([
      { kind: 'push', subject: { after: null, isDeleted: true, commits: [] } },
      { kind: 'branch', action: 'deleted', subject: { name: 'feature/a&b', sha: null } },
    ])
    expect(eventsOf('Tag Push Hook', tagPush({ ...gone, before: sha }))).toMatchObject([
      { kind: 'push', subject: { refKind: 'tag', name: 'v1.0', isDeleted: true } },
      { kind: 'tag', action: 'deleted', subject: { name: 'v1.0', sha: null } },
    ])
  })

  it('of an annotated tag names the commit, not the tag object', () => {
    expect(eventsOf('Tag Push Hook', tagPush())).toMatchObject([
      { kind: 'push', subject: { refKind: 'tag', after: sha } },
      { kind: 'tag', action: 'created', subject: { name: 'v1.0', sha: other } },
    ])
  })

  it.each([
    [20, 20, false],
    [21, 20, true],
    [4000, 20, true],
    [1, 0, true],
    [0, 0, false],
  ])('of %i commits with %i in its list: truncated %s', (total, listed, isTruncated) => {
    const commits = Array.from({ length: listed }, () => ({ id: other, message: 'x' }))
    const event = parsed('Push Hook', push({ commits, total_commits_count: total }))
    expect(event).toMatchObject({ subject: { isTruncated } })
  })

  it('of a ref that is neither branch nor tag is GitLab’s own event', () => {
    const event = parsed('Push Hook', push({ ref: 'refs/keep-around/x' }))
    expect(event).toMatchObject({ kind: 'gitlab.push', action: 'push', subject: null })
  })
})

describe('the repository', () => {
  it.each([
    [0, true],
    [10, true],
    [20, false],
    [null, null],
  ])('at visibility level %s is private: %s', (level, isPrivate) => {
    const at = { ...project, visibility_level: level }
    expect(parsed('Push Hook', push({ project: at, repository: null }))).toMatchObject({ repository: { isPrivate } })
  })

  it.each([
    ['git@git.example:acme/tools/hammer.git', 'acme/tools/hammer'],
    ['ssh://git@git.example:2222/acme/tools/hammer.git', 'acme/tools/hammer'],
    ['', 'sub/acme/tools/hammer'],
  ])('without a project is named by its URLs: %s', (ssh, fullName) => {
    const urls = { git_ssh_url: ssh, homepage: 'https://git.example/sub/acme/tools/hammer' }
    const event = parsed('Push Hook', push({ project: null, repository: urls }))
    expect(event).toMatchObject({ repository: { externalId: '42', fullName } })
  })

  it('without an id is known by its full path', () => {
    const event = parsed('Push Hook', push({ project: { ...project, id: null }, project_id: null }))
    expect(event).toMatchObject({ repository: { externalId: 'acme/tools/hammer' } })
  })
})
