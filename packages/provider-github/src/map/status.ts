import type { CombinedStatus, Status } from '@scm-host/core/provider'

/** The fields of GitHub's commit statuses this provider reads. */
export interface VendorStatus {
  readonly id: number
  readonly state: string
  readonly context: string
  readonly description?: string | null
  readonly target_url?: string | null
  readonly created_at?: string
  /** Ends in the commit's id, which the object has nowhere else. */
  readonly url?: string
}

/** GitHub's combined status of a commit. */
export interface VendorCombinedStatus {
  readonly sha: string
  readonly state: string
  readonly statuses: readonly VendorStatus[]
}

const states: ReadonlyMap<string, Status['state']> = new Map([
  ['pending', 'pending'],
  ['success', 'success'],
  ['failure', 'failure'],
  ['error', 'error'],
])

/** What GitHub has for a state of ours: it knows no `running`, and a cancelled run is a failure to it. */
export const vendorStates = {
  pending: 'pending',
  running: 'pending',
  success: 'success',
  failure: 'failure',
  error: 'error',
  cancelled: 'failure',
} as const satisfies Readonly<Record<Status['state'], string>>

/** A state of GitHub's; one we do not know is not a success: `error`. */
export function statusState(state: string): Status['state'] {
  return states.get(state) ?? 'error'
}

function shaIn(url: string | undefined): string | null {
  return /\/statuses\/([0-9a-f]{40,64})$/.exec(url ?? '')?.[1] ?? null
}

/** GitHub's `status`. */
export function mapStatus(status: VendorStatus): Status {
  return {
    id: String(status.id),
    sha: shaIn(status.url),
    context: status.context,
    state: statusState(status.state),
    description: status.description ?? null,
    targetUrl: status.target_url === '' ? null : (status.target_url ?? null),
    createdAt: status.created_at ?? null,
  }
}

/** GitHub's `combined-commit-status`; without any status its state is `pending`. */
export function mapCombinedStatus(combined: VendorCombinedStatus): CombinedStatus {
  return {
    sha: combined.sha,
    state: statusState(combined.state),
    statuses: combined.statuses.map((status) => ({ ...mapStatus(status), sha: combined.sha })),
  }
}
