import { ScmError, type CommitFile } from '@scm-host/core/provider'
import { repositoryPath, type Bound } from '../client.ts'
import { mapDiffstat, type VendorDiffstat } from '../map/commit.ts'
import { restUrl } from '../settings.ts'
import { allPages } from './all-pages.ts'
import { splitDiff } from './split-diff.ts'

export const mostFiles = 3000

/**
 * The files of a commit or of a range, with counts from the diffstat and hunks from the diff. `spec` is one commit or
 * `head..base`: the changes of the first, compared with where it left the second (the reverse of git's order).
 * @see https://developer.atlassian.com/cloud/bitbucket/rest/api-group-commits/#api-repositories-workspace-repo-slug-diffstat-spec-get
 */
export async function changedFiles(
  client: Bound,
  spec: string,
): Promise<{ readonly files: readonly CommitFile[]; readonly truncated: boolean }> {
  const path = `${repositoryPath(client)}/diffstat/${spec}`
  const { items, truncated } = await allPages<VendorDiffstat>(
    (place) => client.send('GET', path, { pagelen: '100', ...place }),
    mostFiles,
  )
  const patches = items.length === 0 ? new Map<string, string>() : splitDiff(await diffOf(client, spec))
  return { files: items.map((row) => mapDiffstat(row, patches)), truncated }
}

/** The raw diff; empty where it is too large, or Bitbucket gives up on making it: then no file has a patch. */
async function diffOf(client: Bound, spec: string): Promise<string> {
  const url = `${restUrl(client.settings)}${repositoryPath(client)}/diff/${spec}`
  try {
    return await (await client.fetch(url, { headers: { accept: 'text/plain' } })).text()
  } catch (error) {
    if (ScmError.is(error, 'payload_too_large') || ScmError.is(error, 'vendor_unavailable')) return ''
    throw error
  }
}
