import { either, flag, listOf, maybe, nullable, object, optional, ordinal, text, whole } from '@scm-host/core/provider'

/**
 * The fields of GitHub's payloads that are read, and no others: what is required is required by the neutral object, so
 * that older GHES versions and fields GitHub adds or drops do no harm.
 * @see https://docs.github.com/en/webhooks/webhook-events-and-payloads
 */
export const account = object({
  id: maybe(whole),
  login: maybe(text),
  name: optional(text),
  type: maybe(text),
  avatar_url: maybe(text),
  html_url: maybe(text),
})

/** Null for a deleted account. */
export const user = optional(account)

export const milestone = object({
  number: ordinal,
  title: text,
  description: optional(text),
  state: maybe(text),
  due_on: optional(text),
  html_url: maybe(text),
  updated_at: optional(text),
})

const labels = maybe(listOf(either(text, object({ name: optional(text) }))))
const users = optional(listOf(nullable(account)))

export const issue = object({
  id: whole,
  number: ordinal,
  title: text,
  body: optional(text),
  state: maybe(text),
  state_reason: optional(text),
  user,
  assignees: users,
  labels,
  milestone: optional(milestone),
  locked: maybe(flag),
  comments: maybe(whole),
  html_url: text,
  created_at: text,
  updated_at: text,
  closed_at: optional(text),
})

const end = object({ ref: text, sha: text, repo: optional(object({ full_name: maybe(text) })) })

export const pullRequest = object({
  id: whole,
  number: ordinal,
  title: text,
  body: optional(text),
  state: maybe(text),
  draft: maybe(flag),
  user,
  assignees: users,
  requested_reviewers: users,
  labels,
  milestone: optional(milestone),
  head: end,
  base: end,
  mergeable: optional(flag),
  merge_commit_sha: optional(text),
  html_url: text,
  created_at: text,
  updated_at: text,
  closed_at: optional(text),
  merged_at: optional(text),
})

export const commentFields = {
  id: whole,
  body: optional(text),
  user,
  html_url: maybe(text),
  created_at: text,
  updated_at: text,
}
export const comment = object(commentFields)

export const review = object({
  id: whole,
  state: text,
  body: optional(text),
  user,
  commit_id: optional(text),
  html_url: maybe(text),
  submitted_at: optional(text),
})

export const reviewComment = object({
  id: whole,
  path: text,
  position: optional(whole),
  line: optional(whole),
  start_line: optional(whole),
  side: optional(text),
  subject_type: optional(text),
  commit_id: optional(text),
  body: optional(text),
  user,
  in_reply_to_id: optional(whole),
  html_url: maybe(text),
  created_at: text,
  updated_at: text,
})

/** `pushed_at` and, in push payloads, `created_at` are seconds; elsewhere they are texts. */
export const repository = object({
  id: whole,
  full_name: text,
  name: maybe(text),
  private: maybe(flag),
  html_url: maybe(text),
  updated_at: optional(either(text, whole)),
  pushed_at: optional(either(text, whole)),
})

/** Tells by its keys what was edited. */
export const changes = optional(object({}))
