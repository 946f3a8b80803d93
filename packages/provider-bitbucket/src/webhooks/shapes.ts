import {
  flag,
  listOf,
  maybe,
  object,
  optional,
  ordinal,
  text,
  type Checked,
  type PayloadCheck,
} from '@scm-host/core/provider'

const link = optional(object({ href: maybe(text) }))
/** Bitbucket leaves out what it has not, and writes null for deleted accounts and repositories. */
const links = maybe(
  object({ html: maybe(object({ href: maybe(text) })), avatar: maybe(object({ href: maybe(text) })) }),
)

export const account = object({
  type: maybe(text),
  uuid: maybe(text),
  account_id: maybe(text),
  nickname: maybe(text),
  display_name: maybe(text),
  links,
})

export const repository = object({
  uuid: text,
  full_name: text,
  name: maybe(text),
  is_private: maybe(flag),
  links: maybe(object({ html: link })),
})

const end = object({
  branch: maybe(object({ name: maybe(text) })),
  commit: optional(object({ hash: maybe(text) })),
  repository: optional(object({ full_name: maybe(text) })),
})

const participant = object({
  user: optional(account),
  role: maybe(text),
  state: optional(text),
  participated_on: optional(text),
})

export const pullRequest = object({
  id: ordinal,
  title: text,
  description: optional(text),
  state: text,
  draft: maybe(flag),
  author: optional(account),
  source: maybe(end),
  destination: maybe(end),
  reviewers: maybe(listOf(optional(account))) as PayloadCheck<readonly (Checked<typeof account> | null)[] | undefined>,
  participants: maybe(listOf(participant)),
  merge_commit: optional(object({ hash: maybe(text) })),
  created_on: maybe(text),
  updated_on: maybe(text),
  closed_on: optional(text),
  links,
})

export const comment = object({
  id: ordinal,
  content: optional(object({ raw: maybe(text) })),
  user: optional(account),
  created_on: maybe(text),
  updated_on: maybe(text),
  deleted: maybe(flag),
  inline: optional(
    object({
      path: text,
      from: optional(ordinal),
      to: optional(ordinal),
      start_from: optional(ordinal),
      start_to: optional(ordinal),
      outdated: maybe(flag),
    }),
  ),
  parent: optional(object({ id: ordinal })),
  resolution: optional(object({})),
  links,
})

export const envelope = object({ actor: optional(account), repository: optional(repository) })
