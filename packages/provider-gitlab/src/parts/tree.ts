import { Commits, Repositories } from '@gitbeaker/rest'
import type { Tree } from '@scm-host/core/provider'
import type { Bound } from '../client.ts'
import { mapTreeEntry, treeId, type VendorTreeEntry } from '../map/tree.ts'

/** 10,000 entries: a tree that has more is `truncated`. */
const mostPages = 100

interface Listed {
  readonly entries: readonly VendorTreeEntry[]
  readonly isWhole: boolean
}

/** The entries of a commit's tree, page by page; by keyset, which GitLab serves fast however deep. */
async function listTree(client: Bound, ref: string, recursive: boolean): Promise<Listed> {
  const entries: VendorTreeEntry[] = []
  let cursor: string | null = null
  for (let pages = 0; pages < mostPages; pages++) {
    const asked: { cursor: string | null; perPage: number } = { cursor, perPage: 100 }
    const { items, nextCursor } = await client.keysetPage(Repositories, asked, (repositories, at) =>
      repositories.allRepositoryTrees(client.project, { ref, recursive, ...at }),
    )
    entries.push(...items)
    if (nextCursor === null || nextCursor === cursor) return { entries, isWhole: true }
    cursor = nextCursor
  }
  return { entries, isWhole: false }
}

/** A tree with its id, which is computed of its entries; of one that is not whole it is the commit's. */
export async function getTree(
  client: Bound,
  ref: string,
  recursive: boolean,
): Promise<{ readonly data: Tree; readonly raw: unknown }> {
  const { entries, isWhole } = await listTree(client, ref, recursive)
  const sha = isWhole
    ? treeId(entries.filter((entry) => !entry.path.includes('/')))
    : (await client.of(Commits).show(client.project, ref)).id
  return { data: { sha, entries: entries.map(mapTreeEntry), truncated: !isWhole }, raw: entries }
}

/** The id of a commit's root tree. A root with more than 10,000 entries has none here: null. */
export async function rootTreeId(client: Bound, sha: string): Promise<string | null> {
  const { entries, isWhole } = await listTree(client, sha, false)
  return isWhole ? treeId(entries) : null
}
