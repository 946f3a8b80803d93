import { object, optional, ordinal, readPayload, text, whole, type ReactionSubject } from '@scm-host/core/provider'
import { utcOrNull } from '../map/date.ts'
import { mapMilestone } from '../map/milestone.ts'
import type { EventParser } from './parser.ts'
import { userOf } from './people.ts'

// The actions of these events are GitLab’s own words.

const memberBody = object({
  event_name: text,
  user_id: whole,
  user_username: text,
  user_name: optional(text),
  group_access: optional(text),
  access_level: optional(text),
  created_at: optional(text),
  updated_at: optional(text),
})

/** Names of events of members, and of those who ask to become one: groups have one half of them, projects the other. */
export const memberEvents: readonly string[] = [
  'user_add_to_group',
  'user_update_for_group',
  'user_remove_from_group',
  'user_access_request_to_group',
  'user_access_request_denied_for_group',
  'user_access_request_revoked_for_group',
  'user_add_to_team',
  'user_update_for_team',
  'user_remove_from_team',
  'user_access_request_to_project',
  'user_access_request_denied_for_project',
  'user_access_request_revoked_for_project',
]

/** A member; the permission is the role. `occurredAt`: the membership's last update; nothing tells when one ended. */
export const members: EventParser = {
  kinds: ['member'],
  parse(body, envelope) {
    const payload = readPayload(body, memberBody)
    const { event_name: action, user_id: id, user_username: username, user_name: name } = payload
    const isOver = /_(remove_from|denied_for|revoked_for)_/.test(action)
    return [
      {
        ...envelope,
        kind: 'member',
        action,
        occurredAt: isOver ? null : utcOrNull(payload.updated_at),
        subject: {
          user: userOf({ id, username, name: name ?? null }),
          permission: payload.group_access ?? payload.access_level ?? null,
        },
      },
    ]
  },
}

const numbered = optional(object({ iid: ordinal }))
const emojiBody = object({
  object_attributes: object({
    name: text,
    awardable_type: text,
    awardable_id: whole,
    user_id: optional(whole),
    action: optional(text),
    created_at: optional(text),
  }),
  event_type: optional(text),
  issue: numbered,
  merge_request: numbered,
})
const awardable: ReadonlyMap<string, ReactionSubject['on']> = new Map([
  ['Issue', 'issue'],
  ['MergeRequest', 'pull_request'],
  ['Note', 'comment'],
])

/** An emoji on something; who gave it is the sender. `occurredAt`: when; nothing tells when it was taken back. */
export const emoji: EventParser = {
  kinds: ['reaction'],
  parse(body, envelope) {
    const payload = readPayload(body, emojiBody)
    const { object_attributes: award, issue, merge_request: mergeRequest } = payload
    const action = award.action ?? payload.event_type ?? 'award'
    const on = awardable.get(award.awardable_type) ?? 'other'
    const number = (issue ?? mergeRequest)?.iid
    return [
      {
        ...envelope,
        kind: 'reaction',
        action,
        occurredAt: action === 'award' ? utcOrNull(award.created_at) : null,
        subject: {
          reaction: award.name,
          on,
          number: number === undefined ? null : String(number),
          comment: on === 'comment' ? String(award.awardable_id) : null,
          user: envelope.sender,
        },
      },
    ]
  },
}

const milestoneBody = object({
  action: optional(text),
  object_attributes: object({
    id: whole,
    iid: optional(ordinal),
    title: text,
    description: optional(text),
    state: optional(text),
    due_date: optional(text),
    updated_at: optional(text),
    action: optional(text),
  }),
})

/** A milestone of a project or a group. `occurredAt`: its last update; nothing tells when one was deleted. */
export const milestones: EventParser = {
  kinds: ['milestone'],
  parse(body, envelope) {
    const payload = readPayload(body, milestoneBody)
    const { object_attributes: vendor } = payload
    const action = payload.action ?? vendor.action ?? 'update'
    const page = envelope.repository?.htmlUrl
    const milestone = mapMilestone({
      ...vendor,
      web_url: page && vendor.iid ? `${page}/-/milestones/${vendor.iid}` : null,
    })
    const occurredAt = action === 'delete' ? null : utcOrNull(vendor.updated_at)
    return [{ ...envelope, kind: 'milestone', action, occurredAt, subject: { milestone } }]
  },
}
