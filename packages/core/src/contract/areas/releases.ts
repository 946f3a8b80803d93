import { Type } from 'typebox'
import { Id, OneLine, Ref, TagName, Text } from '../formats.ts'
import { Release } from '../objects/index.ts'
import { list, read, write } from '../operation.ts'

const fields = {
  name: Type.Optional(OneLine),
  body: Type.Optional(Text),
  draft: Type.Optional(Type.Boolean()),
  prerelease: Type.Optional(Type.Boolean()),
}

export const releases = {
  list: list({ summary: 'Releases, newest first.', input: Type.Object({}), output: Release }),
  get: read({ summary: 'One release.', input: Type.Object({ release: Id }), output: Release }),
  getByTag: read({ summary: 'The release of a tag.', input: Type.Object({ tag: TagName }), output: Release }),
  create: write({
    summary: 'Publish a release; the tag is made at `ref` when it does not exist.',
    idempotency: 'marker',
    input: Type.Object({ tag: TagName, ref: Type.Optional(Ref), ...fields }),
    output: Release,
  }),
  update: write({
    summary: 'Change a release.',
    idempotency: 'idempotent',
    input: Type.Object({ release: Id, ...fields }),
    output: Release,
  }),
  delete: write({
    summary: 'Delete a release; its tag stays.',
    idempotency: 'idempotent',
    input: Type.Object({ release: Id }),
    output: Type.Null(),
  }),
}
