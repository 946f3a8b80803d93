import { object, optional, readPayload, text, whole } from '@scm-host/core/provider'
import { utcOrNull } from '../map/date.ts'
import { deploymentState } from '../map/deployment.ts'
import type { EventParser } from './parser.ts'

const deploymentBody = object({
  deployment_id: whole,
  environment: text,
  status: text,
  status_changed_at: optional(text),
  ref: optional(text),
  short_sha: optional(text),
  commit_url: optional(text),
})

/** A deployment whose status changed: GitLab sends none when one is made. `occurredAt`: when the status changed. */
export const deployments: EventParser = {
  kinds: ['deployment'],
  parse(body, envelope) {
    const payload = readPayload(body, deploymentBody)
    const sha = /\/commit\/([0-9a-f]{40,64})$/.exec(payload.commit_url ?? '')?.[1]
    return [
      {
        ...envelope,
        kind: 'deployment',
        action: payload.status === 'created' ? 'created' : 'status_updated',
        occurredAt: utcOrNull(payload.status_changed_at),
        subject: {
          deployment: String(payload.deployment_id),
          environment: payload.environment,
          ref: payload.ref || null,
          sha: sha ?? (payload.short_sha || null),
          state: deploymentState(payload.status),
        },
      },
    ]
  },
}
