import type { Operation, Supplement } from '../../../../test/beds/api-document.ts'
import { supplementSchemas } from './supplement-schemas.ts'

type Types = Readonly<Record<string, 'string' | 'integer' | 'boolean' | 'object' | 'array'>>

interface Route {
  readonly query?: Types
  readonly body?: Types
  readonly required?: readonly string[]
  readonly status?: number
  /** Another status it may answer with, whatever the body. */
  readonly orStatus?: number
  /** Name of a schema, `Name[]` for a list of it. */
  readonly answer?: string
}

const paging: Types = { page: 'integer', per_page: 'integer' }

function at(path: string, { query = {}, body, required = [], status = 200, orStatus, answer }: Route): Operation {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? '')
  const reference = { $ref: `#/components/schemas/Supplement${answer?.replace('[]', '') ?? ''}` }
  const schema = answer?.endsWith('[]') === true ? { type: 'array', items: reference } : reference
  const properties = Object.fromEntries(Object.entries(body ?? {}).map(([name, type]) => [name, { type }]))
  return {
    parameters: [
      ...names.map((name) => ({ in: 'path', name, required: true, schema: { type: 'string' } })),
      ...Object.entries(query).map(([name, type]) => ({ in: 'query', name, schema: { type } })),
    ],
    ...(body === undefined
      ? {}
      : { requestBody: { content: { 'application/json': { schema: { type: 'object', properties, required } } } } }),
    responses: {
      [status]: answer === undefined ? {} : { content: { 'application/json': { schema } } },
      ...(orStatus === undefined ? {} : { [orStatus]: {} }),
    },
  }
}

type Item = Readonly<Record<string, Operation>>

function item(path: string, routes: Readonly<Record<string, Route>>): readonly [string, Item] {
  return [path, Object.fromEntries(Object.entries(routes).map(([method, route]) => [method, at(path, route)]))]
}

const users = [
  // https://docs.gitlab.com/api/users/
  item('/user', { get: { answer: 'User' } }),
  item('/users', {
    get: { query: { ...paging, username: 'string', search: 'string', active: 'boolean' }, answer: 'User[]' },
  }),
  item('/users/{id}', { get: { answer: 'User' } }),
  // https://docs.gitlab.com/api/user_email_addresses/
  item('/user/emails', { get: { query: paging, answer: 'Email[]' } }),
]

/** https://docs.gitlab.com/api/repositories/#get-file-archive : the format is a suffix. */
const archive = item('/projects/{id}/repository/archive.{format}', {
  get: { query: { sha: 'string', path: 'string', include_lfs_blobs: 'boolean' } },
})

/** https://docs.gitlab.com/api/labels/ */
const label: Types = { name: 'string', new_name: 'string', color: 'string', description: 'string', priority: 'integer' }
const labels = [
  item('/projects/{id}/labels', {
    get: {
      query: { ...paging, with_counts: 'boolean', include_ancestor_groups: 'boolean', search: 'string' },
      answer: 'Label[]',
    },
    post: { body: label, required: ['name', 'color'], status: 201, answer: 'Label' },
  }),
  item('/projects/{id}/labels/{label_id}', {
    get: { query: { include_ancestor_groups: 'boolean' }, answer: 'Label' },
    put: { body: label, answer: 'Label' },
    delete: { status: 204 },
  }),
]

/** https://docs.gitlab.com/api/milestones/ */
const milestone: Types = {
  title: 'string',
  description: 'string',
  due_date: 'string',
  start_date: 'string',
  state_event: 'string',
}
const milestones = [
  item('/projects/{id}/milestones', {
    get: {
      query: { ...paging, state: 'string', title: 'string', search: 'string', include_ancestors: 'boolean' },
      answer: 'Milestone[]',
    },
    post: { body: milestone, required: ['title'], status: 201, answer: 'Milestone' },
  }),
  item('/projects/{id}/milestones/{milestone_id}', {
    get: { answer: 'Milestone' },
    put: { body: milestone, answer: 'Milestone' },
    delete: { status: 204 },
  }),
]

/** https://docs.gitlab.com/api/notes/ */
function notes(of: string): readonly (readonly [string, Item])[] {
  const query: Types = { ...paging, sort: 'string', order_by: 'string', activity_filter: 'string' }
  const body: Types = { body: 'string', internal: 'boolean', created_at: 'string' }
  return [
    item(`${of}/notes`, {
      get: { query, answer: 'Note[]' },
      post: { body, required: ['body'], status: 201, orStatus: 202, answer: 'Note' },
    }),
    item(`${of}/notes/{note_id}`, {
      get: { answer: 'Note' },
      put: { body: { body: 'string' }, required: ['body'], answer: 'Note' },
      delete: { status: 204 },
    }),
  ]
}

/** https://docs.gitlab.com/api/discussions/ */
function discussions(of: string): readonly (readonly [string, Item])[] {
  const body: Types = { body: 'string', commit_id: 'string', created_at: 'string', position: 'object' }
  const discussion = `${of}/discussions/{discussion_id}`
  return [
    item(`${of}/discussions`, {
      get: { query: paging, answer: 'Discussion[]' },
      post: { body, required: ['body'], status: 201, answer: 'Discussion' },
    }),
    item(discussion, { get: { answer: 'Discussion' }, put: { query: { resolved: 'boolean' }, answer: 'Discussion' } }),
    item(`${discussion}/notes`, { post: { body, required: ['body'], status: 201, answer: 'Note' } }),
    item(`${discussion}/notes/{note_id}`, {
      put: { body: { body: 'string', resolved: 'boolean' }, answer: 'Note' },
      delete: { status: 204 },
    }),
  ]
}

const issue = '/projects/{id}/issues/{issue_iid}'
const mergeRequest = '/projects/{id}/merge_requests/{merge_request_iid}'

/** The areas GitLab's OpenAPI document lacks. */
export const supplement: Supplement = {
  paths: Object.fromEntries([
    ...users,
    archive,
    ...labels,
    ...milestones,
    ...notes(issue),
    ...notes(mergeRequest),
    ...discussions(issue),
    ...discussions(mergeRequest),
  ]),
  schemas: supplementSchemas,
}
