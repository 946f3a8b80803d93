import { ScmError, type CallContext, type CommitFile } from '@scm-host/core/provider'
import { pageOf, repositoryPath, valuesOf, type Bound } from '../client.ts'
import { mapDiffstat, type VendorDiffstat } from '../map/commit.ts'
import type { VendorPullRequest } from '../map/pull-request.ts'
import { nextCursor, type VendorPage } from '../page.ts'
import { pullRequestOf } from './pull-request.ts'

interface Files {
  readonly data: readonly CommitFile[]
  readonly nextCursor: string | null
  readonly raw: unknown
}

/** The diffstat has counts and no hunks; `getDiff` has them. */
const noPatches: ReadonlyMap<string, string> = new Map()

/**
 * The files of a pull request: what its head changed since it left the base. The pull request's own diffstat redirects to
 * the repository's, and whether a page goes along is documented nowhere: so the repository's is asked, but for forks,
 * whose commits it does not name. There an answer of another page is refused.
 * @throws ScmError `pagination_refused`
 */
export async function listPullRequestFiles(client: Bound, pullRequest: string, call: CallContext): Promise<Files> {
  const range = rangeOf(await pullRequestOf(client, pullRequest))
  const page = pageOf(call)
  const path = range === null ? `/pullrequests/${encodeURIComponent(pullRequest)}/diffstat` : `/diffstat/${range}`
  const parameters = range === null ? page : { topic: 'true', ...page }
  const { data: raw } = await client.send<VendorPage<VendorDiffstat> & { readonly page?: number }>(
    'GET',
    `${repositoryPath(client)}${path}`,
    parameters,
  )
  const asked = 'page' in page ? page['page'] : undefined
  if (asked !== undefined && raw.page !== undefined && String(raw.page) !== asked) throw wrongPage(pullRequest)
  return { data: valuesOf(raw).map((row) => mapDiffstat(row, noPatches)), nextCursor: nextCursor(raw), raw }
}

/** `head..base`, where both commits are this repository's own. */
function rangeOf({ source, destination }: VendorPullRequest): string | null {
  const isOwn = source?.repository?.full_name?.toLowerCase() === destination?.repository?.full_name?.toLowerCase()
  const [head = '', base = ''] = [source?.commit?.hash, destination?.commit?.hash]
  const isCommit = (hash: string) => /^[0-9a-f]{7,40}$/.test(hash)
  return isOwn && isCommit(head) && isCommit(base) ? `${head}..${base}` : null
}

function wrongPage(pullRequest: string): ScmError<'pagination_refused'> {
  const reason = 'Bitbucket answered another page than was asked for'
  return new ScmError('pagination_refused', `The files of pull request ${pullRequest} cannot be paged: ${reason}.`, {
    reason,
  })
}
