import { Type } from 'typebox'
import { Id, Line, Num, oneOf, Path, Sha, Side, Text } from '../formats.ts'
import { Review, ReviewComment, ReviewThread } from '../objects/index.ts'
import { list, write } from '../operation.ts'

const PullRequestNumber = Type.Object({ pullRequest: Num })
const onFile = { pullRequest: Num, sha: Sha, path: Path, side: Type.Optional(Side), body: Text }
const NewComment = Type.Object({
  path: Path,
  body: Text,
  line: Line,
  side: Type.Optional(Side),
  startLine: Type.Optional(Line),
  startSide: Type.Optional(Side),
})
const ThreadRef = Type.Object({ pullRequest: Num, thread: Id })

export const reviews = {
  list: list({ summary: 'Reviews of a pull request.', input: PullRequestNumber, output: Review }),
  create: write({
    summary: 'Review a pull request, with inline comments if given.',
    idempotency: 'marker',
    input: Type.Object({
      pullRequest: Num,
      sha: Sha,
      event: oneOf(['approve', 'request_changes', 'comment']),
      body: Type.Optional(Text),
      comments: Type.Optional(Type.Array(NewComment)),
    }),
    output: Review,
  }),
  dismiss: write({
    summary: 'Dismiss a review.',
    idempotency: 'idempotent',
    input: Type.Object({ pullRequest: Num, review: Id, message: Text }),
    output: Review,
  }),
  listComments: list({
    summary: 'Inline comments of a pull request.',
    input: PullRequestNumber,
    output: ReviewComment,
  }),
  createFileComment: write({
    summary: 'Comment on a whole file of a pull request.',
    idempotency: 'marker',
    input: Type.Object(onFile),
    output: ReviewComment,
  }),
  createLineComment: write({
    summary: 'Comment on one line of a pull request.',
    idempotency: 'marker',
    input: Type.Object({ ...onFile, line: Line }),
    output: ReviewComment,
  }),
  createMultilineComment: write({
    summary: 'Comment on several lines of a pull request.',
    idempotency: 'marker',
    input: Type.Object({ ...onFile, startLine: Line, startSide: Type.Optional(Side), line: Line }),
    output: ReviewComment,
  }),
  replyToComment: write({
    summary: 'Answer an inline comment.',
    idempotency: 'marker',
    input: Type.Object({ pullRequest: Num, comment: Id, body: Text }),
    output: ReviewComment,
  }),
  listThreads: list({
    summary: 'Threads of inline comments, with whether each is resolved.',
    input: PullRequestNumber,
    output: ReviewThread,
  }),
  resolveThread: write({
    summary: 'Mark a thread as resolved.',
    idempotency: 'idempotent',
    input: ThreadRef,
    output: ReviewThread,
  }),
  unresolveThread: write({
    summary: 'Open a resolved thread again.',
    idempotency: 'idempotent',
    input: ThreadRef,
    output: ReviewThread,
  }),
  minimizeComment: write({
    summary: 'Fold an inline comment away.',
    idempotency: 'idempotent',
    input: Type.Object({
      comment: Id,
      reason: oneOf(['abuse', 'off_topic', 'outdated', 'resolved', 'duplicate', 'spam']),
    }),
    output: Type.Null(),
  }),
}
