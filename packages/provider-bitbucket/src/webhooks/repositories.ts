import { isObject, maybe, object, payloadInvalid, readPayload, text, type ParsedEvent } from '@scm-host/core/provider'
import { timeOf } from '../map/time.ts'
import { mapStatus } from '../map/status.ts'
import type { Envelope, EventParser } from './event.ts'
import { repository } from './shapes.ts'

type Action = Extract<ParsedEvent, { kind: 'repository' }>['action']

function subjectOf(envelope: Envelope, previousName: string | null, changes: readonly string[]) {
  if (envelope.repository === null) throw payloadInvalid('it has no repository')
  const { externalId, fullName } = envelope.repository
  return { externalId, fullName, previousName, changes }
}

/** Events that tell nothing but which repository they are about. */
export function repositoryEvent(action: Action): EventParser {
  return {
    kinds: ['repository'],
    fields: [],
    parse(_body, envelope) {
      return [{ ...envelope, kind: 'repository', action, occurredAt: null, subject: subjectOf(envelope, null, []) }]
    },
  }
}

const updatedBody = object({ changes: object({ full_name: maybe(object({ old: maybe(text) })) }) })

/** A change of settings; with a new name it is a rename. */
export const repositoryUpdated: EventParser = {
  kinds: ['repository'],
  fields: ['changes'],
  parse(body, envelope) {
    const { changes } = readPayload(body, updatedBody)
    const names = isObject(changes) ? Object.keys(changes) : []
    const previousName = changes.full_name?.old ?? null
    const action = names.includes('name') || previousName !== null ? 'renamed' : 'edited'
    return [
      { ...envelope, kind: 'repository', action, occurredAt: null, subject: subjectOf(envelope, previousName, names) },
    ]
  },
}

const forkBody = object({ fork: repository })

export const fork: EventParser = {
  kinds: ['fork'],
  fields: ['fork'],
  parse(body, envelope) {
    const { fork: made } = readPayload(body, forkBody)
    const subject = { externalId: made.uuid, fullName: made.full_name }
    return [{ ...envelope, kind: 'fork', action: 'created', occurredAt: null, subject }]
  },
}

const statusBody = object({
  commit_status: object({
    key: text,
    name: maybe(text),
    state: text,
    url: maybe(text),
    description: maybe(text),
    created_on: maybe(text),
    updated_on: maybe(text),
    commit: maybe(object({ hash: maybe(text) })),
    links: maybe(object({ commit: maybe(object({ href: maybe(text) })) })),
  }),
})

/** Build statuses; the commit is told by a link. `occurredAt`: the status's last change. */
export const status: EventParser = {
  kinds: ['status'],
  fields: ['commit_status'],
  parse(body, envelope) {
    const { commit_status: told } = readPayload(body, statusBody)
    const sha = told.commit?.hash ?? told.links?.commit?.href?.split('/').at(-1) ?? ''
    if (!/^[0-9a-f]{7,64}$/.test(sha)) throw payloadInvalid('it names no commit')
    const { context, state, targetUrl, description } = mapStatus(told)
    const subject = { sha, context, state, targetUrl, description }
    return [{ ...envelope, kind: 'status', action: 'updated', occurredAt: timeOf(told.updated_on), subject }]
  },
}
