import { MergeRequestDiscussions } from '@gitbeaker/rest'
import { ScmError } from '@scm-host/core/provider'
import { path, type Bound } from '../client.ts'
import { diffNotesOf, type VendorDiscussion } from '../map/review.ts'
import type { VendorPage } from '../page.ts'
import type { Position } from './places.ts'

type Asked = { readonly cursor: string | null; readonly perPage: number }

/** A page of the discussions of a merge request, of all kinds. https://docs.gitlab.com/api/discussions/ */
export function discussionsPage(client: Bound, iid: number, call: Asked): Promise<VendorPage<VendorDiscussion>> {
  return client.page(MergeRequestDiscussions, call, (all, at) => all.all(client.project, iid, at))
}

/** Starts a thread on a change. gitbeaker would send a form, which has no place for a range of lines. */
export async function startThread(
  client: Bound,
  iid: number,
  body: string,
  position: Position,
): Promise<VendorDiscussion> {
  const at = path`projects/${client.project}/merge_requests/${iid}/discussions`
  return (await client.request('POST', at, { body: { body, position } })).body as VendorDiscussion
}

/**
 * The thread an inline comment is in. No call of GitLab's tells it, so the merge request's discussions are gone through.
 * @throws ScmError `not_found` when there is no such comment
 */
export async function threadOfComment(client: Bound, iid: number, comment: number): Promise<VendorDiscussion> {
  let cursor: string | null = null
  do {
    const page: VendorPage<VendorDiscussion> = await discussionsPage(client, iid, { cursor, perPage: 100 })
    const thread = page.items.find((one) => diffNotesOf(one).some((note) => note.id === comment))
    if (thread !== undefined) return thread
    cursor = page.nextCursor
  } while (cursor !== null)
  const message = `There is no inline comment ${comment} in merge request ${iid}.`
  throw new ScmError('not_found', message, { provider: 'gitlab' })
}
