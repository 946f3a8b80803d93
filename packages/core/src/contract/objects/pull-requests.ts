import { Type } from 'typebox'
import { Id, nullable, Num, oneOf, Sha, Timestamp, Url } from '../formats.ts'
import { Milestone } from './issues.ts'
import { Author } from './people.ts'

const PullRequestEnd = Type.Object({
  ref: Type.String({ description: 'Branch name.' }),
  sha: nullable(Sha),
  repositoryFullName: nullable(Type.String({ description: 'Null for a deleted fork.' })),
})

export const PullRequest = Type.Object(
  {
    pullRequest: Num,
    externalId: Id,
    title: Type.String(),
    body: nullable(Type.String()),
    state: oneOf(['open', 'closed', 'merged'], '`closed` never includes merged.'),
    isDraft: Type.Boolean(),
    author: nullable(Author),
    assignees: Type.Array(Author),
    reviewers: Type.Array(Author),
    labels: Type.Array(Type.String(), { description: 'Names.' }),
    milestone: nullable(Milestone),
    head: PullRequestEnd,
    base: PullRequestEnd,
    isMergeable: nullable(Type.Boolean({ description: 'Null while the vendor does not know.' })),
    mergeCommitSha: nullable(Type.String({ format: 'sha', description: 'Set once merged.' })),
    htmlUrl: Url,
    createdAt: Timestamp,
    updatedAt: Timestamp,
    closedAt: nullable(Timestamp),
    mergedAt: nullable(Timestamp),
  },
  { description: 'A pull request or merge request.' },
)

export const MergeResult = Type.Object(
  { isMerged: Type.Boolean(), sha: nullable(Sha) },
  { description: 'Outcome of a merge; `sha` is the commit it made.' },
)
