import type { Body, Example } from '../../../../test/webhooks/parse.ts'

/** Payloads as GitLab's documentation describes them, of a project `acme/tools/hammer` on a host of ours. */
export const web = 'https://git.example/acme/tools/hammer'
export const sha = 'a'.repeat(40)
export const other = 'b'.repeat(40)
export const zero = '0'.repeat(40)

export const ada = { id: 7, name: 'Ada', username: 'ada', avatar_url: 'https://git.example/a.png', email: '[REDACTED]' }
export const bob = { id: 8, name: 'Bob', username: 'bob', avatar_url: null }
export const eve = { id: 9, name: 'Eve', username: 'eve', avatar_url: null }
export const bug = { id: 1, title: 'bug', color: '#ff0000', type: 'ProjectLabel' }
export const docs = { id: 2, title: 'docs', color: '#00ff00', type: 'GroupLabel' }

export const project = {
  id: 42,
  name: 'Hammer',
  web_url: web,
  git_ssh_url: 'git@git.example:acme/tools/hammer.git',
  git_http_url: `${web}.git`,
  visibility_level: 0,
  path_with_namespace: 'acme/tools/hammer',
  default_branch: 'main',
}
const repository = { name: 'Hammer', url: 'git@git.example:acme/tools/hammer.git', homepage: web }

/** A change of an update. */
export const from = <T>(previous: T, current: T) => ({ previous, current })

export function push(fields: object = {}): Body {
  return {
    object_kind: 'push',
    event_name: 'push',
    before: sha,
    after: other,
    ref: 'refs/heads/feature/a&b',
    checkout_sha: other,
    user_id: 7,
    user_name: 'Ada',
    user_username: 'ada',
    user_avatar: 'https://git.example/a.png',
    project_id: 42,
    project,
    repository,
    commits: [
      {
        id: other,
        message: 'Handle\n\nwith care',
        title: 'Handle',
        timestamp: '2026-03-01T12:00:00+02:00',
        url: `${web}/-/commit/${other}`,
        author: { name: 'Ada', email: 'ada@git.example' },
        added: ['a b.txt'],
        modified: [],
        removed: ['ü.txt'],
      },
    ],
    total_commits_count: 1,
    ...fields,
  }
}

/** An annotated tag: `after` is the tag object, `checkout_sha` the commit. */
export function tagPush(fields: object = {}): Body {
  const tag = { object_kind: 'tag_push', event_name: 'tag_push', before: zero, after: sha, ref: 'refs/tags/v1.0' }
  return push({ ...tag, checkout_sha: other, commits: [], total_commits_count: 0, ...fields })
}

const mergeRequestAttributes = {
  id: 99,
  iid: 3,
  target_branch: 'main',
  source_branch: 'feature',
  source_project_id: 43,
  target_project_id: 42,
  author_id: 8,
  assignee_ids: [9],
  assignee_id: 9,
  reviewer_ids: [8],
  title: 'Harder',
  description: 'Much harder',
  created_at: '2026-03-01 10:00:00 UTC',
  updated_at: '2026-03-02 11:30:00 UTC',
  milestone_id: 5,
  state: 'opened',
  draft: false,
  work_in_progress: false,
  merge_status: 'can_be_merged',
  detailed_merge_status: 'mergeable',
  url: `${web}/-/merge_requests/3`,
  source: { ...project, id: 43, path_with_namespace: 'bob/hammer', web_url: 'https://git.example/bob/hammer' },
  target: project,
  last_commit: { id: sha, message: 'x', timestamp: '2026-03-01T10:00:00Z' },
  labels: [bug],
}

/** A merge request by bob, from his fork; ada acts. */
export function mergeRequest(action: string, attributes: object = {}, fields: object = {}): Body {
  return {
    object_kind: 'merge_request',
    event_type: 'merge_request',
    user: ada,
    project,
    repository,
    object_attributes: { ...mergeRequestAttributes, action, ...attributes },
    labels: [bug],
    changes: {},
    assignees: [eve],
    reviewers: [{ ...bob, state: 'unreviewed', re_requested: false }],
    ...fields,
  }
}

const issueAttributes = {
  id: 301,
  iid: 23,
  title: 'Soft',
  description: null,
  author_id: 9,
  assignee_ids: [9],
  assignee_id: 9,
  project_id: 42,
  created_at: '2026-03-01T10:00:00Z',
  updated_at: '2026-03-02T11:30:00Z',
  closed_at: null,
  milestone_id: null,
  state_id: 1,
  state: 'opened',
  confidential: false,
  discussion_locked: null,
  type: 'Issue',
  url: `${web}/-/issues/23`,
}

export function issue(action: string, attributes: object = {}, fields: object = {}): Body {
  return {
    object_kind: 'issue',
    event_type: 'issue',
    user: ada,
    project,
    repository,
    object_attributes: { ...issueAttributes, action, ...attributes },
    labels: [bug, docs],
    changes: {},
    assignees: [eve],
    ...fields,
  }
}

const noteAttributes = {
  id: 1241,
  note: 'Hello',
  author_id: 7,
  created_at: '2026-03-01 10:00:00 UTC',
  updated_at: '2026-03-02 11:30:00 UTC',
  project_id: 42,
  line_code: null,
  commit_id: null,
  system: false,
  type: null,
  position: null,
  discussion_id: 'c3d97fd471f210a5dc8b97a409e3bea95ee06c14',
  url: `${web}/-/issues/23#note_1241`,
  action: 'create',
}

export function note(noteableType: string, attributes: object = {}, fields: object = {}): Body {
  return {
    object_kind: 'note',
    event_type: 'note',
    user: ada,
    project_id: 42,
    project,
    repository,
    object_attributes: { ...noteAttributes, noteable_type: noteableType, ...attributes },
    ...(noteableType === 'Issue' ? { issue: issueAttributes } : {}),
    ...(noteableType === 'MergeRequest' ? { merge_request: mergeRequestAttributes } : {}),
    ...(noteableType === 'Commit' ? { commit: { id: sha, message: 'x' } } : {}),
    ...(noteableType === 'Snippet' ? { snippet: { id: 53, title: 'test' } } : {}),
    ...fields,
  }
}

/** An inline comment on lines 4 to 6 of the new file. */
export const position = {
  base_sha: other,
  start_sha: other,
  head_sha: sha,
  old_path: 'src/old.ts',
  new_path: 'src/new.ts',
  position_type: 'text',
  old_line: null,
  new_line: 6,
  line_range: {
    start: { line_code: 'x_3_4', type: 'new', old_line: null, new_line: 4 },
    end: { line_code: 'x_3_6', type: 'new', old_line: null, new_line: 6 },
  },
}

export const diffNote = (attributes: object = {}) => note('MergeRequest', { type: 'DiffNote', position, ...attributes })

export function pipeline(status: string, attributes: object = {}): Body {
  return {
    object_kind: 'pipeline',
    object_attributes: {
      id: 31,
      iid: 3,
      name: 'Build',
      ref: 'main',
      sha,
      status,
      created_at: '2026-03-01 10:00:00 UTC',
      finished_at: status === 'running' ? null : '2026-03-01 10:05:00 UTC',
      ...attributes,
    },
    user: ada,
    project,
    commit: { id: sha },
    builds: [],
  }
}

export function job(status: string): Body {
  return {
    object_kind: 'build',
    ref: 'main',
    sha,
    build_id: 1977,
    build_name: 'test',
    build_stage: 'test',
    build_status: status,
    build_created_at: '2026-03-01T10:00:00.886Z',
    build_started_at: '2026-03-01T10:01:00.000Z',
    build_finished_at: '2026-03-01T10:02:00.000Z',
    pipeline_id: 31,
    project_id: 42,
    project_name: 'Acme / Tools / Hammer',
    user: ada,
    commit: { id: 31, sha },
    repository: { ...repository, git_ssh_url: project.git_ssh_url, visibility_level: 0 },
    project,
  }
}

/** One of each event, by its header. */
export const examples: readonly Example[] = [
  { event: 'Push Hook', body: push() },
  { event: 'Tag Push Hook', body: tagPush() },
  { event: 'Merge Request Hook', body: mergeRequest('update', { oldrev: other }) },
  { event: 'Issue Hook', body: issue('update', {}, { changes: { labels: from([bug], [docs]) } }) },
  { event: 'Note Hook', body: note('Issue') },
  { event: 'Note Hook', body: diffNote() },
  { event: 'Pipeline Hook', body: pipeline('success') },
  { event: 'Job Hook', body: job('running') },
]
