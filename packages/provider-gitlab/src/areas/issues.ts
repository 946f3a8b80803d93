import { Issues } from '@gitbeaker/rest'
import { given, type AreaMethods, type Issue } from '@scm-host/core/provider'
import { paged, type Bound } from '../client.ts'
import { numeric } from '../input.ts'
import { mapIssue, type VendorIssue } from '../map/issue.ts'
import { commaSeparated } from '../parts/applied-labels.ts'
import { conversation } from '../parts/conversation.ts'
import { isId } from '../parts/find-user.ts'
import { nobody, userIds } from '../parts/user-ids.ts'

type Area = AreaMethods<'issues'>
type Part<K extends keyof Area> = Required<Pick<Area, K>>

const answer = (raw: VendorIssue): { readonly data: Issue; readonly raw: unknown } => ({ data: mapIssue(raw), raw })
const listStates = { open: 'opened', closed: 'closed', all: 'all' } as const

/** Issues of one project, by the number people see (`iid`). https://docs.gitlab.com/api/issues/ */
export function issues(client: Bound): Area {
  return { ...reads(client), ...writes(client), ...locks(client), ...conversation(client, 'issue') }
}

function reads(client: Bound): Part<'get' | 'list' | 'search'> {
  const { project: projectId } = client
  return {
    async get({ issue }) {
      return answer(await client.of(Issues).show(numeric(issue, 'issue'), { projectId }))
    },
    async list({ state = 'open', labels, assignee, since, sort, direction }, call) {
      const filter = given({
        state: listStates[state],
        labels: labels && commaSeparated(labels),
        updatedAfter: since && new Date(since).toISOString(),
        orderBy: sort && `${sort}_at`,
        sort: direction,
      })
      const person =
        assignee === undefined
          ? {}
          : isId(assignee)
            ? { assigneeId: Number(assignee) }
            : { assigneeUsername: [assignee] }
      const page = await client.page(Issues, call, (all, at) => all.all({ projectId, ...filter, ...person, ...at }))
      return paged(page, mapIssue)
    },
    /** GitLab looks for all the words, in titles and texts, in issues of any state. */
    async search({ query }, call) {
      const page = await client.page(Issues, call, (all, at) => all.all({ projectId, search: query, ...at }))
      return paged(page, mapIssue)
    },
  }
}

/** Free instances keep one assignee: the answer tells whom GitLab took. */
function writes(client: Bound): Part<'create' | 'update'> {
  const { project } = client
  const ids = async (assignees: readonly string[] | undefined) => {
    if (assignees === undefined) return {}
    return { assigneeIds: assignees.length === 0 ? [...nobody] : await userIds(client, assignees, 'assignees') }
  }
  return {
    async create({ title, body, assignees, labels, milestone }) {
      const fields = given({
        description: body,
        labels: labels && commaSeparated(labels),
        milestoneId: milestone === undefined ? undefined : numeric(milestone, 'milestone'),
      })
      const people = assignees?.length === 0 ? {} : await ids(assignees)
      return answer(await client.of(Issues).create(project, title, { ...fields, ...people }))
    },
    async update({ issue, title, body, state, assignees, labels, milestone }) {
      const iid = numeric(issue, 'issue')
      const fields = given({
        title,
        description: body,
        stateEvent: state && (state === 'closed' ? 'close' : 'reopen'),
        labels: labels && commaSeparated(labels),
        milestoneId: milestone === undefined ? undefined : milestone === null ? 0 : numeric(milestone, 'milestone'),
      })
      const change = { ...fields, ...(await ids(assignees)) }
      if (Object.keys(change).length > 0) return answer(await client.of(Issues).edit(project, iid, change))
      return answer(await client.of(Issues).show(iid, { projectId: project }))
    },
  }
}

/** GitLab keeps no reason. */
function locks(client: Bound): Part<'lock' | 'unlock'> {
  const lock = async (issue: string, discussionLocked: boolean) => {
    await client.of(Issues).edit(client.project, numeric(issue, 'issue'), { discussionLocked })
    return { data: null }
  }
  return {
    lock: ({ issue }) => lock(issue, true),
    unlock: ({ issue }) => lock(issue, false),
  }
}
