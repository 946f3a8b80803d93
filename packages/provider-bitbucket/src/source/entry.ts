import { createHash } from 'node:crypto'
import { ScmError } from '@scm-host/core/provider'
import { encodePath, repositoryPath, type Bound } from '../client.ts'
import { restUrl } from '../settings.ts'

/** An entry of Bitbucket's source listings, or the metadata of one. */
export interface VendorEntry {
  readonly type?: string
  readonly path: string
  readonly size?: number
  /** `link`, `executable`, `subrepository`, `binary`, `lfs`. */
  readonly attributes?: readonly string[] | string
  readonly commit?: { readonly hash?: string }
}

/** What the host takes of one answer. */
const largestBytes = 50 * 1024 * 1024

/** The address of a path below `/2.0`; slashes stay, as in Bitbucket's own links. */
export function sourcePath(client: Bound, commit: string, path: string): string {
  return `${repositoryPath(client)}/src/${commit}/${encodePath(path)}`
}

/** Whether an entry has an attribute. */
export function hasAttribute({ attributes }: VendorEntry, name: string): boolean {
  return typeof attributes === 'string' ? attributes === name : (attributes ?? []).includes(name)
}

/** What a path is. @throws ScmError `not_found` */
export async function metaOf(client: Bound, commit: string, path: string): Promise<VendorEntry> {
  return (await client.send<VendorEntry>('GET', sourcePath(client, commit, path), { format: 'meta' })).data
}

/** The metadata of a file. @throws ScmError `path_is_directory`, also for a submodule, whose files lie elsewhere */
export async function fileMetaOf(client: Bound, commit: string, path: string): Promise<VendorEntry> {
  const meta = await metaOf(client, commit, path)
  const isSubmodule = hasAttribute(meta, 'subrepository')
  if (meta.type !== 'commit_directory' && !isSubmodule) return meta
  const what = isSubmodule ? 'a submodule: its files are in another repository' : 'a directory: list it with files.list'
  throw new ScmError('path_is_directory', `${path} is ${what}.`, { path })
}

/**
 * The bytes of a file. They come by the host's own fetch: the client would take a JSON file for an answer.
 * @throws ScmError `payload_too_large` above 50 MB
 */
export async function bytesOf(client: Bound, commit: string, meta: VendorEntry): Promise<Buffer> {
  if ((meta.size ?? 0) > largestBytes) {
    throw new ScmError('payload_too_large', `${meta.path} is larger than 50 MB.`, { limitBytes: largestBytes })
  }
  const url = `${restUrl(client.settings)}${sourcePath(client, commit, meta.path)}`
  const response = await client.fetch(url, { headers: { accept: '*/*' } })
  return Buffer.from(await response.arrayBuffer())
}

/** The id git gives these bytes as a blob; Bitbucket's API does not tell it. */
export function blobId(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}
