import {
  actionOf,
  type Checked,
  either,
  type InstallationSubject,
  listOf,
  mapOf,
  maybe,
  object,
  optional,
  readPayload,
  text,
  whole,
} from '@scm-host/core/provider'
import { instant, own } from './envelope.ts'
import type { EventParser } from './parser.ts'

const time = optional(either(text, whole))
/** An enterprise has a slug and no login. */
const account = object({ id: whole, login: maybe(text), slug: maybe(text), type: maybe(text) })
const installation = object({
  id: whole,
  account,
  permissions: optional(mapOf(text)),
  created_at: time,
  updated_at: time,
  suspended_at: time,
})
const listed = listOf(object({ id: whole, full_name: text }))
type Listed = Checked<typeof listed> | null | undefined

const installationBody = object({ action: text, installation, repositories: optional(listed) })
const installationActions = new Map([
  ...own('created', 'deleted'),
  ['suspend', 'suspended'],
  ['unsuspend', 'unsuspended'],
  ['new_permissions_accepted', 'permissions_accepted'],
] as const)

function subjectOf(
  { id, account: owner, permissions }: Checked<typeof installation>,
  repositories: Listed,
): InstallationSubject {
  return {
    installation: String(id),
    account: {
      id: String(owner.id),
      name: owner.login ?? owner.slug ?? String(owner.id),
      kind: owner.type === 'User' ? 'user' : 'organization',
    },
    permissions: permissions ?? {},
    repositories: (repositories ?? []).map((one) => ({
      externalId: String(one.id),
      fullName: one.full_name,
    })),
  }
}

/** An App was installed, suspended, removed. `occurredAt`: the time of that; nothing tells when one was deleted. */
export const installations: EventParser = {
  kinds: ['installation'],
  fields: ['repositories'],
  parse(body, envelope) {
    const payload = readPayload(body, installationBody)
    const { created_at: created, updated_at: updated, suspended_at: suspended } = payload.installation
    const times = new Map([
      ['created', created],
      ['suspend', suspended],
      ['deleted', null],
    ])
    return [
      {
        ...envelope,
        kind: 'installation',
        ...actionOf(installationActions, payload.action),
        occurredAt: instant(times.has(payload.action) ? times.get(payload.action) : updated),
        subject: subjectOf(payload.installation, payload.repositories),
      },
    ]
  },
}

const selectionBody = object({
  action: text,
  installation,
  repositories_added: listed,
  repositories_removed: listed,
})
const selectionActions = new Map([
  ['added', 'repositories_added'],
  ['removed', 'repositories_removed'],
] as const)

/** Repositories were given to an App or taken away. `occurredAt`: the installation's last update. */
export const installationRepositories: EventParser = {
  kinds: ['installation'],
  fields: ['repositories_added', 'repositories_removed'],
  parse(body, envelope) {
    const payload = readPayload(body, selectionBody)
    const repositories = payload.action === 'removed' ? payload.repositories_removed : payload.repositories_added
    return [
      {
        ...envelope,
        kind: 'installation',
        ...actionOf(selectionActions, payload.action),
        occurredAt: instant(payload.installation.updated_at),
        subject: subjectOf(payload.installation, repositories),
      },
    ]
  },
}
