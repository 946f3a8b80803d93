import { object, optional, text, whole, type Author, type Checked } from '@scm-host/core/provider'
import { userOf } from './people.ts'
import { project, user } from './shapes.ts'

/** What every body may tell of its repository and sender. */
export const envelopeBody = object({
  user: optional(user),
  project: optional(project),
  project_id: optional(whole),
  path_with_namespace: optional(text),
  project_path_with_namespace: optional(text),
  project_visibility: optional(text),
  repository: optional(
    object({ git_ssh_url: optional(text), homepage: optional(text), visibility_level: optional(whole) }),
  ),
  object_attributes: optional(
    object({ project_id: optional(whole), target_project_id: optional(whole), url: optional(text) }),
  ),
  user_id: optional(whole),
  user_username: optional(text),
  user_name: optional(text),
  user_avatar: optional(text),
})
type EnvelopeBody = Checked<typeof envelopeBody>

/** What every event of a delivery shares. */
export interface Envelope {
  readonly provider: 'gitlab'
  readonly sender: Author | null
  readonly repository: {
    readonly externalId: string
    readonly fullName: string
    readonly isPrivate: boolean | null
    readonly htmlUrl: string | null
  } | null
}

/** Of these the `user_…` fields name the sender; of others they name whom the event is about. */
const pushes: ReadonlySet<string> = new Set(['push', 'tag_push', 'repository_update'])

export function envelopeOf(body: EnvelopeBody, kind: string | null): Envelope {
  const pusher = {
    id: body.user_id ?? null,
    username: body.user_username ?? null,
    name: body.user_name ?? null,
    avatar_url: body.user_avatar ?? null,
  }
  const sender = kind !== null && pushes.has(kind) ? pusher : body.user
  return { provider: 'gitlab', sender: userOf(sender), repository: repositoryOf(body) }
}

/** Null for events of groups, users and the instance. A project without an id is known by its full path. */
function repositoryOf(body: EnvelopeBody): Envelope['repository'] {
  const { project: named, object_attributes: about } = body
  const id = named?.id ?? body.project_id ?? about?.target_project_id ?? about?.project_id ?? null
  const known = named?.path_with_namespace || body.path_with_namespace || body.project_path_with_namespace
  const fullName = known || nameFrom(body) || (id === null ? '' : String(id))
  if (fullName === '') return null
  return {
    externalId: id === null ? fullName : String(id),
    fullName,
    isPrivate: isPrivate(body),
    htmlUrl: named?.web_url || body.repository?.homepage || null,
  }
}

/** `internal` (10) is private: not everybody can read it. */
function isPrivate(body: EnvelopeBody): boolean | null {
  const level = body.project?.visibility_level ?? body.repository?.visibility_level ?? null
  if (level !== null) return level !== 20
  const visibility = body.project_visibility ?? null
  return visibility === null ? null : visibility !== 'public'
}

/**
 * The full path of a project that only URLs tell, such as those of jobs from old versions of GitLab: from the SSH URL,
 * which has no sub-path of the instance, else from a page's.
 */
function nameFrom({ repository, object_attributes: about }: EnvelopeBody): string | null {
  const ssh = /^(?:ssh:\/\/[^/]+\/|[^@/]+@[^:/]+:)(.+)$/.exec(repository?.git_ssh_url ?? '')?.[1]
  if (ssh !== undefined) return ssh.replace(/\.git$/, '')
  const page = repository?.homepage || about?.url || ''
  const path = URL.canParse(page) ? new URL(page).pathname.split('/-/', 1)[0] : undefined
  return path?.slice(1) || null
}
