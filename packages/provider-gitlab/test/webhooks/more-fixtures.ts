import type { Body, Example } from '../../../../test/webhooks/parse.ts'
import { ada, examples, issue, project, sha, web } from './fixtures.ts'

const parts = { user: ada, project }

export function deployment(status: string, fields: object = {}): Body {
  return {
    object_kind: 'deployment',
    ...parts,
    status,
    status_changed_at: '2026-03-01 21:50:00 +0200',
    deployment_id: 15,
    deployable_id: 796,
    environment: 'staging',
    short_sha: sha.slice(0, 8),
    commit_url: `${web}/-/commit/${sha}`,
    ...fields,
  }
}

export function release(action: string): Body {
  return {
    object_kind: 'release',
    id: 1,
    project,
    action,
    tag: 'v1.1',
    name: 'One',
    description: null,
    url: `${web}/-/releases/v1.1`,
    created_at: '2026-03-01 10:00:00 UTC',
    released_at: '2026-03-02 10:00:00 UTC',
    commit: { id: sha },
  }
}

export function award(awardableType: string, fields: object = {}): Body {
  return {
    object_kind: 'emoji',
    event_type: 'award',
    ...parts,
    project_id: 42,
    object_attributes: {
      id: 1,
      name: 'thumbsup',
      user_id: 7,
      awardable_type: awardableType,
      awardable_id: 363,
      action: 'award',
      created_at: '2026-03-01 10:00:00 UTC',
    },
    ...fields,
  }
}

export function milestone(action: string, attributes: object = {}): Body {
  const dates = { created_at: '2026-03-01 10:00:00 UTC', updated_at: '2026-03-02 10:00:00 UTC', due_date: '2026-04-01' }
  const object = { id: 61, iid: 10, title: 'v1.0', description: 'First', state: 'active', ...dates, ...attributes }
  return { object_kind: 'milestone', event_type: 'milestone', project, object_attributes: object, action }
}

export function member(event: string, fields: object = {}): Body {
  return {
    event_name: event,
    created_at: '2026-03-01T10:00:00Z',
    updated_at: '2026-03-02T10:00:00Z',
    group_id: 100,
    group_name: 'Acme',
    group_path: 'acme',
    user_id: 8,
    user_username: 'bob',
    user_name: 'Bob',
    user_email: 'bob@git.example',
    group_access: 'Developer',
    expires_at: null,
    ...fields,
  }
}

export function projectEvent(event: string, fields: object = {}): Body {
  return {
    event_name: event,
    created_at: '2026-03-01T10:00:00Z',
    updated_at: '2026-03-02T10:00:00Z',
    name: 'Hammer',
    path: 'hammer',
    path_with_namespace: 'acme/tools/hammer',
    project_id: 42,
    owners: [],
    project_visibility: 'private',
    ...fields,
  }
}

const named = (object_kind: string, object_attributes: object) => ({ object_kind, ...parts, object_attributes })

/** Events that have no neutral kind. */
export const vendorExamples: readonly Example[] = [
  { event: 'Wiki Page Hook', body: named('wiki_page', { title: 'Home', slug: 'home', action: 'create' }) },
  { event: 'Feature Flag Hook', body: named('feature_flag', { id: 6, name: 'flag', active: true }) },
  { event: 'Vulnerability Hook', body: { object_kind: 'vulnerability', object_attributes: { project_id: 42 } } },
  {
    event: 'Resource Access Token Hook',
    body: { object_kind: 'access_token', project, object_attributes: { id: 25 }, event_name: 'expiring_access_token' },
  },
  { event: 'Subgroup Hook', body: { event_name: 'subgroup_create', name: 'sub', group_id: 10, full_path: 'acme/sub' } },
  { event: 'System Hook', body: { event_name: 'user_create', username: 'bob', user_id: 8, email: 'b@git.example' } },
  {
    event: 'System Hook',
    body: { event_name: 'repository_update', user_id: 7, user_username: 'ada', project_id: 42, project, changes: [] },
  },
]

/** One of each event with a neutral kind. */
export const neutralExamples: readonly Example[] = [
  ...examples,
  { event: 'Issue Hook', body: { ...issue('open', { type: 'Task' }), object_kind: 'work_item' } },
  { event: 'Deployment Hook', body: deployment('success') },
  { event: 'Release Hook', body: release('create') },
  { event: 'Emoji Hook', body: award('Note', { issue: { id: 635, iid: 23 }, note: { id: 363 } }) },
  { event: 'Milestone Hook', body: milestone('create') },
  { event: 'Member Hook', body: member('user_add_to_group') },
  { event: 'Project Hook', body: projectEvent('project_create') },
]

export const allExamples: readonly Example[] = [...neutralExamples, ...vendorExamples]
