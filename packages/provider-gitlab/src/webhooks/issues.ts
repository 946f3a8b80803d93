import {
  object,
  optional,
  ordinal,
  readPayload,
  text,
  whole,
  type Checked,
  type EventKinds,
  type IssueSubject,
} from '@scm-host/core/provider'
import { mapIssue } from '../map/issue.ts'
import { changedFields, changes, sharedActions } from './changes.ts'
import type { Envelope } from './envelope.ts'
import type { EventParser } from './parser.ts'
import { assigneesOf, authorAmong } from './people.ts'
import { issuable, labels, people } from './shapes.ts'

const issueBody = object({
  object_attributes: object({
    ...issuable,
    id: whole,
    iid: ordinal,
    state: optional(text),
    state_id: optional(whole),
    type: optional(text),
  }),
  ...people,
  labels,
  changes,
})
type IssueBody = Checked<typeof issueBody>
type Known = Exclude<EventKinds['issue']['actions'], 'other'>
type Action = { readonly action: Known } | { readonly action: 'other'; readonly rawAction: string }

const actions: ReadonlyMap<string, Known> = new Map([
  ['open', 'opened'],
  ['close', 'closed'],
  ['reopen', 'reopened'],
])

/** As for merge requests: an update is one event for each thing that changed. */
function actionsOf({ object_attributes: vendor, changes: all }: IssueBody): readonly Action[] {
  const name = vendor.action ?? 'update'
  const known = actions.get(name)
  if (known !== undefined) return [{ action: known }]
  const changed = sharedActions(all ?? {}).map((action) => ({ action }))
  return name === 'update' && changed.length > 0 ? changed : [{ action: 'other', rawAction: name }]
}

/** Its milestone is an id without a title, so there is none; the author is known where somebody else named is the same. */
function issueOf(payload: IssueBody, envelope: Envelope): IssueSubject {
  const { object_attributes: vendor } = payload
  const assignees = assigneesOf(payload, vendor.assignee_id)
  const isClosed = vendor.state === 'closed' || vendor.state_id === 2
  const closedAt = vendor.closed_at ?? (vendor.action === 'close' ? vendor.updated_at : null)
  const mapped = mapIssue({
    ...vendor,
    state: isClosed ? 'closed' : 'opened',
    closed_at: isClosed ? closedAt : null,
    labels: payload.labels ?? vendor.labels ?? [],
    web_url: vendor.url || `${envelope.repository?.htmlUrl ?? ''}/-/issues/${vendor.iid}`,
  })
  const author = authorAmong(vendor.author_id, [envelope.sender, ...assignees])
  return { ...mapped, author, assignees, changes: changedFields(payload) }
}

/** Issues of every visibility. `occurredAt`: the issue's last update, which is what happened. */
export const issues: EventParser = {
  kinds: ['issue'],
  parse(body, envelope) {
    const payload = readPayload(body, issueBody)
    const subject = issueOf(payload, envelope)
    return actionsOf(payload).map((action) => ({
      ...envelope,
      kind: 'issue',
      ...action,
      occurredAt: subject.updatedAt,
      subject,
    }))
  },
}

/** Types of work items that are issues of a project: GitLab numbers them with the others and its API lists them. */
const issueTypes: ReadonlySet<string> = new Set(['Issue', 'Incident', 'Task', 'Test Case', 'Ticket'])
const workItemBody = object({
  object_attributes: object({ type: optional(text), action: optional(text) }),
})

/** Work items; those of a group, such as epics, and those the API of issues does not know are `gitlab.work_item`. */
export const workItems: EventParser = {
  kinds: ['issue'],
  parse(body, envelope) {
    const { object_attributes: vendor } = readPayload(body, workItemBody)
    if (envelope.repository !== null && issueTypes.has(vendor.type ?? '')) return issues.parse(body, envelope)
    const action = vendor.action ?? 'work_item'
    return [{ ...envelope, kind: 'gitlab.work_item', action, occurredAt: null, subject: null }]
  },
}
