import { filled } from './vendor.ts'

/** Bodies of about 10 KB in GitLab's shapes, made up. https://docs.gitlab.com/api/issues/ */
const bytes = 10 * 1024
const root = 'https://gitlab.example.com'
const createdAt = '2026-03-02T09:12:44.120Z'
const updatedAt = '2026-11-20T16:01:07.904Z'

const person = (id: number, username: string) => ({
  id,
  username,
  public_email: null,
  name: `Person ${username}`,
  state: 'active',
  locked: false,
  avatar_url: `${root}/uploads/-/system/user/avatar/${id}/avatar.png`,
  web_url: `${root}/${username}`,
})
const people = ['ada', 'grace', 'edsger', 'barbara'].map((name, index) => person(41 + index, name))
const labelNames = ['bug', 'regression', 'team::storage', 'priority::2', 'workflow::in review', 'backend']

/** Issue 0 as `GET /projects/:id/issues/:iid` answers. */
export const issue = filled(bytes, (description) => ({
  id: 7_301_455,
  iid: 0,
  project_id: 1,
  title: 'Uploads fail when the disk is full',
  description,
  state: 'opened',
  created_at: createdAt,
  updated_at: updatedAt,
  closed_at: null,
  closed_by: null,
  labels: labelNames,
  milestone: {
    id: 512,
    iid: 12,
    project_id: 1,
    title: '19.2',
    description: 'The second release of the year.',
    state: 'active',
    created_at: createdAt,
    updated_at: updatedAt,
    due_date: '2026-12-18',
    start_date: '2026-11-20',
    expired: false,
    web_url: `${root}/octo/hello/-/milestones/12`,
  },
  assignees: people.slice(1),
  author: people[0],
  type: 'ISSUE',
  assignee: people[1],
  user_notes_count: 14,
  merge_requests_count: 2,
  upvotes: 3,
  downvotes: 0,
  due_date: null,
  confidential: false,
  discussion_locked: null,
  issue_type: 'issue',
  web_url: `${root}/octo/hello/-/issues/7`,
  time_stats: { time_estimate: 0, total_time_spent: 0, human_time_estimate: null, human_total_time_spent: null },
  task_completion_status: { count: 4, completed_count: 1 },
  has_tasks: true,
  references: { short: '#7', relative: '#7', full: 'octo/hello#7' },
  severity: 'UNKNOWN',
  moved_to_id: null,
  service_desk_reply_to: null,
}))

const label = (title: string, index: number) => ({
  id: 900 + index,
  title,
  color: '#dc143c',
  project_id: 1,
  created_at: '2025-01-07 10:11:12 UTC',
  updated_at: '2025-01-07 10:11:12 UTC',
  template: false,
  description: `What ${title} means`,
  type: 'ProjectLabel',
  group_id: null,
})
const labels = labelNames.map(label)

/** An `Issue Hook`: somebody has put labels on an issue. https://docs.gitlab.com/user/project/integrations/webhook_events/ */
export const issueHook = filled(bytes, (description) => ({
  object_kind: 'issue',
  event_type: 'issue',
  user: { id: 41, name: 'Person ada', username: 'ada', avatar_url: people[0]?.avatar_url, email: '[REDACTED]' },
  project: {
    id: 1,
    name: 'hello',
    description: 'Says hello',
    web_url: `${root}/octo/hello`,
    avatar_url: null,
    git_ssh_url: 'git@gitlab.example.com:octo/hello.git',
    git_http_url: `${root}/octo/hello.git`,
    namespace: 'octo',
    visibility_level: 0,
    path_with_namespace: 'octo/hello',
    default_branch: 'main',
    ci_config_path: null,
    homepage: `${root}/octo/hello`,
  },
  object_attributes: {
    id: 7_301_455,
    iid: 7,
    title: issue.title,
    description,
    author_id: 41,
    assignee_id: 42,
    assignee_ids: [42, 43, 44],
    project_id: 1,
    state: 'opened',
    state_id: 1,
    action: 'update',
    type: 'Issue',
    confidential: false,
    discussion_locked: null,
    milestone_id: 512,
    severity: 'unknown',
    created_at: '2026-03-02 09:12:44 UTC',
    updated_at: '2026-11-20 16:01:07 UTC',
    closed_at: null,
    url: issue.web_url,
    labels,
  },
  labels,
  changes: {
    updated_at: { previous: '2026-11-19 08:00:00 UTC', current: '2026-11-20 16:01:07 UTC' },
    labels: { previous: labels.slice(0, 2), current: labels },
  },
  repository: { name: 'hello', url: 'git@gitlab.example.com:octo/hello.git', homepage: `${root}/octo/hello` },
  assignees: people.slice(1).map(({ id, name, username, avatar_url }) => ({ id, name, username, avatar_url })),
}))
