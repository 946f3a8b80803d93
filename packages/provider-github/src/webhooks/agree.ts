import { payloadInvalid } from '@scm-host/core/provider'
import type { EventParser } from './parser.ts'

/** Fields that tell of an event without a neutral kind. */
const vendorFields = [
  'alert',
  'answer',
  'blocked_user',
  'build',
  'client_payload',
  'deployment_callback_url',
  'discussion',
  'hook',
  'inputs',
  'key',
  'marketplace_purchase',
  'membership',
  'package',
  'pages',
  'project',
  'project_card',
  'project_column',
  'projects_v2_item',
  'registry_package',
  'repository_advisory',
  'repository_ruleset',
  'rule',
  'scope',
  'security_advisory',
  'since',
  'sponsorship',
  'target_type',
  'team',
  'workflow_job',
  'workflow_job_run',
]

/**
 * Refuses bodies of other events. An event's name travels in a header that no signature covers: who replays the signed
 * `issues` body of a deleted issue as `repository` must not get a deleted repository.
 * @throws ScmError `payload_invalid`
 */
export function agreement(parsers: Iterable<EventParser>) {
  const open = [...parsers].filter((parser) => parser.closed !== true)
  const telling: ReadonlySet<string> = new Set([...vendorFields, ...open.flatMap((parser) => parser.fields)])
  return (body: object, parser: EventParser): void => {
    for (const field of Object.keys(body)) {
      if ((parser.closed === true || telling.has(field)) && !parser.fields.includes(field)) {
        throw payloadInvalid('the body is that of another event')
      }
    }
  }
}
