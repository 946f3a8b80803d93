import { MergeRequests, Projects } from '@gitbeaker/rest'
import { given, ScmError, type AreaMethods } from '@scm-host/core/provider'
import type { Bound } from '../client.ts'
import { titleAs, type VendorMergeRequest } from '../map/merge-request.ts'
import { userIds } from './user-ids.ts'

type Input = Parameters<NonNullable<AreaMethods<'pullRequests'>['create']>>[0]

/**
 * Opens a merge request. One from a fork is opened at the fork (`owner:branch` names it by its namespace), with the bound
 * project as its target. GitLab takes any title that begins like a draft's for a draft.
 * @see https://docs.gitlab.com/api/merge_requests/#create-a-merge-request
 */
export async function createMergeRequest(client: Bound, input: Input): Promise<VendorMergeRequest> {
  const { title, body, head, base, draft = false, reviewers } = input
  const colon = head.indexOf(':')
  const people =
    reviewers === undefined || reviewers.length === 0
      ? {}
      : { reviewerIds: await userIds(client, reviewers, 'reviewers') }
  const options = { ...given({ description: body }), ...people }
  const named = draft ? titleAs(title, true) : title
  if (colon < 0) return client.of(MergeRequests).create(client.project, head, base, named, options)
  const { id, target } = await findFork(client, head.slice(0, colon))
  const branch = head.slice(colon + 1)
  return client.of(MergeRequests).create(id, branch, base, named, { ...options, targetProjectId: target })
}

interface Source {
  readonly id: number | string
  readonly target: number
}

/** The fork of the project in a namespace; the project itself when it is there. */
async function findFork(client: Bound, namespace: string): Promise<Source> {
  const { fullName } = client.repository
  if (fullName.slice(0, fullName.lastIndexOf('/')).toLowerCase() === namespace.toLowerCase()) {
    const { id } = await client.of(Projects).show(client.project)
    return { id: client.project, target: id }
  }
  let cursor: string | null = null
  do {
    const asked: { cursor: string | null; perPage: number } = { cursor, perPage: 100 }
    const page = await client.page(Projects, asked, (projects, at) =>
      projects.allForks(client.project, { simple: false, ...at }),
    )
    const fork = page.items.find((one) => one.namespace.full_path.toLowerCase() === namespace.toLowerCase())
    const target = (fork?.['forked_from_project'] as { readonly id?: unknown } | undefined)?.id
    if (fork !== undefined && typeof target === 'number') return { id: fork.id, target }
    cursor = page.nextCursor
  } while (cursor !== null)
  const fields = [`head: GitLab shows this connection no fork in ${namespace}`]
  throw new ScmError('validation_failed', `${fields[0]}. Check the owner.`, { provider: 'gitlab', fields })
}
