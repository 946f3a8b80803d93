import { MergeRequestApprovals, MergeRequestNotes, MergeRequests, Users } from '@gitbeaker/rest'
import { pageOfWhole, ScmError, type AreaMethods, type Author, type Review } from '@scm-host/core/provider'
import { paged, type Bound } from '../client.ts'
import { numeric, refused } from '../input.ts'
import { mapAccount, mapAuthor } from '../map/author.ts'
import { utcOrNull } from '../map/date.ts'
import { noteUrl, type VendorNote } from '../map/note.ts'
import { mapReviews, reviewOf, type VendorApproval, type VendorDiscussion, type VendorReviewer } from '../map/review.ts'
import { isNote } from '../parts/comments.ts'
import { startThread } from './discussions.ts'
import { positionsOf } from './places.ts'
import { subjectUrl, type Answer } from '../parts/subject.ts'

type Area = AreaMethods<'reviews'>
type Part<K extends keyof Area> = Required<Pick<Area, K>>
type NewReview = Parameters<NonNullable<Area['create']>>[0]

/**
 * Reviews, put together of approvals and of what reviewers did: GitLab keeps one state a person.
 * https://docs.gitlab.com/api/merge_request_approvals/
 */
export function verdicts(client: Bound): Part<'list' | 'create' | 'dismiss'> {
  return {
    async list({ pullRequest }, call) {
      const iid = numeric(pullRequest, 'pullRequest')
      const approvals = await approvalsOf(client, iid)
      const reviewers: readonly VendorReviewer[] = await client.of(MergeRequests).showReviewers(client.project, iid)
      const page = pageOfWhole(mapReviews(approvals, reviewers), call)
      return { ...paged(page, (review) => review), raw: { approvals, reviewers } }
    },
    create: (input) => create(client, input),
    dismiss: ({ pullRequest, review, message }) =>
      dismiss(client, numeric(pullRequest, 'pullRequest'), review, message),
  }
}

async function approvalsOf(client: Bound, mergerequestIId: number): Promise<readonly VendorApproval[]> {
  const found = await client.of(MergeRequestApprovals).showConfiguration(client.project, { mergerequestIId })
  return (found.approved_by ?? []) as readonly VendorApproval[]
}

/** Who this connection acts as. */
async function currentUser(client: Bound): Promise<Author> {
  return mapAccount(await client.of(Users).showCurrentUser())
}

/** What `/submit_review` takes. */
const reviewerStates = { comment: 'reviewed', request_changes: 'requested_changes' } as const

/**
 * An approval is GitLab's own, guarded by the sha, and comes before the comments: one that is refused leaves nothing behind.
 * Any other review is submitted by the quick action `/submit_review`, ahead of the text, where no code block of the text can
 * swallow it. https://docs.gitlab.com/user/project/quick_actions/#submit_review
 */
async function create(client: Bound, input: NewReview): Promise<Answer<Review>> {
  const { pullRequest, sha, event, body = '', comments = [] } = input
  const iid = numeric(pullRequest, 'pullRequest')
  if (body === '' && comments.length === 0 && event !== 'approve') {
    throw refused('body', 'given, unless there are comments or the event is approve')
  }
  const positions = comments.length === 0 ? [] : await positionsOf(client, iid, sha, comments)
  const author = await currentUser(client)
  if (event === 'approve') await approve(client, iid, sha)
  const threads: VendorDiscussion[] = []
  for (const [index, position] of positions.entries()) {
    threads.push(await startThread(client, iid, comments[index]?.body ?? '', position))
  }
  const text = `${event === 'approve' ? '' : `/submit_review ${reviewerStates[event]}\n\n`}${body}`.trim()
  const posted: unknown = text === '' ? null : await client.of(MergeRequestNotes).create(client.project, iid, text)
  const note = isNote(posted) ? posted : (threads[0]?.notes?.[0] ?? null)
  const state = event === 'approve' ? 'approved' : await stateOf(client, iid, author, event)
  return { data: made(client, input, author, state, note), raw: { threads, note: posted } }
}

/** GitLab answers 401 to somebody who may not approve, or did already; that the credential works has just been seen. */
async function approve(client: Bound, iid: number, sha: string): Promise<void> {
  const head = await headOf(client, iid, sha)
  try {
    await client.of(MergeRequestApprovals).approve(client.project, iid, { sha: head })
  } catch (error) {
    if (!ScmError.is(error, 'unauthorized')) throw error
    const reason = 'GitLab does not let this user approve: not eligible, or approved already.'
    throw new ScmError('forbidden', reason, { provider: 'gitlab', operation: 'reviews.create' })
  }
}

/** GitLab compares whole ids only. @throws ScmError `conflict` when a shortened one is not the head */
async function headOf(client: Bound, iid: number, sha: string): Promise<string> {
  if (sha.length === 40 || sha.length === 64) return sha
  const { sha: head } = await client.of(MergeRequests).show(client.project, iid)
  if (head.startsWith(sha)) return head
  throw new ScmError('conflict', `The head is ${head}, no longer ${sha}. Review the new changes.`, {
    provider: 'gitlab',
  })
}

/** What the review came to: GitLab ignores the request for changes of somebody who cannot be a reviewer. */
async function stateOf(
  client: Bound,
  iid: number,
  author: Author,
  event: NewReview['event'],
): Promise<Review['state']> {
  if (event !== 'request_changes') return 'commented'
  const reviewers: readonly VendorReviewer[] = await client.of(MergeRequests).showReviewers(client.project, iid)
  const mine = reviewers.find(({ user }) => mapAuthor(user)?.id === author.id)
  return mine?.state === 'requested_changes' ? 'changes_requested' : 'commented'
}

function made(
  client: Bound,
  input: NewReview,
  author: Author,
  state: Review['state'],
  note: VendorNote | null,
): Review {
  const url = subjectUrl(client, 'pullRequest', input.pullRequest)
  // The person's one review in the list has no words: one that only says something is that note.
  const own = state === 'commented' && note !== null ? { id: `note:${note.id}` } : {}
  return reviewOf(author, state, {
    ...own,
    body: input.body ?? null,
    sha: input.sha,
    htmlUrl: note === null ? url : noteUrl(note.id, url),
    submittedAt: utcOrNull(note?.created_at),
  })
}

/**
 * Takes one's own approval back and leaves the message as a comment. GitLab lets nobody take back another's: it can only
 * drop all approvals at once, and that for bots alone.
 */
async function dismiss(client: Bound, iid: number, review: string, message: string): Promise<Answer<Review>> {
  const approval = (await approvalsOf(client, iid)).find(
    ({ user }) => reviewOf(mapAuthor(user), 'approved').id === review,
  )
  if (approval === undefined) {
    throw new ScmError('not_found', `Merge request ${iid} has no approval ${review}.`, { provider: 'gitlab' })
  }
  const author = await currentUser(client)
  if (reviewOf(author, 'approved').id !== review) {
    const reason = 'GitLab lets nobody take back the approval of somebody else. Ask them to.'
    throw new ScmError('forbidden', reason, { provider: 'gitlab', operation: 'reviews.dismiss' })
  }
  await client.of(MergeRequestApprovals).unapprove(client.project, iid)
  const raw = await client.of(MergeRequestNotes).create(client.project, iid, message)
  return { data: reviewOf(author, 'dismissed', { body: message, submittedAt: utcOrNull(raw.created_at) }), raw }
}
