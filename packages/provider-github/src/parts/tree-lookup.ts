import type { TreeEntry } from '@scm-host/core/provider'
import type { Bound } from '../client.ts'
import { mapTree } from '../map/git.ts'
import type { TreeLookup } from './plan-tree.ts'

type Entries = ReadonlyMap<string, TreeEntry>

/**
 * Finds paths in a tree, reading only the directories on the way. Each is read once, and answers for an object id never
 * change, so egress caches them; the whole tree of a large repository would be megabytes, and cut off.
 */
export function treeLookup(client: Bound, root: string): TreeLookup {
  const read = new Map<string, Promise<Entries>>()
  const entriesOf = (sha: string): Promise<Entries> => {
    const known = read.get(sha)
    if (known !== undefined) return known
    const asked = client.octokit.rest.git
      .getTree({ ...client.at, tree_sha: sha })
      .then(({ data }) => new Map(mapTree(data).entries.map((entry) => [entry.path, entry] as const)))
    read.set(sha, asked)
    return asked
  }
  return async (path) => {
    const segments = path.split('/')
    let sha = root
    for (const [index, segment] of segments.entries()) {
      const entry = (await entriesOf(sha)).get(segment)
      if (entry === undefined) return null
      if (index === segments.length - 1) return { mode: entry.mode, sha: entry.sha }
      if (entry.kind !== 'tree') return null
      sha = entry.sha
    }
    return null
  }
}
