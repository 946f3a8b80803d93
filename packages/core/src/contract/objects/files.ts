import { Type } from 'typebox'
import { nullable, oneOf, Sha } from '../formats.ts'
import { Commit } from './commits.ts'

export const FileContent = Type.Object(
  {
    path: Type.String(),
    ref: nullable(Type.String({ description: 'As asked; null when the default branch was read.' })),
    sha: Sha,
    sizeBytes: Type.Integer(),
    encoding: oneOf(['utf-8', 'base64'], 'utf-8 when the bytes are valid UTF-8, else base64.'),
    content: Type.String(),
  },
  { description: 'A file.' },
)

export const FileExists = Type.Object(
  { exists: Type.Boolean() },
  { description: 'Whether a path is a file or directory.' },
)

export const DirectoryEntry = Type.Object(
  {
    path: Type.String(),
    kind: oneOf(['file', 'directory', 'symlink', 'submodule']),
    sha: Sha,
    sizeBytes: nullable(Type.Integer()),
  },
  { description: 'An entry of a directory; paths are from the root.' },
)

export const FileWrite = Type.Object(
  {
    path: Type.String(),
    branch: Type.String(),
    commitSha: nullable(Sha),
    fileSha: nullable(
      Type.String({ format: 'sha', description: 'Null after a delete, or where the vendor does not tell.' }),
    ),
  },
  { description: 'The commit a file operation made.' },
)

export const BlameRange = Type.Object(
  { path: Type.String(), startLine: Type.Integer(), endLine: Type.Integer(), commit: Commit },
  { description: 'Consecutive lines that one commit last changed.' },
)
