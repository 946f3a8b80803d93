import { Type } from 'typebox'
import { BranchName, Folder, Line, oneOf, Path, Ref, Sha, Text } from '../formats.ts'
import { BlameRange, DirectoryEntry, FileContent, FileExists, FileWrite } from '../objects/index.ts'
import { list, read, write } from '../operation.ts'

const content = {
  content: Type.String({ format: 'content' }),
  encoding: Type.Optional(oneOf(['utf-8', 'base64'], 'Of `content`; utf-8 when absent.')),
}
const place = { path: Path, branch: BranchName, message: Text }
const LineRange = Type.Object({ start: Line, end: Line })

export const files = {
  get: read({
    summary: 'A file at a ref, or on the default branch; a directory is the error `path_is_directory`.',
    input: Type.Object({ path: Path, ref: Type.Optional(Ref) }),
    output: FileContent,
  }),
  exists: read({
    summary: 'Whether a path exists at a ref.',
    input: Type.Object({ path: Path, ref: Type.Optional(Ref) }),
    output: FileExists,
  }),
  list: list({
    summary: 'Entries of a directory.',
    input: Type.Object({ path: Folder, ref: Type.Optional(Ref) }),
    output: DirectoryEntry,
  }),
  create: write({
    summary: 'Add a file in a commit of its own; `conflict` when it exists.',
    idempotency: 'marker',
    input: Type.Object({ ...place, ...content }),
    output: FileWrite,
  }),
  update: write({
    summary: 'Replace a file in a commit of its own; with `sha` only if that is still its blob.',
    idempotency: 'marker',
    input: Type.Object({ ...place, ...content, sha: Type.Optional(Sha) }),
    output: FileWrite,
  }),
  delete: write({
    summary: 'Remove a file in a commit of its own; with `sha` only if that is still its blob.',
    idempotency: 'marker',
    input: Type.Object({ ...place, sha: Type.Optional(Sha) }),
    output: FileWrite,
  }),
  getBlame: read({
    summary: 'Who last changed which lines, for up to 20 files at once.',
    input: Type.Object({
      files: Type.Array(Type.Object({ path: Path, ref: Ref, lines: Type.Optional(LineRange) }), {
        minItems: 1,
        maxItems: 20,
      }),
    }),
    output: Type.Array(BlameRange),
  }),
}
