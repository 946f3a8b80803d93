import { ProjectMembers, Projects, Repositories } from '@gitbeaker/rest'
import { ScmError, type AreaMethods } from '@scm-host/core/provider'
import { paged, path, type Bound } from '../client.ts'
import { mapCollaborator, mapPermission } from '../map/access.ts'
import { mapAccount } from '../map/author.ts'
import { mapRepository } from '../map/repository.ts'
import { userId } from '../parts/find-user.ts'
import { cloneUrls } from '../parts/web-links.ts'
import { restUrl } from '../settings.ts'

type ArchiveInput = Parameters<NonNullable<AreaMethods<'repository'>['getArchiveLink']>>[0]

/** https://docs.gitlab.com/api/projects/ , /project_members/ and /repositories/ */
export function repository(client: Bound): AreaMethods<'repository'> {
  const { project } = client
  return {
    async get() {
      const raw = await client.of(Projects).show(project, { statistics: true })
      return { data: mapRepository(raw), raw }
    },
    async listAssignees(_input, call) {
      const page = await client.page(Projects, call, (projects, at) => projects.allUsers(project, at as object))
      return paged(page, mapAccount)
    },
    async listCollaborators(_input, call) {
      const page = await client.page(ProjectMembers, call, (members, at) =>
        members.all(project, { includeInherited: true, ...at }),
      )
      return paged(page, mapCollaborator)
    },
    getPermission: ({ user }) => permission(client, user),
    async listLanguages() {
      const raw = await client.of(Projects).showLanguages(project)
      const languages = Object.entries(raw).map(([name, percent]) => ({ name, sizeBytes: null, percent }))
      return { data: languages.toSorted((a, b) => b.percent - a.percent), raw }
    },
    getArchiveLink: async (input) => ({ data: { url: archiveUrl(client, input), expiresAt: null } }),
    downloadArchive: async (input) => ({ data: await archiveStream(client, input) }),
    getCloneSpec: () => cloneSpec(client),
    async createFork({ organization }) {
      const into = organization === undefined ? {} : { namespacePath: organization }
      const raw = await client.of(Projects).fork(project, into)
      return { data: mapRepository(raw), raw }
    },
  }
}

/** GitLab answers `not found` for a user without a role in the project or in a group above it. */
async function permission(client: Bound, user: string) {
  const id = await userId(client, user)
  try {
    const raw = await client.of(ProjectMembers).show(client.project, id, { includeInherited: true })
    return { data: mapPermission(raw.access_level), raw }
  } catch (error) {
    if (ScmError.is(error, 'not_found')) return { data: mapPermission(0) }
    throw error
  }
}

const fileType = (format: ArchiveInput['format']) => (format === 'zip' ? 'zip' : 'tar.gz')

/**
 * Where the archive is, for a request with a token or, of a public project, without: GitLab makes no links that grant
 * access by themselves.
 * @see https://docs.gitlab.com/api/repositories/#get-file-archive
 */
function archiveUrl(client: Bound, { ref, format }: ArchiveInput): string {
  const archive = path`projects/${client.project}/repository/archive.${fileType(format)}`
  return `${restUrl(client.settings)}/${archive}?${new URLSearchParams({ sha: ref }).toString()}`
}

async function archiveStream(client: Bound, { ref, format }: ArchiveInput): Promise<ReadableStream<Uint8Array>> {
  const options = { fileType: fileType(format), sha: ref, asStream: true } as const
  const body: unknown = await client.of(Repositories).showArchive(client.project, options)
  if (body instanceof ReadableStream) return body
  throw new ScmError('bad_response', 'GitLab answered without an archive.', { provider: 'gitlab', reason: 'no body' })
}

/** HTTPS as the connection reaches GitLab, so that a token never goes elsewhere; SSH, which may have a host of its own, as GitLab tells. */
async function cloneSpec(client: Bound) {
  const raw = await client.of(Projects).show(client.project)
  const { httpsUrl, sshUrl } = cloneUrls(client)
  return { data: { httpsUrl, sshUrl: raw.ssh_url_to_repo || sshUrl, auth: 'token' as const }, raw }
}
