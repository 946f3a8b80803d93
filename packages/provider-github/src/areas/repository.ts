import { ScmError, type AreaMethods } from '@scm-host/core/provider'
import { pageOf, paged, type Bound } from '../client.ts'
import { mapAuthor, mapAuthors } from '../map/author.ts'
import { mapCollaborator, mapLevel, mapPermission, mapRepository } from '../map/repository.ts'
import { cloneUrls } from '../parts/web-links.ts'

interface ArchiveInput {
  readonly ref: string
  readonly format: 'tarball' | 'zip'
}

/** https://docs.github.com/en/rest/repos and https://docs.github.com/en/rest/collaborators */
export function repository(client: Bound): AreaMethods<'repository'> {
  const { repos, issues } = client.octokit.rest
  return {
    async get() {
      const { data: raw } = await repos.get(client.at)
      return { data: mapRepository(raw), raw }
    },
    async listAssignees(_input, call) {
      const answer = await issues.listAssignees({ ...client.at, ...pageOf(call) })
      return { ...paged(answer, [], mapAuthor), data: mapAuthors(answer.data), raw: answer.data }
    },
    async listCollaborators(_input, call) {
      const answer = await repos.listCollaborators({ ...client.at, ...pageOf(call) })
      const data = answer.data.flatMap((one) => {
        const user = mapAuthor(one)
        return user === null ? [] : [mapCollaborator(user, one.role_name, one.permissions)]
      })
      return { ...paged(answer, [], mapAuthor), data, raw: answer.data }
    },
    async getPermission({ user }) {
      const { data: raw } = await repos.getCollaboratorPermissionLevel({ ...client.at, username: user })
      return { data: mapPermission(mapLevel(raw.role_name, raw.permission)), raw }
    },
    async listLanguages() {
      const { data: raw } = await repos.listLanguages(client.at)
      const languages = Object.entries(raw).map(([name, sizeBytes]) => ({ name, sizeBytes, percent: null }))
      return { data: languages.toSorted((a, b) => b.sizeBytes - a.sizeBytes), raw }
    },
    getArchiveLink: async (input) => ({ data: { url: await archiveUrl(client, input), expiresAt: null } }),
    downloadArchive: async (input) => ({ data: await archiveStream(client, input) }),
    getCloneSpec: async () => ({ data: { ...cloneUrls(client), auth: 'token' } }),
    async createFork({ organization }) {
      const into = organization === undefined ? {} : { organization }
      const { data: raw } = await repos.createFork({ ...client.at, ...into })
      return { data: mapRepository(raw), raw }
    },
  }
}

/** Octokit's types know nothing of what `request` makes of an answer. */
interface LooseAnswer {
  readonly headers: { readonly location?: string | undefined }
  readonly data: unknown
}

function archive(client: Bound, { ref, format }: ArchiveInput, request: object): Promise<LooseAnswer> {
  const { repos } = client.octokit.rest
  const parameters = { ...client.at, ref, request }
  return format === 'zip' ? repos.downloadZipballArchive(parameters) : repos.downloadTarballArchive(parameters)
}

/** GitHub answers with a redirect; of a private repository its target is good for five minutes. */
async function archiveUrl(client: Bound, input: ArchiveInput): Promise<string> {
  const { headers } = await archive(client, input, { redirect: 'manual' })
  if (headers.location !== undefined && URL.canParse(headers.location)) return headers.location
  throw new ScmError('bad_response', 'GitHub answered without the place of the archive.', {
    provider: 'github',
    reason: 'no location header',
  })
}

async function archiveStream(client: Bound, input: ArchiveInput): Promise<ReadableStream<Uint8Array>> {
  const { data } = await archive(client, input, { parseSuccessResponseBody: false })
  if (data instanceof ReadableStream) return data
  throw new ScmError('bad_response', 'GitHub answered without an archive.', { provider: 'github', reason: 'no body' })
}
