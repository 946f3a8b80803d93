import { ScmError, type AreaMethods, type CallContext } from '@scm-host/core/provider'
import { pageOf, valuesOf, type Bound } from '../client.ts'
import { targetOf } from '../map/branch.ts'
import { mapDirectoryEntry, mapFileContent } from '../map/file.ts'
import { nextCursor, type VendorPage } from '../page.ts'
import { commitFiles } from '../source/commit-files.ts'
import { commitOf } from '../parts/commit-of.ts'
import { getRef } from '../parts/refs.ts'
import { blobId, bytesOf, fileMetaOf, hasAttribute, metaOf, sourcePath, type VendorEntry } from '../source/entry.ts'

/** https://developer.atlassian.com/cloud/bitbucket/rest/api-group-source/ ; there is no blame. */
export function files(client: Bound): AreaMethods<'files'> {
  return {
    async get({ path, ref }) {
      const commit = await commitOf(client, ref)
      const raw = await fileMetaOf(client, commit, path)
      return { data: mapFileContent(path, ref, await bytesOf(client, commit, raw)), raw }
    },
    exists: ({ path, ref }) => exists(client, path, ref),
    list: (input, call) => list(client, input, call),
    create: (input) => create(client, input),
    update: (input) => update(client, input),
    delete: (input) => remove(client, input),
  }
}

async function exists(client: Bound, path: string, ref: string | undefined) {
  try {
    return { data: { exists: true }, raw: await metaOf(client, await commitOf(client, ref), path) }
  } catch (error) {
    if (ScmError.is(error, 'not_found')) return { data: { exists: false } }
    throw error
  }
}

async function list(client: Bound, { path, ref }: { readonly path: string; readonly ref?: string }, call: CallContext) {
  const commit = await commitOf(client, ref)
  const folder = path === '' ? '' : `${path}/`
  const { data: raw } = await client.send<VendorPage<VendorEntry>>(
    'GET',
    sourcePath(client, commit, folder),
    pageOf(call),
  )
  if (raw === null || typeof raw !== 'object' || !('values' in raw)) {
    const rule = `${path} is a file; read it with files.get.`
    throw new ScmError('validation_failed', rule, { provider: 'bitbucket', operation: 'files.list', fields: [rule] })
  }
  return { data: valuesOf(raw).map((entry) => mapDirectoryEntry(entry, commit)), nextCursor: nextCursor(raw), raw }
}

interface Write {
  readonly path: string
  readonly branch: string
  readonly message: string
  readonly content: string
  readonly encoding?: 'utf-8' | 'base64'
}

/** Bitbucket would replace a file that is there already. */
async function create(client: Bound, input: Write) {
  const parent = targetOf(await getRef(client, 'branches', input.branch))
  if ((await exists(client, input.path, parent)).data.exists) {
    throw new ScmError('conflict', `${input.path} exists already; change it with files.update.`, {
      provider: 'bitbucket',
    })
  }
  return write(client, input, parent, [])
}

async function update(client: Bound, input: Write & { readonly sha?: string }) {
  const { parent, meta } = await present(client, input)
  const attributes = ['executable', 'link'].filter((name) => hasAttribute(meta, name))
  return write(client, input, parent, attributes)
}

async function remove(client: Bound, input: Omit<Write, 'content'> & { readonly sha?: string }) {
  const { parent } = await present(client, input)
  const { path, branch, message } = input
  const commitSha = await commitFiles(client, { branch, parent, message, files: [], deletions: [path] })
  return { data: { path, branch, commitSha, fileSha: null } }
}

/** The file as it is now. @throws ScmError `conflict` when it is not the blob the caller has seen */
async function present(client: Bound, { path, branch, sha }: { path: string; branch: string; sha?: string }) {
  const parent = targetOf(await getRef(client, 'branches', branch))
  const meta = await fileMetaOf(client, parent, path)
  if (sha !== undefined && !blobId(await bytesOf(client, parent, meta)).startsWith(sha)) {
    throw new ScmError('conflict', `${path} has changed since. Read it again and decide.`, { provider: 'bitbucket' })
  }
  return { parent, meta }
}

/** `parents` makes Bitbucket refuse the commit when the branch has moved in between. */
async function write(client: Bound, input: Write, parent: string, attributes: readonly string[]) {
  const { path, branch, message, content, encoding } = input
  const bytes = Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8')
  const files = [{ path, bytes, attributes }]
  const commitSha = await commitFiles(client, { branch, parent, message, files, deletions: [] })
  return { data: { path, branch, commitSha, fileSha: blobId(bytes) } }
}
