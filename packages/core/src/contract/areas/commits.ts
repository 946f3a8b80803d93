import { Type } from 'typebox'
import { BranchName, oneOf, Path, Ref, Sha, Text, Timestamp, UserName } from '../formats.ts'
import { Commit, Comparison, PullRequest } from '../objects/index.ts'
import { list, read, write } from '../operation.ts'

const encoding = Type.Optional(oneOf(['utf-8', 'base64'], 'Of `content`; utf-8 when absent.'))
const content = Type.String({ format: 'content' })
const Change = Type.Union([
  Type.Object({
    action: Type.Literal('write'),
    path: Path,
    content,
    encoding,
    isExecutable: Type.Optional(Type.Boolean()),
  }),
  Type.Object({ action: Type.Literal('delete'), path: Path }),
  Type.Object({ action: Type.Literal('move'), path: Path, from: Path, content: Type.Optional(content), encoding }),
  Type.Object({ action: Type.Literal('chmod'), path: Path, isExecutable: Type.Boolean() }),
])

export const commits = {
  get: read({
    summary: 'A commit with its files, patches and line counts.',
    input: Type.Object({ sha: Ref }),
    output: Commit,
  }),
  list: list({
    summary: 'Commits from a ref backwards, newest first; `files` is null.',
    input: Type.Object({
      ref: Type.Optional(Ref),
      path: Type.Optional(Path),
      since: Type.Optional(Timestamp),
      until: Type.Optional(Timestamp),
      author: Type.Optional(UserName),
    }),
    output: Commit,
  }),
  compare: read({
    summary: 'What head has that base has not. Follows pages to 250 commits and 3,000 files, then `truncated`.',
    input: Type.Object({ base: Ref, head: Ref }),
    output: Comparison,
  }),
  create: write({
    summary: 'Commit several changes at once on a branch whose head is `parent`; `conflict` when it has moved.',
    idempotency: 'marker',
    input: Type.Object({
      branch: BranchName,
      parent: Sha,
      message: Text,
      changes: Type.Array(Change, { minItems: 1 }),
      force: Type.Optional(Type.Boolean({ description: 'Move the branch even if its head is no longer `parent`.' })),
    }),
    output: Commit,
  }),
  listPullRequests: list({
    summary: 'Pull requests that contain a commit.',
    input: Type.Object({ sha: Sha }),
    output: PullRequest,
  }),
}
