import { Type } from 'typebox'
import { Id, nullable, Timestamp, Url } from '../formats.ts'
import { Author } from './people.ts'

export const Release = Type.Object(
  {
    release: Id,
    tag: Type.String(),
    name: nullable(Type.String()),
    body: nullable(Type.String()),
    isDraft: Type.Boolean(),
    isPrerelease: Type.Boolean(),
    author: nullable(Author),
    htmlUrl: nullable(Url),
    createdAt: nullable(Timestamp),
    publishedAt: nullable(Timestamp),
  },
  { description: 'A release.' },
)
