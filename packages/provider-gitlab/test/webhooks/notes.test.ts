import { describe, expect, it } from 'vitest'
import { ada, diffNote, mergeRequest, note, other, position, sha, web } from './fixtures.ts'
import { parsed } from './parsed.ts'

const hook = 'Note Hook'

describe('a comment', () => {
  it.each([
    ['Issue', { on: 'issue', issue: '23', pullRequest: null, sha: null }],
    ['MergeRequest', { on: 'pull_request', issue: null, pullRequest: '3', sha: null }],
    ['Commit', { on: 'commit', issue: null, pullRequest: null, sha }],
  ])('on %s', (type, about) => {
    expect(parsed(hook, note(type, { commit_id: type === 'Commit' ? sha : null }))).toMatchObject({
      kind: 'comment',
      action: 'created',
      occurredAt: '2026-03-01T10:00:00.000Z',
      subject: {
        ...about,
        comment: {
          id: '1241',
          body: 'Hello',
          author: { id: '7', username: 'ada' },
          htmlUrl: `${web}/-/issues/23#note_1241`,
          createdAt: '2026-03-01T10:00:00.000Z',
          updatedAt: '2026-03-02T11:30:00.000Z',
        },
      },
    })
  })

  it('in a thread that is not inline is one of the conversation', () => {
    const event = parsed(hook, note('MergeRequest', { type: 'DiscussionNote' }))
    expect(event).toMatchObject({ kind: 'comment', subject: { on: 'pull_request' } })
  })

  it('edited; and without an action, as before 16.11, created', () => {
    const edited = { action: 'edited', occurredAt: '2026-03-02T11:30:00.000Z' }
    expect(parsed(hook, note('Issue', { action: 'update' }))).toMatchObject(edited)
    expect(parsed(hook, note('Issue', { action: null }))).toMatchObject({ action: 'created' })
    expect(parsed(hook, note('Issue', { action: 'pin' }))).toMatchObject({ action: 'other', rawAction: 'pin' })
  })

  it('that is confidential comes in an event of its own', () => {
    const body = note('Issue', {}, { event_type: 'confidential_note' })
    expect(parsed('Confidential Note Hook', body)).toMatchObject({ kind: 'comment', subject: { issue: '23' } })
  })

  it('on a snippet or a design, and every note of the system, is GitLab’s own event', () => {
    const own = { kind: 'gitlab.note', action: 'create', subject: null }
    expect(parsed(hook, note('Snippet'))).toMatchObject(own)
    expect(parsed(hook, note('DesignManagement::Design'))).toMatchObject(own)
    expect(parsed(hook, note('Issue', { system: true }))).toMatchObject(own)
    expect(parsed(hook, note('__proto__'))).toMatchObject(own)
  })

  it('has no author where the user is somebody else', () => {
    const event = parsed(hook, note('Issue', { author_id: 8 }))
    expect(event).toMatchObject({ sender: { id: '7' }, subject: { comment: { author: null } } })
  })

  it('from an old version, whose user has no id, is by its author', () => {
    const { id: _id, ...nameless } = ada
    const event = parsed(hook, note('Issue', {}, { user: nameless }))
    const author = { id: '7', username: 'ada' }
    expect(event).toMatchObject({ sender: author, subject: { comment: { author } } })
  })
})

describe('an inline comment', () => {
  it('on lines of the new file', () => {
    expect(parsed(hook, diffNote())).toMatchObject({
      kind: 'review_comment',
      action: 'created',
      subject: {
        pullRequest: '3',
        comment: {
          id: '1241',
          threadId: 'c3d97fd471f210a5dc8b97a409e3bea95ee06c14',
          path: 'src/new.ts',
          line: 6,
          startLine: 4,
          side: 'head',
          sha,
          body: 'Hello',
          author: { username: 'ada' },
          inReplyTo: null,
          isOutdated: false,
          htmlUrl: `${web}/-/issues/23#note_1241`,
        },
      },
    })
  })

  it('on one line of the old file', () => {
    const at = { ...position, old_line: 9, new_line: null, line_range: null }
    const comment = { line: 9, startLine: null, side: 'base' }
    expect(parsed(hook, diffNote({ position: at }))).toMatchObject({ subject: { comment } })
  })

  it('is outdated where it stands at another commit than the merge request', () => {
    const comment = { isOutdated: true, line: null, sha: other }
    expect(parsed(hook, diffNote({ position: { ...position, head_sha: other } }))).toMatchObject({
      subject: { comment },
    })
  })

  it('from before GitLab 10 has a path and no line', () => {
    const legacy = { type: null, position: null, line_code: 'x_1_1', st_diff: { old_path: 'six', new_path: 'six' } }
    const subject = { comment: { path: 'six', line: null } }
    expect(parsed(hook, diffNote(legacy))).toMatchObject({ kind: 'review_comment', subject })
  })

  it('that tells no file is one of the conversation, and one on a commit is one on the commit', () => {
    expect(parsed(hook, diffNote({ position: null }))).toMatchObject({ kind: 'comment' })
    const onCommit = note('Commit', { type: 'DiffNote', position, commit_id: sha })
    expect(parsed(hook, onCommit)).toMatchObject({ kind: 'comment', subject: { on: 'commit', sha } })
  })

  it('needs a merge request', () => {
    const { merge_request: _none, ...body } = diffNote()
    expect(() => parsed(hook, body)).toThrow(/merge_request is not what/)
    expect(() => parsed(hook, { ...body, merge_request: mergeRequest('open') })).toThrow(/merge_request.iid is not/)
  })
})
