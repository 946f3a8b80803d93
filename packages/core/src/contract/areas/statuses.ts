import { Type } from 'typebox'
import { OneLine, Ref, Sha, StatusState, Url } from '../formats.ts'
import { CombinedStatus, Status } from '../objects/index.ts'
import { list, read, write } from '../operation.ts'

export const statuses = {
  list: list({
    summary: 'Statuses of a commit, branch or tag, newest first.',
    input: Type.Object({ ref: Ref }),
    output: Status,
  }),
  create: write({
    summary: 'Set the status of one context on a commit.',
    idempotency: 'idempotent',
    input: Type.Object({
      sha: Sha,
      state: StatusState,
      context: OneLine,
      url: Type.Optional(Url),
      description: Type.Optional(OneLine),
    }),
    output: Status,
  }),
  getCombined: read({
    summary: 'The newest status of each context, and all of them as one state.',
    input: Type.Object({ ref: Ref }),
    output: CombinedStatus,
  }),
}
