import { Type } from 'typebox'
import { CheckStatus, Conclusion, Id, nullable, oneOf, Sha, StatusState, Timestamp, Url } from '../formats.ts'

export const Check = Type.Object(
  {
    check: Id,
    name: Type.String(),
    sha: Sha,
    status: CheckStatus,
    conclusion: nullable(Conclusion),
    externalId: nullable(Type.String()),
    title: nullable(Type.String()),
    summary: nullable(Type.String()),
    detailsUrl: nullable(Url),
    htmlUrl: nullable(Url),
    startedAt: nullable(Timestamp),
    completedAt: nullable(Timestamp),
  },
  { description: 'A check of a commit. `conclusion` is set when `status` is completed.' },
)

export const Status = Type.Object(
  {
    id: Id,
    sha: nullable(Sha),
    context: Type.String(),
    state: StatusState,
    description: nullable(Type.String()),
    targetUrl: nullable(Url),
    createdAt: nullable(Timestamp),
  },
  { description: 'A commit status.' },
)

export const CombinedStatus = Type.Object(
  { sha: Sha, state: StatusState, statuses: Type.Array(Status, { description: 'The newest of each context.' }) },
  { description: 'All statuses of a commit as one.' },
)

export const deploymentStates = [
  'pending',
  'queued',
  'in_progress',
  'success',
  'failure',
  'cancelled',
  'inactive',
  'unknown',
] as const

export const Deployment = Type.Object(
  {
    deployment: Id,
    environment: Type.String(),
    ref: nullable(Type.String()),
    sha: nullable(Sha),
    state: nullable(oneOf(deploymentStates)),
    description: nullable(Type.String()),
    htmlUrl: nullable(Url),
    createdAt: nullable(Timestamp),
  },
  { description: 'A deployment. `state` is null where the vendor keeps it apart.' },
)

export const DeploymentStatus = Type.Object(
  {
    id: Id,
    deployment: Id,
    state: oneOf(deploymentStates),
    description: nullable(Type.String()),
    targetUrl: nullable(Url),
    createdAt: nullable(Timestamp),
  },
  { description: 'One step of a deployment.' },
)
