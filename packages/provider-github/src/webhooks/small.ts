import { nullable, object, optional, readPayload, text, whole } from '@scm-host/core/provider'
import { mapAuthor } from '../map/author.ts'
import { mapLabel } from '../map/milestone.ts'
import { mapMilestone } from '../map/milestone.ts'
import { instant } from './envelope.ts'
import type { EventParser } from './parser.ts'
import { account, milestone } from './shapes.ts'

// The actions of these events are GitHub’s own words.

const permission = optional(object({ to: optional(text) }))
const memberBody = object({
  action: text,
  member: nullable(account),
  changes: optional(object({ permission, role_name: permission })),
})

/** A collaborator. The permission is told where the action gave one. Nothing tells the time. */
export const members: EventParser = {
  kinds: ['member'],
  fields: ['member'],
  parse(body, envelope) {
    const { action, member, changes } = readPayload(body, memberBody)
    const to = changes?.role_name?.to ?? changes?.permission?.to ?? null
    return [
      {
        ...envelope,
        kind: 'member',
        action,
        occurredAt: null,
        subject: { user: mapAuthor(member), permission: to },
      },
    ]
  },
}

const forkBody = object({ forkee: object({ id: whole, full_name: text, created_at: optional(text) }) })

/** `occurredAt`: when the fork was made. */
export const forks: EventParser = {
  kinds: ['fork'],
  fields: ['forkee'],
  parse(body, envelope) {
    const { forkee } = readPayload(body, forkBody)
    return [
      {
        ...envelope,
        kind: 'fork',
        action: 'created',
        occurredAt: instant(forkee.created_at),
        subject: { externalId: String(forkee.id), fullName: forkee.full_name },
      },
    ]
  },
}

const starBody = object({ action: text, starred_at: nullable(text) })

/** Who starred is the sender. `occurredAt`: when the star was given; nothing tells when it was taken back. */
export const stars: EventParser = {
  kinds: ['star'],
  fields: ['starred_at'],
  parse(body, envelope) {
    const { action, starred_at: at } = readPayload(body, starBody)
    return [{ ...envelope, kind: 'star', action, occurredAt: instant(at), subject: { user: envelope.sender } }]
  },
}

const label = object({ id: whole, name: text, color: optional(text), description: optional(text) })
const labelBody = object({
  action: text,
  label,
  changes: optional(object({ name: optional(object({ from: optional(text) })) })),
})

/** Nothing tells the time. */
export const labels: EventParser = {
  kinds: ['label'],
  fields: ['label'],
  parse(body, envelope) {
    const payload = readPayload(body, labelBody)
    const subject = { label: mapLabel(payload.label), previousName: payload.changes?.name?.from ?? null }
    return [{ ...envelope, kind: 'label', action: payload.action, occurredAt: null, subject }]
  },
}

const milestoneBody = object({ action: text, milestone })

/** `occurredAt`: the milestone's last update; nothing tells when one was deleted. */
export const milestones: EventParser = {
  kinds: ['milestone'],
  fields: ['milestone'],
  parse(body, envelope) {
    const { action, milestone: vendor } = readPayload(body, milestoneBody)
    const occurredAt = action === 'deleted' ? null : instant(vendor.updated_at)
    return [{ ...envelope, kind: 'milestone', action, occurredAt, subject: { milestone: mapMilestone(vendor) } }]
  },
}

const mergeGroup = object({ head_ref: text, head_sha: text, base_ref: text, base_sha: optional(text) })
const mergeGroupBody = object({ action: text, merge_group: mergeGroup })

/** Nothing tells the time. */
export const mergeGroups: EventParser = {
  kinds: ['merge_group'],
  fields: ['merge_group'],
  parse(body, envelope) {
    const { action, merge_group: group } = readPayload(body, mergeGroupBody)
    const subject = {
      headRef: group.head_ref,
      headSha: group.head_sha,
      baseRef: group.base_ref,
      baseSha: group.base_sha ?? null,
    }
    return [{ ...envelope, kind: 'merge_group', action, occurredAt: null, subject }]
  },
}
