import { actionOf, listOf, maybe, object, optional, ordinal, readPayload, text, whole } from '@scm-host/core/provider'
import { checkConclusion, checkStatus } from '../map/check.ts'
import { statusState } from '../map/status.ts'
import { instant, own } from './envelope.ts'
import type { EventParser } from './parser.ts'

const pullRequestNumbers = maybe(listOf(object({ number: ordinal })))
const numbersOf = (list: readonly { readonly number: number }[] | undefined) =>
  (list ?? []).map(({ number }) => String(number))

const runActions = own('created', 'completed', 'rerequested', 'requested_action')
const checkRun = object({
  id: whole,
  name: text,
  head_sha: text,
  status: text,
  conclusion: optional(text),
  external_id: optional(text),
  started_at: optional(text),
  completed_at: optional(text),
  pull_requests: pullRequestNumbers,
})
const checkRunBody = object({
  action: text,
  check_run: checkRun,
  requested_action: optional(object({ identifier: maybe(text) })),
})

/** `occurredAt`: when the run started or completed; nothing tells when a button was pressed. */
export const checkRuns: EventParser = {
  kinds: ['check_run'],
  fields: ['check_run'],
  parse(body, envelope) {
    const { action, check_run: run, requested_action: requested } = readPayload(body, checkRunBody)
    return [
      {
        ...envelope,
        kind: 'check_run',
        ...actionOf(runActions, action),
        occurredAt: instant(action === 'completed' ? run.completed_at : action === 'created' ? run.started_at : null),
        subject: {
          check: String(run.id),
          name: run.name,
          sha: run.head_sha,
          status: checkStatus(run.status),
          conclusion: checkConclusion(run.status, run.conclusion),
          externalId: run.external_id === '' ? null : (run.external_id ?? null),
          requestedAction: requested?.identifier ?? null,
          pullRequests: numbersOf(run.pull_requests),
        },
      },
    ]
  },
}

const suiteActions = own('requested', 'completed', 'rerequested')
const checkSuite = object({
  id: whole,
  head_sha: text,
  head_branch: optional(text),
  status: optional(text),
  conclusion: optional(text),
  updated_at: optional(text),
  pull_requests: pullRequestNumbers,
})
const checkSuiteBody = object({ action: text, check_suite: checkSuite })

/** `occurredAt`: the suite's last update. */
export const checkSuites: EventParser = {
  kinds: ['check_suite'],
  fields: ['check_suite'],
  parse(body, envelope) {
    const { action, check_suite: suite } = readPayload(body, checkSuiteBody)
    const status = suite.status ?? 'queued'
    return [
      {
        ...envelope,
        kind: 'check_suite',
        ...actionOf(suiteActions, action),
        occurredAt: instant(suite.updated_at),
        subject: {
          suite: String(suite.id),
          sha: suite.head_sha,
          branch: suite.head_branch ?? null,
          status: checkStatus(status),
          conclusion: checkConclusion(status, suite.conclusion),
          pullRequests: numbersOf(suite.pull_requests),
        },
      },
    ]
  },
}

const statusBody = object({
  sha: text,
  context: text,
  state: text,
  description: optional(text),
  target_url: optional(text),
  updated_at: optional(text),
})

/** A commit status. `occurredAt`: its last update. */
export const statuses: EventParser = {
  kinds: ['status'],
  fields: ['context'],
  parse(body, envelope) {
    const payload = readPayload(body, statusBody)
    return [
      {
        ...envelope,
        kind: 'status',
        action: 'updated',
        occurredAt: instant(payload.updated_at),
        subject: {
          sha: payload.sha,
          context: payload.context,
          state: statusState(payload.state),
          description: payload.description ?? null,
          targetUrl: payload.target_url === '' ? null : (payload.target_url ?? null),
        },
      },
    ]
  },
}
