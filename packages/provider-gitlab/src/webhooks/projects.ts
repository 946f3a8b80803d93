import { object, optional, payloadInvalid, readPayload, text, whole, type EventKinds } from '@scm-host/core/provider'
import { utcOrNull } from '../map/date.ts'
import type { EventParser } from './parser.ts'

const actions: ReadonlyMap<string, EventKinds['repository']['actions']> = new Map([
  ['project_create', 'created'],
  ['project_destroy', 'deleted'],
  ['project_rename', 'renamed'],
  ['project_transfer', 'transferred'],
  ['project_update', 'edited'],
])

/** The names of these events. */
export const projectEvents: readonly string[] = [...actions.keys()]

const projectBody = object({
  event_name: text,
  project_id: whole,
  path_with_namespace: text,
  old_path_with_namespace: optional(text),
  created_at: optional(text),
  updated_at: optional(text),
})

/**
 * A project, from a group's hook or the instance's. `occurredAt`: when it was made or last updated; nothing tells when one
 * was deleted.
 * @see https://docs.gitlab.com/administration/system_hooks/
 */
export const projects: EventParser = {
  kinds: ['repository'],
  parse(body, envelope) {
    const payload = readPayload(body, projectBody)
    const action = actions.get(payload.event_name)
    if (action === undefined) throw payloadInvalid('event_name is not that of a project')
    const times = { created: payload.created_at, deleted: null }
    return [
      {
        ...envelope,
        kind: 'repository',
        action,
        occurredAt: utcOrNull(action === 'created' || action === 'deleted' ? times[action] : payload.updated_at),
        subject: {
          externalId: String(payload.project_id),
          fullName: payload.path_with_namespace,
          previousName: payload.old_path_with_namespace ?? null,
          changes: [],
        },
      },
    ]
  },
}
