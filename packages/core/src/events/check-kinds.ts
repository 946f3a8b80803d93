import { Type } from 'typebox'
import { CheckStatus, Conclusion, Id, nullable, Num, Sha } from '../contract/formats.ts'

const pullRequests = Type.Array(Num, { description: 'Numbers of the pull requests it is about.' })

export const checkFields = {
  check: Id,
  name: Type.String(),
  sha: Sha,
  status: CheckStatus,
  conclusion: nullable(Conclusion),
  externalId: nullable(Type.String()),
  requestedAction: nullable(Type.String({ description: 'Identifier of the button that was pressed.' })),
  pullRequests,
}

export const suiteFields = {
  suite: Id,
  sha: Sha,
  branch: nullable(Type.String()),
  status: CheckStatus,
  conclusion: nullable(Conclusion),
  pullRequests,
}

export const pipelineFields = {
  pipeline: Id,
  name: nullable(Type.String()),
  number: nullable(Num),
  ref: nullable(Type.String()),
  sha: nullable(Sha),
  status: CheckStatus,
  conclusion: nullable(Conclusion),
}
