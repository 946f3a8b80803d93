import { isUtf8 } from 'node:buffer'
import type { DirectoryEntry, FileContent, TreeEntry } from '@scm-host/core/provider'
import { blobId, hasAttribute, type VendorEntry } from '../source/entry.ts'

/** Bitbucket tells no object ids: `sha` is the commit the entry was read at. */
export function mapDirectoryEntry(entry: VendorEntry, commit: string): DirectoryEntry {
  const kind = kindOf(entry)
  const sizeBytes = kind === 'file' || kind === 'symlink' ? (entry.size ?? null) : null
  return { path: entry.path, kind, sha: entry.commit?.hash ?? commit, sizeBytes }
}

function kindOf(entry: VendorEntry): DirectoryEntry['kind'] {
  if (entry.type === 'commit_directory') return 'directory'
  if (hasAttribute(entry, 'subrepository')) return 'submodule'
  return hasAttribute(entry, 'link') ? 'symlink' : 'file'
}

/** The same as an entry of a tree. */
export function mapTreeEntry(entry: VendorEntry, commit: string): TreeEntry {
  const { kind, sha, sizeBytes, path } = mapDirectoryEntry(entry, commit)
  if (kind === 'directory') return { path, mode: '040000', kind: 'tree', sha, sizeBytes: null }
  if (kind === 'submodule') return { path, mode: '160000', kind: 'commit', sha, sizeBytes: null }
  if (kind === 'symlink') return { path, mode: '120000', kind: 'blob', sha, sizeBytes }
  return { path, mode: hasAttribute(entry, 'executable') ? '100755' : '100644', kind: 'blob', sha, sizeBytes }
}

/** A file by its bytes: as text when they are valid UTF-8. */
export function mapFileContent(path: string, ref: string | undefined, bytes: Buffer): FileContent {
  const isText = isUtf8(bytes)
  return {
    path,
    ref: ref ?? null,
    sha: blobId(bytes),
    sizeBytes: bytes.length,
    encoding: isText ? 'utf-8' : 'base64',
    content: bytes.toString(isText ? 'utf8' : 'base64'),
  }
}
