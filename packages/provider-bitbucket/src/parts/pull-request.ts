import { ScmError } from '@scm-host/core/provider'
import { read, type Bound } from '../client.ts'
import type { VendorComment } from '../map/comment.ts'
import type { VendorPullRequest } from '../map/pull-request.ts'
import { allPages } from './all-pages.ts'
import { commitOf } from './commit-of.ts'

const mostComments = 2000

/** One pull request as Bitbucket has it. */
export async function pullRequestOf({ api, at }: Bound, pullRequest: string): Promise<VendorPullRequest> {
  const { data } = await read<VendorPullRequest>(api.pullrequests.get({ ...at, pull_request_id: pullRequest }))
  return data
}

/**
 * The same with the whole commit id of its head: Bitbucket tells twelve digits. Those stay where the commit is not shown,
 * as that of a fork may be, and after a write, which must not fail for a detail.
 */
export async function withHead(
  client: Bound,
  pull: VendorPullRequest,
  after: 'read' | 'write',
): Promise<VendorPullRequest> {
  const short = pull.source?.commit?.hash
  if (short === undefined || short.length >= 40) return pull
  try {
    const hash = await commitOf(client, short)
    return hash.startsWith(short) ? { ...pull, source: { ...pull.source, commit: { hash } } } : pull
  } catch (error) {
    const isHidden = ScmError.is(error, 'not_found') || ScmError.is(error, 'forbidden')
    if (isHidden || (after === 'write' && ScmError.is(error))) return pull
    throw error
  }
}

/**
 * Refuses when the head is another commit than the caller has seen. Bitbucket takes no commit with a merge or a review,
 * so a push in the moment between is not noticed.
 * @throws ScmError `conflict`
 */
export function checkHead(pull: VendorPullRequest, sha: string): void {
  const head = pull.source?.commit?.hash ?? ''
  if (head !== '' && (sha.startsWith(head) || head.startsWith(sha))) return
  const message = `The head of pull request ${pull.id} is ${head || 'gone'}, no longer ${sha}. Read it again and decide.`
  throw new ScmError('conflict', message, { provider: 'bitbucket' })
}

/** All comments of a pull request, inline ones and answers too, oldest first. @throws ScmError `truncated_response` */
export async function commentsOf({ api, at }: Bound, pullRequest: string): Promise<readonly VendorComment[]> {
  const { items, truncated } = await allPages<VendorComment>(
    (place) => api.pullrequests.listComments({ ...at, pull_request_id: pullRequest, pagelen: '100', ...place }),
    mostComments,
  )
  if (!truncated) return items
  const reason = `more than ${mostComments} comments`
  throw new ScmError(
    'truncated_response',
    `Pull request ${pullRequest} has ${reason}.`,
    { provider: 'bitbucket', reason },
    { retryable: false },
  )
}

/** One comment. @throws ScmError `not_found` for one that was deleted or is of the other kind */
export async function commentOf(
  { api, at }: Bound,
  pullRequest: string,
  comment: string,
  kind: 'conversation' | 'inline',
): Promise<VendorComment> {
  const { data } = await read<VendorComment>(
    api.pullrequests.getComment({ ...at, pull_request_id: pullRequest, comment_id: comment }),
  )
  if (data.deleted !== true && isInline(data) === (kind === 'inline')) return data
  const message = `Pull request ${pullRequest} has no ${kind} comment ${comment}.`
  throw new ScmError('not_found', message, { provider: 'bitbucket' })
}

export function isInline(comment: VendorComment): boolean {
  return comment.inline !== undefined && comment.inline !== null
}
