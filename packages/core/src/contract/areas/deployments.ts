import { Type } from 'typebox'
import { Id, oneOf, OneLine, Ref, Url } from '../formats.ts'
import { Deployment, deploymentStates, DeploymentStatus } from '../objects/index.ts'
import { list, write } from '../operation.ts'

export const deployments = {
  list: list({
    summary: 'Deployments, newest first.',
    input: Type.Object({ environment: Type.Optional(OneLine), ref: Type.Optional(Ref) }),
    output: Deployment,
  }),
  create: write({
    summary: 'Record a deployment of a ref to an environment.',
    idempotency: 'none',
    input: Type.Object({ ref: Ref, environment: OneLine, description: Type.Optional(OneLine) }),
    output: Deployment,
  }),
  createStatus: write({
    summary: 'Report the progress of a deployment.',
    idempotency: 'none',
    input: Type.Object({
      deployment: Id,
      state: oneOf(deploymentStates.filter((state) => state !== 'unknown')),
      description: Type.Optional(OneLine),
      targetUrl: Type.Optional(Url),
    }),
    output: DeploymentStatus,
  }),
}
