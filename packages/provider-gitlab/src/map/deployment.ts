import type { Deployment, DeploymentStatus } from '@scm-host/core/provider'
import { utcOrNull } from './date.ts'

/** The fields of GitLab's deployments this provider reads. */
export interface VendorDeployment {
  readonly id: number
  readonly ref?: string | null
  readonly sha?: string | null
  readonly status?: string | null
  readonly created_at?: string | null
  readonly updated_at?: string | null
  readonly environment?: { readonly name?: string | null } | null
  readonly deployable?: { readonly id?: number; readonly web_url?: string | null } | null
}

type State = DeploymentStatus['state']

/** https://docs.gitlab.com/api/deployments/ */
const states: ReadonlyMap<string, State> = new Map([
  ['created', 'pending'],
  ['blocked', 'pending'],
  ['running', 'in_progress'],
  ['success', 'success'],
  ['failed', 'failure'],
  ['canceled', 'cancelled'],
  ['skipped', 'inactive'],
])

/** What GitLab can be told; it has no word for `inactive`. */
export const vendorDeploymentStates = {
  pending: 'running',
  queued: 'running',
  in_progress: 'running',
  success: 'success',
  failure: 'failed',
  cancelled: 'canceled',
} as const satisfies Readonly<Record<Exclude<State, 'unknown' | 'inactive'>, string>>

/** A state of GitLab's. */
export function deploymentState(state: string | null | undefined): State {
  return states.get(state ?? '') ?? 'unknown'
}

/** A deployment; its page is that of the job that made it, if one did. */
export function mapDeployment(deployment: VendorDeployment): Deployment {
  return {
    deployment: String(deployment.id),
    environment: deployment.environment?.name ?? '',
    ref: deployment.ref ?? null,
    sha: deployment.sha ?? null,
    state: deploymentState(deployment.status),
    description: null,
    htmlUrl: deployment.deployable?.web_url ?? null,
    createdAt: utcOrNull(deployment.created_at),
  }
}

/** The present state of a deployment, which is all GitLab keeps: it is as one step, with the deployment's own id. */
export function mapDeploymentStatus(deployment: VendorDeployment): DeploymentStatus {
  return {
    id: String(deployment.id),
    deployment: String(deployment.id),
    state: deploymentState(deployment.status),
    description: null,
    targetUrl: deployment.deployable?.web_url ?? null,
    createdAt: utcOrNull(deployment.updated_at ?? deployment.created_at),
  }
}
