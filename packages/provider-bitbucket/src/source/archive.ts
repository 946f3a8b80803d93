import { ScmError } from '@scm-host/core/provider'
import type { Bound } from '../client.ts'
import { commitOf } from '../parts/commit-of.ts'
import { repositoryUrl } from '../parts/web-links.ts'

/** What of a repository to pack, and how. */
export interface ArchiveInput {
  readonly ref: string
  readonly format: 'tarball' | 'zip'
}

/**
 * Archives are served by the web front, of a commit: names with slashes would be other paths there. For a private repository
 * the credential must go along; the address itself grants nothing.
 * @see https://support.atlassian.com/bitbucket-cloud/docs/download-or-remove-repository-files/
 */
export async function archiveUrl(client: Bound, { ref, format }: ArchiveInput): Promise<string> {
  const commit = await commitOf(client, ref)
  return `${repositoryUrl(client)}/get/${commit}.${format === 'zip' ? 'zip' : 'tar.gz'}`
}

/** By the host's own fetch: Bitbucket's client would hold the whole archive in memory. */
export async function archiveStream(client: Bound, input: ArchiveInput): Promise<ReadableStream<Uint8Array>> {
  const response = await client.fetch(await archiveUrl(client, input), { headers: { accept: '*/*' } })
  if (response.body !== null) return response.body
  throw new ScmError('bad_response', 'Bitbucket answered without an archive.', {
    provider: 'bitbucket',
    reason: 'no body',
  })
}
