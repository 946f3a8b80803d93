import { createHash } from 'node:crypto'
import { ScmError, type DirectoryEntry, type TreeEntry } from '@scm-host/core/provider'

/** An entry of a tree as GitLab tells it. */
export interface VendorTreeEntry {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly path: string
  readonly mode: string
}

const modes = ['100644', '100755', '040000', '160000', '120000'] as const

/** An entry of a tree. Modes git has not written for ages (`100664`) are the one they mean. */
export function mapTreeEntry({ id, type, path, mode }: VendorTreeEntry): TreeEntry {
  const kind = type === 'tree' || type === 'commit' ? type : 'blob'
  return { path, mode: modes.find((known) => known === mode) ?? '100644', kind, sha: id, sizeBytes: null }
}

/** An entry of a directory. */
export function mapDirectoryEntry({ id, type, path, mode }: VendorTreeEntry): DirectoryEntry {
  const file = mode === '120000' ? 'symlink' : 'file'
  const kind = type === 'tree' ? 'directory' : type === 'commit' ? 'submodule' : file
  return { path, kind, sha: id, sizeBytes: null }
}

/**
 * The id git gives a tree of these entries. GitLab has no answer with the id of a root tree, but tells all it is made of:
 * mode, name and id of each entry, in the order of names, a directory's as if it ended in a slash.
 * @see https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
 * @throws ScmError `bad_response` for a name that is not UTF-8, which GitLab's JSON has lost
 */
export function treeId(entries: readonly VendorTreeEntry[]): string {
  const lost = entries.find((entry) => entry.name.includes('\uFFFD'))
  if (lost !== undefined) {
    const reason = 'a file name that is not UTF-8'
    throw new ScmError('bad_response', `The tree cannot be told: ${reason}.`, { provider: 'gitlab', reason })
  }
  const parts = entries
    .map((entry) => ({ entry, key: Buffer.from(entry.type === 'tree' ? `${entry.name}/` : entry.name) }))
    .toSorted((a, b) => Buffer.compare(a.key, b.key))
    .map(({ entry: { mode, name, id } }) =>
      Buffer.concat([Buffer.from(`${mode.replace(/^0+/, '')} ${name}\0`), Buffer.from(id, 'hex')]),
    )
  const content = Buffer.concat(parts)
  // Repositories of the newer object format have ids of 64 digits.
  const hash = createHash(entries[0]?.id.length === 64 ? 'sha256' : 'sha1')
  return hash.update(`tree ${content.length}\0`).update(content).digest('hex')
}
