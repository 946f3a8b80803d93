import { Type } from 'typebox'
import { nullable, oneOf, Sha, Timestamp, Url } from '../formats.ts'
import { Author } from './people.ts'

export const fileStatuses = [
  'added',
  'removed',
  'modified',
  'renamed',
  'copied',
  'changed',
  'unchanged',
  'unknown',
] as const

const fileFields = {
  path: Type.String(),
  previousPath: nullable(Type.String({ description: 'Set for renamed and copied.' })),
  status: oneOf(fileStatuses),
  additions: nullable(Type.Integer()),
  deletions: nullable(Type.Integer()),
  patch: nullable(Type.String({ description: 'Unified diff hunks; null when the vendor leaves it out.' })),
  sha: nullable(Sha),
}

export const CommitFile = Type.Object({ ...fileFields }, { description: 'A file a commit changed.' })
export const PullRequestFile = Type.Object({ ...fileFields }, { description: 'A file a pull request changes.' })

export const Signature = Type.Object(
  {
    name: nullable(Type.String()),
    email: nullable(Type.String()),
    date: nullable(Timestamp),
    account: nullable(Author),
  },
  { description: 'Who wrote or committed, as git has it, with the account where the vendor knows it.' },
)

export const Commit = Type.Object(
  {
    sha: Sha,
    message: Type.String({ description: 'The whole message.' }),
    author: nullable(Signature),
    committer: nullable(Signature),
    parents: Type.Array(Sha),
    additions: nullable(Type.Integer()),
    deletions: nullable(Type.Integer()),
    files: nullable(Type.Array(CommitFile, { description: 'Null in lists.' })),
    htmlUrl: nullable(Url),
  },
  { description: 'A commit.' },
)

export const Comparison = Type.Object(
  {
    aheadBy: Type.Integer(),
    behindBy: Type.Integer(),
    mergeBase: nullable(Sha),
    commits: Type.Array(Commit),
    files: Type.Array(CommitFile),
    truncated: Type.Boolean({ description: 'True past 250 commits or 3,000 files.' }),
  },
  { description: 'What head has that base has not.' },
)
