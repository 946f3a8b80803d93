import {
  actionOf,
  type Checked,
  type DeploymentSubject,
  maybe,
  object,
  readPayload,
  text,
  whole,
} from '@scm-host/core/provider'
import { deploymentState } from '../map/deployment.ts'
import { instant, own } from './envelope.ts'
import type { EventParser } from './parser.ts'

/** Older GHES leaves it out: there is this one. */
const action = maybe(text)

const deployment = object({
  id: whole,
  environment: text,
  ref: maybe(text),
  sha: maybe(text),
  created_at: maybe(text),
})

function subjectOf(vendor: Checked<typeof deployment>, state: DeploymentSubject['state']): DeploymentSubject {
  return {
    deployment: String(vendor.id),
    environment: vendor.environment,
    ref: vendor.ref ?? null,
    sha: vendor.sha ?? null,
    state,
  }
}

const deploymentBody = object({ action, deployment })
const deploymentActions = own('created')

/** `occurredAt`: when the deployment was created. Its state is in its statuses. */
export const deployments: EventParser = {
  kinds: ['deployment'],
  fields: ['deployment', 'workflow', 'workflow_run'],
  parse(body, envelope) {
    const payload = readPayload(body, deploymentBody)
    return [
      {
        ...envelope,
        kind: 'deployment',
        ...actionOf(deploymentActions, payload.action ?? 'created'),
        occurredAt: instant(payload.deployment.created_at),
        subject: subjectOf(payload.deployment, null),
      },
    ]
  },
}

const status = object({ state: text, created_at: maybe(text) })
const statusBody = object({ action, deployment, deployment_status: status })
const statusActions = new Map([['created', 'status_updated']] as const)

/** `occurredAt`: when the status was given. */
export const deploymentStatuses: EventParser = {
  kinds: ['deployment'],
  fields: ['deployment_status', 'deployment', 'check_run', 'workflow', 'workflow_run'],
  parse(body, envelope) {
    const payload = readPayload(body, statusBody)
    return [
      {
        ...envelope,
        kind: 'deployment',
        ...actionOf(statusActions, payload.action ?? 'created'),
        occurredAt: instant(payload.deployment_status.created_at),
        subject: subjectOf(payload.deployment, deploymentState(payload.deployment_status.state)),
      },
    ]
  },
}
