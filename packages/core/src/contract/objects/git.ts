import { Type } from 'typebox'
import { nullable, oneOf, Sha, Timestamp } from '../formats.ts'

export const Branch = Type.Object(
  { branch: Type.String(), sha: Sha, isProtected: Type.Boolean(), isDefault: Type.Boolean() },
  { description: 'A branch and the commit it points at.' },
)

const Tagger = Type.Object({ name: Type.String(), email: nullable(Type.String()), date: nullable(Timestamp) })

export const Tag = Type.Object(
  {
    tag: Type.String(),
    sha: Type.String({ format: 'sha', description: 'Of the commit, also for annotated tags.' }),
    message: nullable(Type.String({ description: 'Null for a lightweight tag, or where a list leaves it out.' })),
    tagger: nullable(Tagger),
  },
  { description: 'A tag.' },
)

export const GitRef = Type.Object(
  { ref: Type.String({ description: 'Full name: refs/heads/main.' }), sha: Sha },
  { description: 'A reference as git has it.' },
)

export const GitCommit = Type.Object(
  { sha: Sha, treeSha: Sha, parents: Type.Array(Sha), message: Type.String() },
  { description: 'A commit object as git has it.' },
)

export const GitBlob = Type.Object({ sha: Sha }, { description: 'A stored blob.' })

export const fileModes = ['100644', '100755', '040000', '160000', '120000'] as const
export const TreeEntry = Type.Object(
  {
    path: Type.String(),
    mode: oneOf(fileModes),
    kind: oneOf(['blob', 'tree', 'commit']),
    sha: Sha,
    sizeBytes: nullable(Type.Integer()),
  },
  { description: 'An entry of a tree; `commit` is a submodule.' },
)

export const Tree = Type.Object(
  { sha: Sha, entries: Type.Array(TreeEntry), truncated: Type.Boolean() },
  { description: 'A tree. `truncated` when the vendor left entries out.' },
)
