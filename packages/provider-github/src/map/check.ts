import type { Check } from '@scm-host/core/provider'

/** The fields of GitHub's check runs this provider reads. */
export interface VendorCheck {
  readonly id: number
  readonly name: string
  readonly head_sha: string
  readonly status: string
  readonly conclusion?: string | null
  readonly external_id?: string | null
  readonly details_url?: string | null
  readonly html_url?: string | null
  readonly started_at?: string | null
  readonly completed_at?: string | null
  readonly output?: { readonly title?: string | null; readonly summary?: string | null } | null
}

const running: ReadonlySet<string> = new Set(['in_progress'])
const conclusions: ReadonlyMap<string, NonNullable<Check['conclusion']>> = new Map([
  ['success', 'success'],
  ['failure', 'failure'],
  ['startup_failure', 'failure'],
  ['cancelled', 'cancelled'],
  ['skipped', 'skipped'],
  ['timed_out', 'timed_out'],
  ['neutral', 'neutral'],
  ['action_required', 'action_required'],
])

/** `queued`, and the `waiting`, `requested` and `pending` of GitHub Actions, are all `pending`. */
export function checkStatus(status: string): Check['status'] {
  if (status === 'completed') return 'completed'
  return running.has(status) ? 'running' : 'pending'
}

/** Null until completed; `stale` (GitHub gave up after 14 days) and words we do not know are `unknown`. */
export function checkConclusion(status: string, conclusion: string | null | undefined): Check['conclusion'] {
  return status === 'completed' ? (conclusions.get(conclusion ?? '') ?? 'unknown') : null
}

/** GitHub writes an external id, title or URL that was not set as null or as an empty text. */
function orNull(text: string | null | undefined): string | null {
  return text === undefined || text === '' ? null : text
}

/** GitHub's `check-run`. */
export function mapCheck(check: VendorCheck): Check {
  return {
    check: String(check.id),
    name: check.name,
    sha: check.head_sha,
    status: checkStatus(check.status),
    conclusion: checkConclusion(check.status, check.conclusion),
    externalId: orNull(check.external_id),
    title: orNull(check.output?.title),
    summary: orNull(check.output?.summary),
    detailsUrl: orNull(check.details_url),
    htmlUrl: orNull(check.html_url),
    startedAt: check.started_at ?? null,
    completedAt: check.completed_at ?? null,
  }
}
