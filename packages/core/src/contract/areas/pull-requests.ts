import { Type } from 'typebox'
import { BranchName, Num, oneOf, OneLine, Sha, Text, UserName } from '../formats.ts'
import { Commit, MergeResult, PullRequest, PullRequestFile } from '../objects/index.ts'
import { list, read, write } from '../operation.ts'
import { conversation } from '../conversation.ts'

const PullRequestNumber = Type.Object({ pullRequest: Num })
const Reviewers = Type.Object({ pullRequest: Num, reviewers: Type.Array(UserName, { minItems: 1 }) })
const Head = Type.String({ format: 'head', description: 'Branch, or `owner:branch` for one of a fork.' })

export const pullRequests = {
  get: read({ summary: 'One pull request.', input: PullRequestNumber, output: PullRequest }),
  list: list({
    summary: 'Pull requests; open ones unless `state` says otherwise. Filters may leave pages short.',
    input: Type.Object({
      state: Type.Optional(oneOf(['open', 'closed', 'merged', 'all'])),
      head: Type.Optional(BranchName),
      base: Type.Optional(BranchName),
      author: Type.Optional(UserName),
      sort: Type.Optional(oneOf(['created', 'updated'])),
      direction: Type.Optional(oneOf(['asc', 'desc'])),
    }),
    output: PullRequest,
  }),
  create: write({
    summary: 'Open a pull request; `conflict` when the same branches have one.',
    idempotency: 'marker',
    input: Type.Object({
      title: OneLine,
      body: Type.Optional(Text),
      head: Head,
      base: BranchName,
      draft: Type.Optional(Type.Boolean()),
      reviewers: Type.Optional(Type.Array(UserName)),
    }),
    output: PullRequest,
  }),
  update: write({
    summary: 'Change fields of a pull request; what is left out stays.',
    idempotency: 'idempotent',
    input: Type.Object({
      pullRequest: Num,
      title: Type.Optional(OneLine),
      body: Type.Optional(Text),
      state: Type.Optional(oneOf(['open', 'closed'])),
      base: Type.Optional(BranchName),
      draft: Type.Optional(Type.Boolean()),
    }),
    output: PullRequest,
  }),
  merge: write({
    summary: 'Merge a pull request; with `sha` only if that is still its head (`conflict` otherwise).',
    idempotency: 'marker',
    input: Type.Object({
      pullRequest: Num,
      method: oneOf(['merge', 'squash', 'rebase']),
      sha: Type.Optional(Sha),
      message: Type.Optional(Text),
    }),
    output: MergeResult,
  }),
  listFiles: list({ summary: 'Files a pull request changes.', input: PullRequestNumber, output: PullRequestFile }),
  listCommits: list({ summary: 'Commits of a pull request.', input: PullRequestNumber, output: Commit }),
  getDiff: read({
    summary: 'A pull request as one unified diff.',
    input: PullRequestNumber,
    output: Type.String(),
  }),
  requestReviewers: write({
    summary: 'Ask users for a review, keeping those already asked.',
    idempotency: 'idempotent',
    input: Reviewers,
    output: PullRequest,
  }),
  removeReviewers: write({
    summary: 'Take back requests for a review.',
    idempotency: 'idempotent',
    input: Reviewers,
    output: PullRequest,
  }),
  ...conversation({ pullRequest: Num }, 'a pull request'),
}
