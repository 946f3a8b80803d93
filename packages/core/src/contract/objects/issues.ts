import { Type } from 'typebox'
import { Id, nullable, Num, oneOf, ReactionName, Timestamp, Url } from '../formats.ts'
import { Author } from './people.ts'

export const Label = Type.Object(
  {
    id: Id,
    name: Type.String(),
    color: nullable(Type.String({ description: 'Six hexadecimal digits, without #.' })),
    description: nullable(Type.String()),
  },
  { description: 'A label.' },
)

export const Milestone = Type.Object(
  {
    milestone: Id,
    title: Type.String(),
    description: nullable(Type.String()),
    state: oneOf(['open', 'closed']),
    dueAt: nullable(Timestamp),
    htmlUrl: nullable(Url),
  },
  { description: 'A milestone.' },
)

export const Issue = Type.Object(
  {
    issue: Num,
    externalId: Id,
    title: Type.String(),
    body: nullable(Type.String()),
    state: oneOf(['open', 'closed']),
    stateReason: nullable(Type.String({ description: 'The vendor’s word for why it is closed.' })),
    author: nullable(Author),
    assignees: Type.Array(Author),
    labels: Type.Array(Type.String(), { description: 'Names.' }),
    milestone: nullable(Milestone),
    isLocked: Type.Boolean(),
    commentCount: nullable(Type.Integer()),
    htmlUrl: Url,
    createdAt: Timestamp,
    updatedAt: Timestamp,
    closedAt: nullable(Timestamp),
  },
  { description: 'An issue.' },
)

export const Comment = Type.Object(
  {
    id: Id,
    body: nullable(Type.String()),
    author: nullable(Author),
    htmlUrl: nullable(Url),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  },
  { description: 'A comment of a conversation.' },
)

export const Reaction = Type.Object(
  {
    id: Id,
    reaction: ReactionName,
    author: nullable(Author),
    createdAt: nullable(Timestamp),
  },
  { description: 'A reaction to an issue, pull request or comment.' },
)
