import type { Check, Status } from '@scm-host/core/provider'
import { utcOrNull } from './date.ts'

/** The fields of GitLab's commit statuses this provider reads; jobs of a pipeline are among them. */
export interface VendorStatus {
  readonly id: number
  readonly sha: string
  readonly status: string
  readonly name: string
  readonly description?: string | null
  readonly target_url?: string | null
  readonly created_at?: string | null
  readonly started_at?: string | null
  readonly finished_at?: string | null
}

/**
 * What GitLab has for a state of ours: a status that is `pending` is one its reporter works on, which is `running` there.
 * https://docs.gitlab.com/api/commits/#set-commit-pipeline-status
 */
export const vendorStates = {
  pending: 'running',
  running: 'running',
  success: 'success',
  failure: 'failed',
  error: 'failed',
  cancelled: 'canceled',
} as const satisfies Readonly<Record<Status['state'], string>>

/** What GitLab has for an unfinished check of ours, and for how one ended. It knows no `unknown`. */
export const vendorCheckStates = {
  pending: 'pending',
  running: 'running',
  success: 'success',
  neutral: 'skipped',
  skipped: 'skipped',
  failure: 'failed',
  timed_out: 'failed',
  action_required: 'failed',
  cancelled: 'canceled',
} as const

/** https://docs.gitlab.com/ci/jobs/#available-job-statuses */
const waiting: ReadonlySet<string> = new Set([
  'created',
  'waiting_for_resource',
  'preparing',
  'waiting_for_callback',
  'pending',
  'scheduled',
])
const running: ReadonlySet<string> = new Set(['running', 'canceling'])
const ended: ReadonlyMap<string, NonNullable<Check['conclusion']>> = new Map([
  ['success', 'success'],
  ['failed', 'failure'],
  ['canceled', 'cancelled'],
  ['skipped', 'skipped'],
  ['manual', 'action_required'],
])

/** Status and conclusion of a job or status; a word we do not know has ended somehow. */
export function checkProgress(status: string): Pick<Check, 'status' | 'conclusion'> {
  if (waiting.has(status)) return { status: 'pending', conclusion: null }
  if (running.has(status)) return { status: 'running', conclusion: null }
  return { status: 'completed', conclusion: ended.get(status) ?? 'unknown' }
}

/**
 * A state of GitLab's. What was skipped stands in nobody's way, what waits for somebody to start it is pending; one we do
 * not know is not a success: `error`.
 */
export function statusState(status: string): Status['state'] {
  if (waiting.has(status) || status === 'manual') return 'pending'
  if (running.has(status)) return 'running'
  if (status === 'success' || status === 'skipped') return 'success'
  if (status === 'failed') return 'failure'
  return status === 'canceled' ? 'cancelled' : 'error'
}

export function mapStatus(status: VendorStatus): Status {
  return {
    id: String(status.id),
    sha: status.sha,
    context: status.name,
    state: statusState(status.status),
    description: orNull(status.description),
    targetUrl: orNull(status.target_url),
    createdAt: utcOrNull(status.created_at),
  }
}

/** Worst first; nothing at all is pending. */
const severity = ['error', 'failure', 'cancelled', 'pending', 'running', 'success'] as const

/** All states as one. */
export function combinedState(states: readonly Status['state'][]): Status['state'] {
  return severity.find((state) => states.includes(state)) ?? 'pending'
}

/** A commit status as a check; `id` is what finds it again. Its description is the title, and there is no more text. */
export function mapCheck(status: VendorStatus, id: string): Check {
  return {
    check: id,
    name: status.name,
    sha: status.sha,
    ...checkProgress(status.status),
    externalId: null,
    title: orNull(status.description),
    summary: null,
    detailsUrl: orNull(status.target_url),
    htmlUrl: orNull(status.target_url),
    startedAt: utcOrNull(status.started_at),
    completedAt: utcOrNull(status.finished_at),
  }
}

function orNull(text: string | null | undefined): string | null {
  return text === undefined || text === '' ? null : text
}
