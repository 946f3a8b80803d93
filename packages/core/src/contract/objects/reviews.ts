import { Type } from 'typebox'
import { Id, nullable, oneOf, Sha, Side, Timestamp, Url } from '../formats.ts'
import { Author } from './people.ts'

export const Review = Type.Object(
  {
    id: Id,
    state: oneOf(['approved', 'changes_requested', 'commented', 'dismissed', 'pending']),
    body: nullable(Type.String()),
    author: nullable(Author),
    sha: nullable(Sha),
    htmlUrl: nullable(Url),
    submittedAt: nullable(Timestamp),
  },
  { description: 'A review of a pull request.' },
)

export const ReviewComment = Type.Object(
  {
    id: Id,
    threadId: nullable(Id),
    path: Type.String(),
    line: nullable(
      Type.Integer({ description: 'Last line; null for a comment on the whole file or an outdated one.' }),
    ),
    startLine: nullable(Type.Integer()),
    side: Side,
    sha: nullable(Sha),
    body: nullable(Type.String()),
    author: nullable(Author),
    inReplyTo: nullable(Id),
    isOutdated: Type.Boolean(),
    htmlUrl: nullable(Url),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  },
  { description: 'An inline comment.' },
)

export const ReviewThread = Type.Object(
  {
    thread: Id,
    path: nullable(Type.String()),
    line: nullable(Type.Integer()),
    isResolved: Type.Boolean(),
    comments: Type.Array(ReviewComment),
  },
  { description: 'Inline comments that belong together.' },
)
