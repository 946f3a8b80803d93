import { actionOf, type Checked, object, optional, payloadInvalid, readPayload, text } from '@scm-host/core/provider'
import { changedFields, instant, own } from './envelope.ts'
import type { EventParser } from './parser.ts'
import { repository } from './shapes.ts'

const actions = own(
  'created',
  'deleted',
  'renamed',
  'transferred',
  'archived',
  'unarchived',
  'publicized',
  'privatized',
  'edited',
)
const previous = optional(object({ from: optional(text) }))
const owner = object({ login: text })
const repositoryBody = object({
  action: text,
  repository,
  changes: optional(
    object({
      repository: optional(object({ name: previous })),
      owner: optional(object({ from: optional(object({ user: optional(owner), organization: optional(owner) })) })),
    }),
  ),
})

/** The full name it had, after a rename or a transfer. */
function previousName({ repository: { full_name: fullName }, changes }: Checked<typeof repositoryBody>) {
  const [currentOwner = '', currentName = ''] = fullName.split('/')
  const name = changes?.repository?.name?.from ?? null
  const from = changes?.owner?.from
  const login = from?.user?.login ?? from?.organization?.login ?? null
  return name === null && login === null ? null : `${login ?? currentOwner}/${name ?? currentName}`
}

/** `occurredAt`: the repository's last update; nothing tells when one was deleted. */
export const repositories: EventParser = {
  kinds: ['repository'],
  fields: ['action', 'changes', 'repository', 'sender', 'organization', 'installation', 'enterprise'],
  closed: true,
  parse(body, envelope) {
    const payload = readPayload(body, repositoryBody)
    // The one other event of this shape, `watch`, has this one action.
    if (payload.action === 'started') throw payloadInvalid('the body is that of another event')
    return [
      {
        ...envelope,
        kind: 'repository',
        ...actionOf(actions, payload.action),
        occurredAt: payload.action === 'deleted' ? null : instant(payload.repository.updated_at),
        subject: {
          externalId: String(payload.repository.id),
          fullName: payload.repository.full_name,
          previousName: previousName(payload),
          changes: changedFields(payload),
        },
      },
    ]
  },
}
