import webhooks from '@octokit/webhooks-examples'
import { expect, it } from 'vitest'
import { mapComment, type VendorComment } from '../../src/map/comment.ts'
import { mapIssue, type VendorIssue } from '../../src/map/issue.ts'
import { mapPullRequest, type VendorPullRequest } from '../../src/map/pull-request.ts'
import { mapReviewComment, type VendorReviewComment } from '../../src/map/review-comment.ts'
import { mapReview, type VendorReview } from '../../src/map/review.ts'
import { expectContract } from '../bed/expect.ts'

interface Payload {
  readonly issue?: VendorIssue
  readonly pull_request?: VendorPullRequest
  readonly review?: VendorReview
  readonly comment?: VendorComment & VendorReviewComment
}
interface Example {
  readonly name: string
  readonly examples: readonly Payload[]
}

const events = webhooks as unknown as readonly Example[]

/** The payloads of GitHub's events that hold a thing, and how many that must be for the test to mean something. */
function all<K extends keyof Payload>(
  key: K,
  names: readonly string[],
  least: number,
): readonly NonNullable<Payload[K]>[] {
  const payloads = events.filter((event) => names.includes(event.name)).flatMap((event) => event.examples)
  const found = payloads.flatMap((payload) => (payload[key] === undefined ? [] : [payload[key]]))
  expect(found.length).toBeGreaterThanOrEqual(least)
  return found as readonly NonNullable<Payload[K]>[]
}

it('maps the issue of every issue payload', () => {
  for (const issue of all('issue', ['issues', 'issue_comment'], 25)) {
    const data = mapIssue(issue)
    expectContract('issues.get', { data })
    expect(data).toMatchObject({
      issue: String(issue.number),
      title: issue.title,
      author: { username: issue.user?.login },
    })
  }
})

it('maps the comment of every conversation payload', () => {
  for (const comment of all('comment', ['issue_comment', 'commit_comment'], 5)) {
    const data = mapComment(comment)
    expectContract('issues.getComment', { data })
    expect(data).toMatchObject({ id: String(comment.id), body: comment.body })
  }
})

it('maps the pull request of every payload, the short form of reviews too', () => {
  const names = ['pull_request', 'pull_request_review', 'pull_request_review_comment', 'pull_request_review_thread']
  for (const pull of all('pull_request', names, 30)) {
    const data = mapPullRequest(pull)
    expectContract('pullRequests.get', { data })
    const head = { ref: pull.head.ref, sha: pull.head.sha, repositoryFullName: pull.head.repo?.full_name ?? null }
    expect(data).toMatchObject({ pullRequest: String(pull.number), head })
  }
})

it('maps the review of every payload', () => {
  for (const review of all('review', ['pull_request_review'], 4)) {
    const data = mapReview(review)
    expectContract('reviews.dismiss', { data })
    expect(data.state).toBe(review.state)
  }
})

it('maps the inline comment of every payload', () => {
  for (const comment of all('comment', ['pull_request_review_comment'], 5)) {
    const data = mapReviewComment(comment)
    expectContract('reviews.replyToComment', { data })
    expect(data).toMatchObject({ path: comment.path, line: comment.line ?? null, isOutdated: false })
  }
})
