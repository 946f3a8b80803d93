import { actionOf, maybe, object, optional, ordinal, readPayload, text, whole } from '@scm-host/core/provider'
import { checkConclusion, checkStatus } from '../map/check.ts'
import { instant, own } from './envelope.ts'
import type { EventParser } from './parser.ts'

const actions = own('requested', 'in_progress', 'completed')
const run = object({
  id: whole,
  name: optional(text),
  run_number: maybe(ordinal),
  head_branch: optional(text),
  head_sha: text,
  status: optional(text),
  conclusion: optional(text),
  updated_at: optional(text),
})
const runBody = object({ action: text, workflow_run: run })

/** A run of GitHub Actions. `occurredAt`: its last update. */
export const workflowRuns: EventParser = {
  kinds: ['pipeline'],
  fields: ['workflow_run', 'workflow'],
  parse(body, envelope) {
    const payload = readPayload(body, runBody)
    const { workflow_run: pipeline } = payload
    const status = pipeline.status ?? 'queued'
    return [
      {
        ...envelope,
        kind: 'pipeline',
        ...actionOf(actions, payload.action),
        occurredAt: instant(pipeline.updated_at),
        subject: {
          pipeline: String(pipeline.id),
          name: pipeline.name === '' ? null : (pipeline.name ?? null),
          number: pipeline.run_number === undefined ? null : String(pipeline.run_number),
          ref: pipeline.head_branch ?? null,
          sha: pipeline.head_sha,
          status: checkStatus(status),
          conclusion: checkConclusion(status, pipeline.conclusion),
        },
      },
    ]
  },
}
