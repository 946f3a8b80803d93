import type { Deployment, DeploymentStatus } from '@scm-host/core/provider'

/** The fields of GitHub's deployments this provider reads; it keeps their states apart. */
export interface VendorDeployment {
  readonly id: number
  readonly environment: string
  readonly ref?: string
  readonly sha?: string
  readonly description?: string | null
  readonly created_at?: string
}

/** The fields of GitHub's deployment statuses this provider reads. */
export interface VendorDeploymentStatus {
  readonly id: number
  readonly state: string
  readonly description?: string | null
  readonly target_url?: string | null
  readonly log_url?: string | null
  readonly created_at?: string
}

type State = DeploymentStatus['state']

const states: ReadonlyMap<string, State> = new Map([
  ['pending', 'pending'],
  ['waiting', 'pending'],
  ['queued', 'queued'],
  ['in_progress', 'in_progress'],
  ['success', 'success'],
  ['failure', 'failure'],
  ['error', 'failure'],
  ['inactive', 'inactive'],
])

/** What GitHub has for a state of ours: a cancelled deployment is an `error`, which reads back as `failure`. */
export const vendorDeploymentStates = {
  pending: 'pending',
  queued: 'queued',
  in_progress: 'in_progress',
  success: 'success',
  failure: 'failure',
  cancelled: 'error',
  inactive: 'inactive',
} as const satisfies Readonly<Record<Exclude<State, 'unknown'>, string>>

/** A state of GitHub's. `waiting` is that of a deployment held by a protection rule. */
export function deploymentState(state: string): State {
  return states.get(state) ?? 'unknown'
}

/** GitHub's `deployment`. Its state is in its statuses, and it has no page of its own. */
export function mapDeployment(deployment: VendorDeployment): Deployment {
  return {
    deployment: String(deployment.id),
    environment: deployment.environment,
    ref: deployment.ref ?? null,
    sha: deployment.sha ?? null,
    state: null,
    description: deployment.description ?? null,
    htmlUrl: null,
    createdAt: deployment.created_at ?? null,
  }
}

/** GitHub's `deployment-status` of a deployment. */
export function mapDeploymentStatus(deployment: string, status: VendorDeploymentStatus): DeploymentStatus {
  return {
    id: String(status.id),
    deployment,
    state: deploymentState(status.state),
    description: status.description ?? null,
    targetUrl: [status.log_url, status.target_url].find((url) => url !== '' && typeof url === 'string') ?? null,
    createdAt: status.created_at ?? null,
  }
}
