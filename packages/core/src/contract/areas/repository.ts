import { Type } from 'typebox'
import { Namespace, oneOf, Ref, UserName } from '../formats.ts'
import { ArchiveLink, Author, CloneSpec, Collaborator, Language, Permission, Repository } from '../objects/index.ts'
import { list, read, write } from '../operation.ts'

const Archive = Type.Object({ ref: Ref, format: oneOf(['tarball', 'zip']) })

/** Bytes as they arrive. In JSON (RPC, IPC) a stream travels beside the answer, never inside. */
export const ByteStream = Type.Unsafe<ReadableStream<Uint8Array>>({
  'x-stream': true,
  description: 'Bytes as they arrive.',
})

export const repository = {
  get: read({ summary: 'The bound repository.', input: Type.Object({}), output: Repository }),
  listAssignees: list({
    summary: 'Who can be assigned to issues and pull requests.',
    input: Type.Object({}),
    output: Author,
  }),
  listCollaborators: list({
    summary: 'Who has access to the repository, and how much.',
    input: Type.Object({}),
    output: Collaborator,
  }),
  getPermission: read({
    summary: 'What one user may do with the repository; `none` for a stranger.',
    input: Type.Object({ user: UserName }),
    output: Permission,
  }),
  listLanguages: read({
    summary: 'Languages of the repository, largest first.',
    input: Type.Object({}),
    output: Type.Array(Language),
  }),
  getArchiveLink: read({
    summary: 'Where an archive of a ref can be had.',
    input: Archive,
    output: ArchiveLink,
  }),
  downloadArchive: read({
    summary: 'An archive of a ref as a byte stream. Read it to its end or cancel it.',
    input: Archive,
    output: ByteStream,
  }),
  getCloneSpec: read({
    summary: 'How to clone the repository; never a credential inside a URL.',
    input: Type.Object({}),
    output: CloneSpec,
  }),
  createFork: write({
    summary:
      'Fork the repository, into an organization if one is given. The vendor may still be copying when it answers.',
    idempotency: 'marker',
    input: Type.Object({ organization: Type.Optional(Namespace) }),
    output: Repository,
  }),
}
