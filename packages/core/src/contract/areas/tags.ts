import { Type } from 'typebox'
import { OneLine, Sha, TagName, Text } from '../formats.ts'
import { Tag } from '../objects/index.ts'
import { list, read, write } from '../operation.ts'

export const tags = {
  get: read({ summary: 'One tag.', input: Type.Object({ tag: TagName }), output: Tag }),
  list: list({
    summary: 'All tags, or those whose name begins with the query.',
    input: Type.Object({ query: Type.Optional(OneLine) }),
    output: Tag,
  }),
  create: write({
    summary: 'Tag a commit: annotated with a message, else lightweight. `conflict` when it exists.',
    idempotency: 'marker',
    input: Type.Object({ tag: TagName, sha: Sha, message: Type.Optional(Text) }),
    output: Tag,
  }),
  delete: write({
    summary: 'Delete a tag.',
    idempotency: 'idempotent',
    input: Type.Object({ tag: TagName }),
    output: Type.Null(),
  }),
}
