import { setTimeout as wait } from 'node:timers/promises'
import { MergeRequests } from '@gitbeaker/rest'
import { given, ScmError, type AreaMethods, type CallContext, type MergeResult } from '@scm-host/core/provider'
import type { Bound } from '../client.ts'
import { numeric } from '../input.ts'
import { mergeCommitSha, mergeRequestState, type VendorMergeRequest } from '../map/merge-request.ts'

type Input = Parameters<NonNullable<AreaMethods<'pullRequests'>['merge']>>[0]

/**
 * Merges. Whether a merge commit is made is the project's setting; `squash` squashes, `rebase` rebases first and waits for
 * that. A moved head is refused by GitLab itself, with the sha it is given.
 * @see https://docs.gitlab.com/api/merge_requests/#merge-a-merge-request
 */
export async function mergeMergeRequest(
  client: Bound,
  { pullRequest, method, sha, message }: Input,
  call: Pick<CallContext, 'signal'>,
): Promise<{ readonly data: MergeResult; readonly raw: unknown }> {
  const iid = numeric(pullRequest, 'pullRequest')
  const head = method === 'rebase' ? await rebase(client, iid, sha, call.signal) : await wholeSha(client, iid, sha)
  const messages =
    method === 'squash'
      ? { squash: true, squashCommitMessage: message }
      : { squash: false, mergeCommitMessage: message }
  const options = given({ ...(method === 'rebase' ? { squash: false } : messages), sha: head })
  const raw: VendorMergeRequest = await client.of(MergeRequests).merge(client.project, iid, options)
  return { data: { isMerged: mergeRequestState(raw.state) === 'merged', sha: mergeCommitSha(raw) }, raw }
}

const isWhole = (sha: string) => sha.length === 40 || sha.length === 64

/** GitLab compares whole ids only. */
async function wholeSha(client: Bound, iid: number, sha: string | undefined): Promise<string | undefined> {
  if (sha === undefined || isWhole(sha)) return sha
  return headOf(await show(client, iid), sha)
}

/** @throws ScmError `conflict` when the head is another one */
function headOf(request: VendorMergeRequest, expected: string | undefined): string | undefined {
  const head = request.sha ?? undefined
  if (expected === undefined || head?.startsWith(expected) === true) return head
  throw conflict(`The head is ${head ?? 'gone'}, no longer ${expected}. Read the merge request again and decide.`)
}

function conflict(message: string): ScmError<'conflict'> {
  return new ScmError('conflict', message, { provider: 'gitlab', operation: 'pullRequests.merge' })
}

function show(
  client: Bound,
  iid: number,
): Promise<VendorMergeRequest & { rebase_in_progress?: boolean; merge_error?: string | null }> {
  return client.of(MergeRequests).show(client.project, iid, { includeRebaseInProgress: true })
}

/** How long is waited before each look at a rebase: 23 seconds in all. */
const waits = [250, 500, 1000, 2000, 4000, 5000, 5000, 5000]

/**
 * Rebases and answers the new head. GitLab does it in the background and tells how it went where the merge request is read.
 * @see https://docs.gitlab.com/api/merge_requests/#rebase-a-merge-request
 */
async function rebase(client: Bound, iid: number, sha: string | undefined, signal: AbortSignal) {
  headOf(await show(client, iid), sha)
  await client.of(MergeRequests).rebase(client.project, iid)
  for (const ms of waits) {
    await wait(ms, undefined, { signal })
    const request = await show(client, iid)
    if ((request.merge_error ?? '') !== '') throw conflict(`GitLab could not rebase: ${request.merge_error}`)
    if (request.rebase_in_progress !== true) return headOf(request, undefined)
  }
  throw conflict('GitLab is still rebasing. Merge again when it has ended.')
}
