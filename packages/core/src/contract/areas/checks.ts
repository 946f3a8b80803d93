import { Type } from 'typebox'
import { CheckStatus, Conclusion, Id, Line, oneOf, OneLine, Path, Ref, Sha, Text, Timestamp, Url } from '../formats.ts'
import { Check } from '../objects/index.ts'
import { list, read, write } from '../operation.ts'

const Annotation = Type.Object({
  path: Path,
  startLine: Line,
  endLine: Line,
  level: oneOf(['notice', 'warning', 'failure']),
  message: Text,
  title: Type.Optional(OneLine),
})
const Output = Type.Object({
  title: OneLine,
  summary: Text,
  text: Type.Optional(Text),
  annotations: Type.Optional(Type.Array(Annotation, { maxItems: 50 })),
})

export const checks = {
  get: read({ summary: 'One check.', input: Type.Object({ check: Id }), output: Check }),
  listForRef: list({
    summary: 'Checks of a commit, branch or tag.',
    input: Type.Object({ ref: Ref, name: Type.Optional(OneLine) }),
    output: Check,
  }),
  create: write({
    summary: 'Report a check of a commit; a `conclusion` is needed when `status` is completed.',
    idempotency: 'marker',
    input: Type.Object({
      name: OneLine,
      sha: Sha,
      status: CheckStatus,
      conclusion: Type.Optional(Conclusion),
      externalId: Type.Optional(OneLine),
      detailsUrl: Type.Optional(Url),
      startedAt: Type.Optional(Timestamp),
      completedAt: Type.Optional(Timestamp),
      output: Type.Optional(Output),
    }),
    output: Check,
  }),
  update: write({
    summary: 'Report the progress of a check.',
    idempotency: 'idempotent',
    input: Type.Object({
      check: Id,
      status: Type.Optional(CheckStatus),
      conclusion: Type.Optional(Conclusion),
      output: Type.Optional(Output),
    }),
    output: Check,
  }),
}
