import { Commits } from '@gitbeaker/rest'
import { given, ScmError, type CallContext } from '@scm-host/core/provider'
import { path, type Bound } from '../client.ts'
import type { VendorStatus } from '../map/status.ts'
import type { VendorPage } from '../page.ts'

type Asked = Pick<CallContext, 'cursor' | 'perPage'>
/** `all` includes those a later one of the same name has taken the place of. */
interface Filter {
  readonly name?: string
  readonly all?: boolean
}

/** Statuses of a commit, a branch or a tag, newest first. https://docs.gitlab.com/api/commits/#list-commit-statuses */
export function statusPage(client: Bound, ref: string, filter: Filter, call: Asked): Promise<VendorPage<VendorStatus>> {
  const newestFirst = { orderBy: 'id', sort: 'desc' } as const
  return client.page<Commits, VendorStatus>(Commits, call, async (commits, at) => {
    const found: unknown = await commits.allStatuses(client.project, ref, { ...newestFirst, ...filter, ...at })
    return found as readonly VendorStatus[]
  })
}

/** The newest status of each name, from all pages. */
export async function newestStatuses(
  client: Bound,
  ref: string,
  filter: Filter = {},
): Promise<readonly VendorStatus[]> {
  const newest = new Map<string, VendorStatus>()
  let cursor: string | null = null
  do {
    const page: VendorPage<VendorStatus> = await statusPage(client, ref, filter, { cursor, perPage: 100 })
    for (const status of page.items) if (!newest.has(status.name)) newest.set(status.name, status)
    cursor = page.nextCursor
  } while (cursor !== null)
  return [...newest.values()]
}

interface NewStatus {
  readonly state: string
  readonly name: string
  readonly targetUrl?: string | undefined
  readonly description?: string | undefined
}

/**
 * Sets a status. GitLab refuses to set what is set already; the status is then read and answered.
 * https://docs.gitlab.com/api/commits/#set-commit-pipeline-status
 */
export async function postStatus(client: Bound, sha: string, status: NewStatus): Promise<VendorStatus> {
  const { state, name, targetUrl, description } = status
  const body = given({ state, name, target_url: targetUrl, description })
  try {
    const at = path`projects/${client.project}/statuses/${sha}`
    return (await client.request('POST', at, { body })).body as VendorStatus
  } catch (error) {
    if (!ScmError.is(error) || !/cannot transition/i.test(error.message)) throw error
    const [present] = await newestStatuses(client, sha, { name })
    if (present?.status === state) return present
    const now = present?.status ?? 'gone'
    throw new ScmError('conflict', `GitLab does not let status ${name} become ${state}: it is ${now}.`, {
      provider: 'gitlab',
    })
  }
}
