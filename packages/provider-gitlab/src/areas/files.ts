import { Commits, Repositories, RepositoryFiles } from '@gitbeaker/rest'
import { given, ScmError, type AreaMethods } from '@scm-host/core/provider'
import { paged, type Bound } from '../client.ts'
import { contentOf, mapFileContent, type VendorFile } from '../map/file.ts'
import { mapDirectoryEntry } from '../map/tree.ts'
import { blame } from '../parts/blame.ts'
import { head, isDirectory, isFile } from '../parts/find-path.ts'

/** https://docs.gitlab.com/api/repository_files/ ; written through commits, whose answer has the commit's id. */
export function files(client: Bound): AreaMethods<'files'> {
  return {
    async get({ path, ref }) {
      const raw = await read(client, path, ref ?? head)
      return { data: mapFileContent(raw, ref), raw }
    },
    async exists({ path, ref = head }) {
      return { data: { exists: (await isFile(client, path, ref)) || (await isDirectory(client, path, ref)) } }
    },
    async list({ path, ref = head }, call) {
      const where = path === '' ? { ref } : { path, ref }
      const page = await client.keysetPage(Repositories, call, (repositories, at) =>
        repositories.allRepositoryTrees(client.project, { ...where, ...at }),
      )
      return paged(page, mapDirectoryEntry)
    },
    create: (input) => write(client, input, { action: 'create', ...contentOf(input) }),
    async update(input) {
      const lastCommitId = await knownCommit(client, input)
      return write(client, input, { action: 'update', ...contentOf(input), ...given({ lastCommitId }) })
    },
    async delete(input) {
      const lastCommitId = await knownCommit(client, input)
      return write(client, input, { action: 'delete', ...given({ lastCommitId }) })
    },
    getBlame: (input) => blame(client, input),
  }
}

/** @throws ScmError `path_is_directory` where GitLab has no such file, but a directory */
async function read(client: Bound, path: string, ref: string): Promise<VendorFile> {
  try {
    return await client.of(RepositoryFiles).show(client.project, path, ref)
  } catch (error) {
    if (ScmError.is(error, 'not_found') && (await isDirectory(client, path, ref))) {
      throw new ScmError('path_is_directory', `${path} is a directory: list it with files.list.`, { path })
    }
    throw error
  }
}

interface Place {
  readonly path: string
  readonly branch: string
  readonly message: string
}

type Action = NonNullable<Parameters<Commits['create']>[3]>[number]

async function write(client: Bound, { path, branch, message }: Place, action: Omit<Action, 'filePath'>) {
  const actions = [{ ...action, filePath: path }]
  const raw = await client.of(Commits).create(client.project, branch, message, actions, { stats: false })
  return { data: { path, branch, commitSha: raw.id, fileSha: null }, raw }
}

/**
 * The commit that last changed the file a caller knows by its blob. GitLab compares commits, not blobs: it refuses the
 * write when the file has changed since then, so nothing comes between reading and writing.
 * @throws ScmError `conflict` when the file is another one already
 */
async function knownCommit(client: Bound, { path, branch, sha }: Omit<Place, 'message'> & { readonly sha?: string }) {
  if (sha === undefined) return undefined
  const file = await read(client, path, branch)
  if (file.blob_id === sha) return file.last_commit_id
  const message = `${path} is ${file.blob_id} on ${branch}, no longer ${sha}. Read it again and decide.`
  throw new ScmError('conflict', message, { provider: 'gitlab' })
}
