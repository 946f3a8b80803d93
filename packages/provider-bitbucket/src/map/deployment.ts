import type { Deployment } from '@scm-host/core/provider'
import { timeOf } from './time.ts'

/** The fields of Bitbucket's deployments this provider reads. */
export interface VendorDeployment {
  readonly uuid: string
  readonly state?: {
    readonly name?: string
    readonly url?: string
    readonly status?: { readonly name?: string }
    readonly start_date?: string
  }
  readonly environment?: { readonly uuid?: string; readonly name?: string }
  readonly release?: {
    readonly name?: string
    readonly url?: string
    readonly commit?: { readonly hash?: string }
    readonly created_on?: string
  }
}

const completed: Readonly<Record<string, NonNullable<Deployment['state']>>> = {
  SUCCESSFUL: 'success',
  FAILED: 'failure',
  STOPPED: 'cancelled',
}

function stateOf({ state }: VendorDeployment): NonNullable<Deployment['state']> {
  if (state?.name === 'UNDEPLOYED') return 'pending'
  if (state?.name === 'IN_PROGRESS') return 'in_progress'
  return state?.name === 'COMPLETED' ? (completed[state.status?.name ?? ''] ?? 'unknown') : 'unknown'
}

/** Deployments name their environment by id alone; `names` tells the rest. */
export function mapDeployment(deployment: VendorDeployment, names: ReadonlyMap<string, string>): Deployment {
  const { environment, release } = deployment
  return {
    deployment: deployment.uuid,
    environment: environment?.name ?? names.get(environment?.uuid ?? '') ?? environment?.uuid ?? '',
    ref: null,
    sha: release?.commit?.hash ?? null,
    state: stateOf(deployment),
    description: release?.name ?? null,
    htmlUrl: deployment.state?.url ?? release?.url ?? null,
    createdAt: timeOf(release?.created_on ?? deployment.state?.start_date),
  }
}
