import { ScmError, type AreaMethods } from '@scm-host/core/provider'
import { blame } from '../graphql/blame.ts'
import type { Bound } from '../client.ts'
import { listDirectory } from '../parts/directory.ts'
import { mapFileContent, toBase64 } from '../map/file.ts'

/** https://docs.github.com/en/rest/repos/contents */
export function files(client: Bound): AreaMethods<'files'> {
  return {
    async get({ path, ref }) {
      const raw = await content(client, path, ref)
      return { data: mapFileContent(raw, ref, await bytesOf(client, raw)), raw }
    },
    exists: ({ path, ref }) => exists(client, path, ref),
    list: (input, call) => listDirectory(client, input, call),
    create: (input) => write(client, input, undefined),
    update: async (input) => write(client, input, input.sha ?? (await content(client, input.path, input.branch)).sha),
    async delete({ path, branch, message, sha }) {
      const blob = sha ?? (await content(client, path, branch)).sha
      const { data: raw } = await client.octokit.rest.repos.deleteFile({
        ...client.at,
        path,
        branch,
        message,
        sha: blob,
      })
      return { data: { path, branch, commitSha: raw.commit.sha ?? null, fileSha: null }, raw }
    },
    getBlame: (input) => blame(client, input),
  }
}

interface Place {
  readonly path: string
  readonly branch: string
  readonly message: string
  readonly content: string
  readonly encoding?: 'utf-8' | 'base64'
}

async function write(client: Bound, input: Place, sha: string | undefined) {
  const { path, branch, message } = input
  const { data: raw } = await client.octokit.rest.repos.createOrUpdateFileContents({
    ...client.at,
    path,
    branch,
    message,
    content: toBase64(input.content, input.encoding),
    ...(sha === undefined ? {} : { sha }),
  })
  return { data: { path, branch, commitSha: raw.commit.sha ?? null, fileSha: raw.content?.sha ?? null }, raw }
}

/** The object form answers directories and files above 1 MB in one shape. */
const objectForm = { accept: 'application/vnd.github.object+json' }

async function ask(client: Bound, path: string, ref: string | undefined) {
  const at = ref === undefined ? {} : { ref }
  const { data } = await client.octokit.rest.repos.getContent({ ...client.at, path, ...at, headers: objectForm })
  return typeof data === 'string' ? parsed<typeof data>(data) : data
}

/** Octokit parses `application/json` alone, and leaves an answer that names the asked media type as text. */
function parsed<T>(text: string): T {
  try {
    return JSON.parse(text) as T
  } catch (cause) {
    const detail = { provider: 'github', reason: 'the body is not JSON' }
    throw new ScmError('bad_response', 'GitHub’s answer about a file is not JSON.', detail, { cause })
  }
}

async function exists(client: Bound, path: string, ref: string | undefined) {
  try {
    return { data: { exists: true }, raw: await ask(client, path, ref) }
  } catch (error) {
    if (ScmError.is(error, 'not_found')) return { data: { exists: false } }
    throw error
  }
}

interface VendorContent {
  readonly path: string
  readonly sha: string
  readonly type: string
  readonly encoding?: string
  readonly content?: string
  /** Of a symbolic link that leads to no file of the repository. */
  readonly target?: string
}

/**
 * A file, or a link to nothing readable.
 * @throws ScmError `path_is_directory`, also for a submodule, whose files are another repository's
 */
async function content(client: Bound, path: string, ref: string | undefined): Promise<VendorContent> {
  const data = await ask(client, path, ref)
  if (!Array.isArray(data) && (data.type === 'file' || data.type === 'symlink')) return data
  const isSubmodule = !Array.isArray(data) && (data.type as string) === 'submodule'
  const what = isSubmodule ? 'a submodule: its files are in another repository' : 'a directory: list it with files.list'
  throw new ScmError('path_is_directory', `${path} is ${what}.`, { path })
}

/**
 * From 1 to 100 MB the contents API leaves the bytes out and the blob has them. git stores a link's target as its content.
 * @see https://docs.github.com/en/rest/repos/contents#get-repository-content
 */
async function bytesOf(client: Bound, file: VendorContent): Promise<Buffer> {
  if (file.type === 'symlink') return Buffer.from(file.target ?? '', 'utf8')
  if (file.encoding === 'base64') return Buffer.from(file.content ?? '', 'base64')
  const { data } = await client.octokit.rest.git.getBlob({ ...client.at, file_sha: file.sha })
  return Buffer.from(data.content, data.encoding === 'base64' ? 'base64' : 'utf8')
}
