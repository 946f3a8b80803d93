import { Type } from 'typebox'
import { nullable, oneOf, Sha, Timestamp, Url } from '../contract/formats.ts'
import { Author } from '../contract/objects/index.ts'

const PushAuthor = Type.Object({
  name: nullable(Type.String()),
  email: nullable(Type.String()),
  account: nullable(Author),
})

const paths = (description: string) => nullable(Type.Array(Type.String(), { description }))

export const PushCommit = Type.Object({
  sha: Sha,
  message: Type.String(),
  author: nullable(PushAuthor),
  timestamp: nullable(Timestamp),
  htmlUrl: nullable(Url),
  added: paths('Null where the vendor does not tell.'),
  removed: paths('Null where the vendor does not tell.'),
  modified: paths('Null where the vendor does not tell.'),
})

export const pushFields = {
  ref: Type.String({ description: 'Full name: refs/heads/main.' }),
  refKind: oneOf(['branch', 'tag']),
  name: Type.String({ description: 'Name of the branch or tag.' }),
  before: nullable(Type.String({ format: 'sha', description: 'Null when the ref is new.' })),
  after: nullable(Type.String({ format: 'sha', description: 'Null when the ref was deleted.' })),
  isCreated: Type.Boolean(),
  isDeleted: Type.Boolean(),
  isForced: Type.Boolean(),
  commits: Type.Array(PushCommit),
  isTruncated: Type.Boolean({ description: 'True when the vendor left commits out.' }),
  compareUrl: nullable(Url),
}

export const refFields = { name: Type.String(), sha: nullable(Sha) }
