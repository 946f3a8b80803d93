import { flag, listOf, object, optional, text, whole, type PayloadCheck } from '@scm-host/core/provider'

/**
 * The fields of GitLab's payloads that are read, and no others: what is required is required by the neutral object, so
 * that older versions of GitLab and fields it adds or drops do no harm.
 * @see https://docs.gitlab.com/user/project/integrations/webhook_events/
 */
export const user = object({
  id: optional(whole),
  username: optional(text),
  name: optional(text),
  avatar_url: optional(text),
})

/** Older versions of GitLab leave the id out; `project_id` or the object itself has it then. */
export const project = object({
  id: optional(whole),
  path_with_namespace: optional(text),
  web_url: optional(text),
  visibility_level: optional(whole),
})

/** A moment, in either of GitLab's spellings: `2013-12-03T17:15:43Z` and `2016-08-12 15:23:28 UTC`. */
export const time: PayloadCheck<string> = (value) =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? null : ''

const label = object({ id: optional(whole), title: optional(text) })
export const labels = optional(listOf(label))

/** A list of people, and the deprecated field with the first of them. */
export const people = {
  assignees: optional(listOf(user)),
  assignee: optional(user),
}

/** What the attributes of issues and merge requests share. */
export const issuable = {
  assignee_id: optional(whole),
  author_id: optional(whole),
  title: text,
  description: optional(text),
  url: optional(text),
  labels,
  created_at: time,
  updated_at: time,
  closed_at: optional(text),
  discussion_locked: optional(flag),
  action: optional(text),
}
