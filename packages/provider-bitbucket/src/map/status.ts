import { createHash } from 'node:crypto'
import type { Check, CombinedStatus, Status } from '@scm-host/core/provider'
import { timeOf } from './time.ts'

/** The fields of Bitbucket's build statuses this provider reads. */
export interface VendorStatus {
  readonly key: string
  readonly name?: string | null
  readonly state: string
  readonly url?: string | null
  readonly description?: string | null
  readonly refname?: string | null
  readonly created_on?: string
  readonly updated_on?: string
  readonly links?: { readonly commit?: { readonly href?: string } }
}

type VendorState = 'SUCCESSFUL' | 'FAILED' | 'INPROGRESS' | 'STOPPED'

/** What Bitbucket has for a state of ours: it does not tell waiting from running, nor a failure from an error. */
export const vendorStates = {
  pending: 'INPROGRESS',
  running: 'INPROGRESS',
  success: 'SUCCESSFUL',
  failure: 'FAILED',
  error: 'FAILED',
  cancelled: 'STOPPED',
} as const satisfies Readonly<Record<Status['state'], VendorState>>

const states: ReadonlyMap<string, Status['state']> = new Map([
  ['SUCCESSFUL', 'success'],
  ['FAILED', 'failure'],
  ['INPROGRESS', 'running'],
  ['STOPPED', 'cancelled'],
])

/** A state of Bitbucket's; one we do not know is not a success: `error`. */
export function statusState(state: string): Status['state'] {
  return states.get(state) ?? 'error'
}

const conclusions: ReadonlyMap<string, NonNullable<Check['conclusion']>> = new Map([
  ['SUCCESSFUL', 'success'],
  ['FAILED', 'failure'],
  ['STOPPED', 'cancelled'],
])

/** A key of Bitbucket's is at most 40 characters: of a longer name its digest stands there. The name tells it whole. */
export function keyOf(context: string): string {
  return context.length <= 40 ? context : createHash('sha1').update(context).digest('hex')
}

/** The commit a status belongs to, from its link. */
function shaIn(status: VendorStatus): string | null {
  return /\/commit\/([0-9a-f]{40})(?:\/|$)/.exec(status.links?.commit?.href ?? '')?.[1] ?? null
}

const orNull = (text: string | null | undefined) => (text === undefined || text === '' ? null : text)

export function mapStatus(status: VendorStatus): Status {
  return {
    id: status.key,
    sha: shaIn(status),
    context: orNull(status.name) ?? status.key,
    state: statusState(status.state),
    description: orNull(status.description),
    targetUrl: orNull(status.url),
    createdAt: timeOf(status.created_on),
  }
}

/** Bitbucket has no state of a commit: the worst of all counts, and without any it is `pending`. */
export function mapCombined(sha: string, rows: readonly VendorStatus[]): CombinedStatus {
  const statuses = rows.map((row) => ({ ...mapStatus(row), sha }))
  const worst = (['error', 'failure', 'cancelled', 'running'] as const).find((state) =>
    statuses.some((status) => status.state === state),
  )
  return { sha, state: worst ?? (statuses.length === 0 ? 'pending' : 'success'), statuses }
}

/** A build status as a check. The id holds the commit and the key, since a key is one of a commit's only. */
export function mapCheck(sha: string, status: VendorStatus): Check {
  const isRunning = status.state === 'INPROGRESS'
  return {
    check: checkId(sha, status.key),
    name: orNull(status.name) ?? status.key,
    sha,
    status: isRunning ? 'running' : 'completed',
    conclusion: isRunning ? null : (conclusions.get(status.state) ?? 'unknown'),
    externalId: null,
    title: orNull(status.description),
    summary: null,
    detailsUrl: orNull(status.url),
    htmlUrl: orNull(status.url),
    startedAt: timeOf(status.created_on),
    completedAt: isRunning ? null : timeOf(status.updated_on),
  }
}

/** `<commit>.<key in base64url>`: keys may hold any characters. */
export function checkId(sha: string, key: string): string {
  return `${sha}.${Buffer.from(key, 'utf8').toString('base64url')}`
}

/** The commit and key of a check's id; null for an id that is not of ours. */
export function parseCheckId(check: string): { readonly sha: string; readonly key: string } | null {
  const [, sha = '', encoded = ''] = /^([0-9a-f]{7,40})\.([\w-]{1,700})$/.exec(check) ?? []
  const key = Buffer.from(encoded, 'base64url').toString('utf8')
  return sha !== '' && key !== '' && checkId(sha, key) === check ? { sha, key } : null
}
