import { isObject, maybe, object, optional, ordinal, readPayload, text } from '@scm-host/core/provider'
import { mapAuthor } from '../map/author.ts'
import { timeOf, timeOr } from '../map/time.ts'
import type { EventParser } from './event.ts'
import { account } from './shapes.ts'

const issueBody = object({
  issue: object({
    id: ordinal,
    title: text,
    content: optional(object({ raw: maybe(text) })),
    state: maybe(text),
    reporter: optional(account),
    assignee: optional(account),
    created_on: maybe(text),
    updated_on: maybe(text),
    links: maybe(object({ html: maybe(object({ href: maybe(text) })) })),
  }),
})
const open: ReadonlySet<string> = new Set(['submitted', 'new', 'open', 'on hold'])

/** Issues from before August 2026, when Bitbucket's tracker ended: recorded deliveries still read. */
export function issueEvent(action: 'opened' | 'edited'): EventParser {
  return {
    kinds: ['issue'],
    fields: action === 'opened' ? ['issue'] : ['issue', 'changes'],
    more: action === 'opened' ? [] : ['comment'],
    parse(body, envelope) {
      const { issue } = readPayload(body, issueBody)
      const assignee = mapAuthor(issue.assignee)
      const isOpen = issue.state === undefined || issue.state.split('|').some((one) => open.has(one))
      const updatedAt = timeOr(issue.updated_on, issue.created_on)
      const subject = {
        issue: String(issue.id),
        externalId: String(issue.id),
        title: issue.title,
        body: issue.content?.raw ?? null,
        state: isOpen ? ('open' as const) : ('closed' as const),
        stateReason: isOpen ? null : (issue.state ?? null),
        author: mapAuthor(issue.reporter) ?? (action === 'opened' ? envelope.sender : null),
        assignees: assignee === null ? [] : [assignee],
        labels: [],
        milestone: null,
        isLocked: false,
        commentCount: null,
        htmlUrl: issue.links?.html?.href ?? '',
        createdAt: timeOr(issue.created_on, issue.updated_on),
        updatedAt,
        closedAt: isOpen ? null : updatedAt,
        changes: isObject(body) && isObject(body['changes']) ? Object.keys(body['changes']) : [],
      }
      return [{ ...envelope, kind: 'issue', action, occurredAt: timeOf(issue.updated_on), subject }]
    },
  }
}
