import { ScmError, type AreaMethods, type GitRef, type Tree } from '@scm-host/core/provider'
import type { Bound } from '../client.ts'
import { targetOf } from '../map/branch.ts'
import { mapTreeEntry } from '../map/file.ts'
import { allPages } from '../parts/all-pages.ts'
import { commitOf } from '../parts/commit-of.ts'
import { getRef } from '../parts/refs.ts'
import { sourcePath, type VendorEntry } from '../source/entry.ts'

const mostEntries = 10_000
/** Bitbucket gives up on a listing that is too deep; no repository of people is deeper. */
const deepest = '50'

/** Bitbucket has no endpoints for git's objects: references and trees are read by the endpoints for branches and files. */
export function git(client: Bound): AreaMethods<'git'> {
  return {
    async getRef({ ref }) {
      const { data, raw } = await reference(client, ref.replace(/^refs\//, ''))
      return { data, raw }
    },
    getTree: ({ sha, recursive = false }) => tree(client, sha, recursive),
  }
}

async function reference(client: Bound, name: string): Promise<{ readonly data: GitRef; readonly raw: unknown }> {
  const [, kind, short = ''] = /^(heads|tags)\/(.+)$/.exec(name) ?? []
  if (kind === undefined) {
    const rule = 'a full name: refs/heads/main or refs/tags/v1'
    throw new ScmError('invalid_argument', `\`ref\` must be ${rule}.`, { argument: 'ref', rule })
  }
  const raw = await getRef(client, kind === 'heads' ? 'branches' : 'tags', short)
  return { data: { ref: `refs/${kind}/${short}`, sha: targetOf(raw) }, raw }
}

/** The tree of a commit; `sha` is that of the commit, as trees and blobs have no ids in Bitbucket's API. */
async function tree(
  client: Bound,
  sha: string,
  recursive: boolean,
): Promise<{ readonly data: Tree; readonly raw: unknown }> {
  const commit = await commitOf(client, sha)
  const depth = recursive ? { max_depth: deepest } : {}
  const { items, truncated } = await allPages<VendorEntry>(
    (place) => client.send('GET', sourcePath(client, commit, ''), { pagelen: '100', ...depth, ...place }),
    mostEntries,
  )
  const entries = items.map((entry) => mapTreeEntry(entry, commit))
  return { data: { sha: commit, entries, truncated }, raw: items }
}
