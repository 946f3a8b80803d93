import { object, optional, ordinal, readPayload, text, whole, type CheckRunSubject } from '@scm-host/core/provider'
import { utcOrNull } from '../map/date.ts'
import { checkProgress } from '../map/status.ts'
import type { EventParser } from './parser.ts'

const pipelineBody = object({
  object_attributes: object({
    id: whole,
    iid: optional(ordinal),
    name: optional(text),
    ref: optional(text),
    sha: optional(text),
    status: text,
    created_at: optional(text),
    finished_at: optional(text),
  }),
})
const pipelineActions = { pending: 'requested', running: 'in_progress', completed: 'completed' } as const

/** A pipeline whose status changed. `occurredAt`: when it was made or finished; nothing tells when it started. */
export const pipelines: EventParser = {
  kinds: ['pipeline'],
  parse(body, envelope) {
    const { object_attributes: vendor } = readPayload(body, pipelineBody)
    const { status, conclusion } = checkProgress(vendor.status)
    const times = { pending: vendor.created_at, running: null, completed: vendor.finished_at }
    return [
      {
        ...envelope,
        kind: 'pipeline',
        action: pipelineActions[status],
        occurredAt: utcOrNull(times[status]),
        subject: {
          pipeline: String(vendor.id),
          name: vendor.name || null,
          number: vendor.iid ? String(vendor.iid) : null,
          ref: vendor.ref ?? null,
          sha: vendor.sha ?? null,
          status,
          conclusion,
        },
      },
    ]
  },
}

const jobBody = object({
  build_id: whole,
  build_name: text,
  build_status: text,
  sha: text,
  build_created_at: optional(text),
  build_started_at: optional(text),
  build_finished_at: optional(text),
})

/** No neutral action tells of a run that waits or starts. */
function jobAction(vendorStatus: string, status: CheckRunSubject['status']) {
  if (status === 'completed') return { action: 'completed' } as const
  if (vendorStatus === 'created') return { action: 'created' } as const
  return { action: 'other', rawAction: vendorStatus } as const
}

/**
 * A job of a pipeline is a check: it is listed among the commit's statuses, by the same id. `occurredAt`: when it was made,
 * started or finished.
 */
export const jobs: EventParser = {
  kinds: ['check_run'],
  parse(body, envelope) {
    const job = readPayload(body, jobBody)
    const { status, conclusion } = checkProgress(job.build_status)
    const times = { pending: job.build_created_at, running: job.build_started_at, completed: job.build_finished_at }
    return [
      {
        ...envelope,
        kind: 'check_run',
        ...jobAction(job.build_status, status),
        occurredAt: utcOrNull(times[status]),
        subject: {
          check: String(job.build_id),
          name: job.build_name,
          sha: job.sha,
          status,
          conclusion,
          externalId: null,
          requestedAction: null,
          pullRequests: [],
        },
      },
    ]
  },
}
