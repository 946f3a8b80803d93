import { pageOfWhole } from '@scm-host/core/provider'
import { describe, expect, it } from 'vitest'
import { mapBranch, mapTag } from '../../src/map/branch.ts'
import { mapCommit, mapCommitFile, utc } from '../../src/map/commit.ts'
import { mapFileContent, toBase64 } from '../../src/map/file.ts'
import { mapLevel, mapPermission, mapRepository } from '../../src/map/repository.ts'

describe('repositories', () => {
  const minimal = { id: 1, name: 'r', full_name: 'o/r', html_url: 'https://github.com/o/r' }

  it('map with everything and with the least', () => {
    expect(mapRepository(minimal)).toEqual({
      externalId: '1',
      fullName: 'o/r',
      name: 'r',
      owner: 'o',
      description: null,
      defaultBranch: null,
      isPrivate: true,
      isFork: false,
      isArchived: false,
      sizeBytes: null,
      htmlUrl: 'https://github.com/o/r',
      createdAt: null,
      updatedAt: null,
    })
    const full = {
      owner: { login: 'p' },
      private: false,
      fork: true,
      archived: true,
      size: 2,
      default_branch: 'main',
      created_at: 0,
      updated_at: '2020-01-01T00:00:00Z',
    }
    expect(mapRepository({ ...minimal, ...full })).toMatchObject({
      owner: 'p',
      isPrivate: false,
      isFork: true,
      isArchived: true,
      sizeBytes: 2048,
      defaultBranch: 'main',
      createdAt: '1970-01-01T00:00:00.000Z',
      updatedAt: '2020-01-01T00:00:00Z',
    })
  })

  it('map levels, also of roles an organization made', () => {
    expect(
      ['pull', 'read', 'triage', 'push', 'write', 'maintain', 'admin'].map((role) => mapLevel(role, undefined)),
    ).toEqual(['read', 'read', 'triage', 'write', 'write', 'maintain', 'admin'])
    expect(mapLevel('security-team', 'write')).toBe('write')
    expect(mapLevel('security-team', { pull: true, triage: true })).toBe('triage')
    expect(mapLevel(undefined, 'strange')).toBe('none')
    expect(mapLevel(undefined, undefined)).toBe('none')
    expect((['none', 'read', 'triage', 'write'] as const).map((level) => mapPermission(level).canWrite)).toEqual([
      false,
      false,
      false,
      true,
    ])
  })
})

describe('commits', () => {
  const signature = { name: 'N', email: 'e', date: '2020-01-02T03:04:05Z' }
  const commit = {
    sha: 'a',
    commit: { message: 'm', author: signature, committer: null },
    author: {},
    committer: null,
    parents: [],
  }

  it('map people git knows and GitHub does not', () => {
    const mapped = mapCommit(commit)
    expect(mapped.author).toEqual({ name: 'N', email: 'e', date: '2020-01-02T03:04:05Z', account: null })
    expect(mapped).toMatchObject({ committer: null, additions: null, files: null, htmlUrl: null })
  })

  it('map files of every status', () => {
    const file = { filename: 'b', previous_filename: 'a', status: 'renamed', additions: 1, deletions: 2, sha: '' }
    expect(mapCommitFile(file)).toEqual({
      path: 'b',
      previousPath: 'a',
      status: 'renamed',
      additions: 1,
      deletions: 2,
      patch: null,
      sha: null,
    })
    expect(mapCommitFile({ ...file, status: 'teleported' }).status).toBe('unknown')
  })

  it('tell times in UTC', () => {
    expect(utc('2020-01-01T00:00:00+02:00')).toBe('2019-12-31T22:00:00.000Z')
    expect(utc('yesterday')).toBeNull()
    expect(utc(undefined)).toBeNull()
  })
})

describe('branches, tags, files, pages', () => {
  it('map', () => {
    expect(mapBranch({ name: 'a', commit: { sha: 's' }, protected: true }, null)).toEqual({
      branch: 'a',
      sha: 's',
      isProtected: true,
      isDefault: false,
    })
    expect(mapTag('v', 's', { message: '', tagger: {} })).toEqual({ tag: 'v', sha: 's', message: '', tagger: null })
    expect(mapTag('v', 's', { message: 'm', tagger: { name: 'n' } }).tagger).toEqual({
      name: 'n',
      email: null,
      date: null,
    })
    expect(mapFileContent({ path: 'p', sha: 's' }, undefined, Buffer.from('\uFEFFa'))).toMatchObject({
      encoding: 'utf-8',
      content: '\uFEFFa',
      sizeBytes: 4,
    })
    expect(mapFileContent({ path: 'p', sha: 's' }, 'r', Buffer.alloc(0))).toMatchObject({
      encoding: 'utf-8',
      content: '',
      ref: 'r',
    })
    expect(toBase64('é', undefined)).toBe('w6k=')
  })

  it('cut whole lists', () => {
    const pageOf = (cursor: string | null, all: readonly number[]) => pageOfWhole(all, { cursor, perPage: 2 })
    expect(pageOf(null, [1, 2])).toEqual({ items: [1, 2], nextCursor: null })
    expect(pageOf(null, [1, 2, 3])).toEqual({ items: [1, 2], nextCursor: '2' })
    expect(pageOf('2', [1, 2, 3])).toEqual({ items: [3], nextCursor: null })
    expect(pageOf('9', [1])).toEqual({ items: [], nextCursor: null })
  })
})
