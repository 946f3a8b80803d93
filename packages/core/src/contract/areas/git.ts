import { Type } from 'typebox'
import { nullable, oneOf, Path, Ref, Sha, Text } from '../formats.ts'
import { fileModes, GitBlob, GitCommit, GitRef, Tree } from '../objects/index.ts'
import { read, write } from '../operation.ts'

const NewEntry = Type.Object({
  path: Path,
  mode: oneOf(fileModes),
  sha: nullable(Type.String({ format: 'sha', description: 'Of the blob, tree or commit; null removes the path.' })),
})

export const git = {
  getRef: read({
    summary: 'A branch or tag as a git reference; `ref` is `heads/main` or `tags/v1`.',
    input: Type.Object({ ref: Ref }),
    output: GitRef,
  }),
  getTree: read({
    summary: 'A tree, whole when `recursive`.',
    input: Type.Object({ sha: Ref, recursive: Type.Optional(Type.Boolean()) }),
    output: Tree,
  }),
  getCommit: read({
    summary: 'A commit object: its tree, parents and message.',
    input: Type.Object({ sha: Sha }),
    output: GitCommit,
  }),
  createBlob: write({
    summary: 'Store content; the same content has the same id.',
    idempotency: 'idempotent',
    input: Type.Object({
      content: Type.String({ format: 'content' }),
      encoding: oneOf(['utf-8', 'base64']),
    }),
    output: GitBlob,
  }),
  createTree: write({
    summary: 'Store a tree, on top of another one if given.',
    idempotency: 'idempotent',
    input: Type.Object({ entries: Type.Array(NewEntry), baseTree: Type.Optional(Sha) }),
    output: Tree,
  }),
  createCommit: write({
    summary: 'Store a commit that no branch points at yet.',
    idempotency: 'none',
    input: Type.Object({ message: Text, tree: Sha, parents: Type.Array(Sha) }),
    output: GitCommit,
  }),
}
