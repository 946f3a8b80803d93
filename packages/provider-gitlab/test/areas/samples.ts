/** Objects as GitLab answers them, as far as this provider reads them. */

const web = 'https://gitlab.example/diaspora/apps/client'
export const zoe = { id: 1, username: 'zoe', name: 'Zoe', state: 'active', web_url: 'https://gitlab.example/zoe' }
export const ann = { id: 2, username: 'ann', name: 'Ann', state: 'active', web_url: 'https://gitlab.example/ann' }
export const sha = 'a'.repeat(40)
export const baseSha = 'b'.repeat(40)
export const startSha = 'c'.repeat(40)

/** What the contract makes of a user. */
export const author = ({ id, username, name, web_url: htmlUrl }: typeof zoe) => ({
  id: String(id),
  username,
  displayName: name,
  isBot: false,
  avatarUrl: null,
  htmlUrl,
})

export const milestone = {
  id: 12,
  iid: 3,
  project_id: 4,
  title: '10.0',
  description: 'Ten',
  state: 'active',
  due_date: '2026-12-24',
  start_date: null,
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
  web_url: `${web}/-/milestones/3`,
}

export const issue = {
  id: 84,
  iid: 14,
  project_id: 4,
  title: 'It breaks',
  description: 'Badly.',
  state: 'opened',
  author: zoe,
  assignees: [ann],
  labels: ['bug', 'C#'],
  milestone,
  discussion_locked: null,
  user_notes_count: 3,
  web_url: `${web}/-/issues/14`,
  created_at: '2026-01-02T03:04:05.678Z',
  updated_at: '2026-01-03T03:04:05.678+01:00',
  closed_at: null,
}

export const mergeRequest = {
  id: 99,
  iid: 7,
  project_id: 4,
  title: 'Mend it',
  description: null,
  state: 'opened',
  draft: false,
  author: zoe,
  assignees: [],
  reviewers: [ann],
  labels: ['bug'],
  milestone: null,
  source_branch: 'fix/a&b',
  target_branch: 'main',
  source_project_id: 4,
  target_project_id: 4,
  sha,
  diff_refs: { base_sha: baseSha, start_sha: startSha, head_sha: sha },
  detailed_merge_status: 'mergeable',
  merge_commit_sha: null,
  squash_commit_sha: null,
  web_url: `${web}/-/merge_requests/7`,
  created_at: '2026-01-02T03:04:05.678Z',
  updated_at: '2026-01-03T03:04:05.678Z',
  closed_at: null,
  merged_at: null,
}

export const note = {
  id: 302,
  type: null as string | null,
  body: 'Seen.',
  author: ann,
  system: false,
  noteable_id: 84,
  noteable_iid: 14,
  noteable_type: 'Issue',
  project_id: 4,
  resolvable: false,
  created_at: '2026-01-04T03:04:05.678Z',
  updated_at: '2026-01-04T03:04:05.678Z',
}

export const position = {
  base_sha: baseSha,
  start_sha: startSha,
  head_sha: sha,
  old_path: 'src/a b.ts',
  new_path: 'src/a b.ts',
  position_type: 'text',
  old_line: null as number | null,
  new_line: 3 as number | null,
}

export const diffNote = {
  ...note,
  id: 400,
  type: 'DiffNote',
  noteable_type: 'MergeRequest',
  position,
  resolvable: true,
  resolved: false,
}

export const discussion = { id: 'd'.repeat(40), individual_note: false, notes: [diffNote] }
