import type { GitCommit, Tree, TreeEntry } from '@scm-host/core/provider'

/** The fields of GitHub's `git-tree` this provider reads. */
export interface VendorTree {
  readonly sha: string
  readonly truncated?: boolean
  readonly tree: readonly VendorTreeEntry[]
}

export interface VendorTreeEntry {
  readonly path?: string
  readonly mode?: string
  readonly type?: string
  readonly sha?: string | null
  readonly size?: number
}

type Mode = TreeEntry['mode']
type Kind = TreeEntry['kind']

/** What each of git's modes is; old tools wrote others for files, which git itself reads as 100644. */
const kinds: Readonly<Record<Mode, Kind>> = {
  '100644': 'blob',
  '100755': 'blob',
  '120000': 'blob',
  '040000': 'tree',
  '160000': 'commit',
}

/** The kind of object a mode is for. */
export function kindOf(mode: Mode): Kind {
  return kinds[mode]
}

/** Null for an entry without path or object, which GitHub's document allows and git does not. */
export function mapTreeEntry(entry: VendorTreeEntry): TreeEntry | null {
  const { path, sha, size } = entry
  if (path === undefined || sha === undefined || sha === null) return null
  const mode: Mode = Object.hasOwn(kinds, entry.mode ?? '') ? (entry.mode as Mode) : '100644'
  return { path, mode, kind: kinds[mode], sha, sizeBytes: size ?? null }
}

export function mapTree(tree: VendorTree): Tree {
  const entries = tree.tree.map(mapTreeEntry).filter((entry) => entry !== null)
  return { sha: tree.sha, entries, truncated: tree.truncated ?? false }
}

/** GitHub's `git-commit`. */
export function mapGitCommit(commit: {
  readonly sha: string
  readonly message: string
  readonly tree: { readonly sha: string }
  readonly parents: readonly { readonly sha: string }[]
}): GitCommit {
  const parents = commit.parents.map((parent) => parent.sha)
  return { sha: commit.sha, treeSha: commit.tree.sha, parents, message: commit.message }
}
