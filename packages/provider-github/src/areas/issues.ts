import { given, ScmError } from '@scm-host/core/provider'
import type { AreaMethods, Issue } from '@scm-host/core/provider'
import { paged, pageOf, type Bound } from '../client.ts'
import { conversation } from '../parts/conversation.ts'
import { numeric, utcSeconds } from '../input.ts'
import { mapIssue, type VendorIssue } from '../map/issue.ts'
import { literalWords } from '../parts/search-query.ts'

type IssuesArea = AreaMethods<'issues'>

const lockReasons = { off_topic: 'off-topic', too_heated: 'too heated', resolved: 'resolved', spam: 'spam' } as const

/** GitHub answers a pull request wherever an issue is asked for, and marks it. */
const isIssue = (issue: { readonly pull_request?: unknown }) =>
  issue.pull_request === undefined || issue.pull_request === null
const answer = (raw: VendorIssue): { readonly data: Issue; readonly raw: unknown } => ({ data: mapIssue(raw), raw })

/**
 * Issues of one repository. Pull requests share their numbers: `get` of one is `not_found` and lists leave them out (so
 * pages may be short), while `update`, `lock` and `unlock` act on whatever has the number.
 * https://docs.github.com/en/rest/issues/issues
 */
export function issues(client: Bound): IssuesArea {
  return {
    ...reads(client),
    search: search(client),
    ...writes(client),
    ...locks(client),
    ...conversation(client, 'issue'),
  }
}

function reads(client: Bound): Pick<IssuesArea, 'get' | 'list'> {
  const { rest } = client.octokit
  return {
    async get({ issue }) {
      const { data: raw } = await rest.issues.get({ ...client.at, issue_number: numeric(issue, 'issue') })
      if (isIssue(raw)) return answer(raw)
      throw new ScmError('not_found', `Number ${issue} is a pull request; use pullRequests.get.`, {})
    },
    async list({ state, labels, assignee, since, sort, direction }, call) {
      const from = since && utcSeconds(since)
      const filter = given({ state, labels: labels && commaSeparated(labels), assignee, since: from, sort, direction })
      const response = await rest.issues.listForRepo({ ...client.at, ...filter, ...pageOf(call) })
      return paged(response, response.data.filter(isIssue), mapIssue, response.data)
    },
  }
}

/** GitHub separates the names of the `labels` filter with commas and has no way to quote one. */
function commaSeparated(labels: readonly string[]): string {
  if (labels.every((label) => !label.includes(','))) return labels.join(',')
  const detail = { argument: 'labels', rule: 'names without a comma' }
  throw new ScmError('invalid_argument', 'GitHub cannot filter by a label that has a comma in its name.', detail)
}

/**
 * The words are taken literally, qualifiers too. GitHub shows the first 1,000 matches, best first.
 * https://docs.github.com/en/rest/search/search#search-issues-and-pull-requests
 */
function search(client: Bound): NonNullable<IssuesArea['search']> {
  const fullName = `${client.at.owner}/${client.at.repo}`
  const ours = `/repos/${fullName}`.toLowerCase()
  return async ({ query }, call) => {
    const response = await client.octokit.rest.search.issuesAndPullRequests({
      q: `repo:${fullName} is:issue ${literalWords(query)}`.trimEnd(),
      ...pageOf(call),
    })
    if (response.data.incomplete_results) {
      const detail = { operation: 'issues.search', reason: 'GitHub ran out of time and may have left matches out' }
      throw new ScmError('truncated_response', 'The search did not finish. Try again, or with fewer words.', detail)
    }
    // The one path that is not below the repository's own: nothing of another repository may pass.
    const found = response.data.items.filter(
      (item) => item.repository_url.toLowerCase().endsWith(ours) && isIssue(item),
    )
    return paged(response, found, mapIssue)
  }
}

function writes(client: Bound): Pick<IssuesArea, 'create' | 'update'> {
  const { rest } = client.octokit
  return {
    async create({ title, body, assignees, labels, milestone }) {
      const fields = given({ body, assignees: assignees?.slice(), labels: labels?.slice() })
      const planned = given({ milestone: milestone && numeric(milestone, 'milestone') })
      return answer((await rest.issues.create({ ...client.at, title, ...fields, ...planned })).data)
    },
    async update({ issue, title, body, state, assignees, labels, milestone }) {
      const fields = given({ title, body, state, assignees: assignees?.slice(), labels: labels?.slice() })
      const planned = given({ milestone: milestone && numeric(milestone, 'milestone') })
      const at = { ...client.at, issue_number: numeric(issue, 'issue') }
      return answer((await rest.issues.update({ ...at, ...fields, ...planned })).data)
    },
  }
}

/** https://docs.github.com/en/rest/issues/issues#lock-an-issue */
function locks(client: Bound): Pick<IssuesArea, 'lock' | 'unlock'> {
  const { rest } = client.octokit
  return {
    async lock({ issue, reason }) {
      const at = { ...client.at, issue_number: numeric(issue, 'issue') }
      await rest.issues.lock({ ...at, ...given({ lock_reason: reason && lockReasons[reason] }) })
      return { data: null }
    },
    async unlock({ issue }) {
      await rest.issues.unlock({ ...client.at, issue_number: numeric(issue, 'issue') })
      return { data: null }
    },
  }
}
