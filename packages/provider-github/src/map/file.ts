import { isUtf8 } from 'node:buffer'
import type { DirectoryEntry, FileContent } from '@scm-host/core/provider'

/** The fields of GitHub's contents answers this provider reads. */
export interface VendorEntry {
  readonly type: string
  readonly path: string
  readonly sha: string
  readonly size?: number | undefined
  /** Null for a submodule that lies elsewhere, `…/git/trees/…` for one at GitHub. */
  readonly git_url?: string | null
}

/**
 * An entry of a directory. GitHub lists submodules as files, "for backwards compatibility"; their git URL gives them away.
 * @see https://docs.github.com/en/rest/repos/contents#get-repository-content
 */
export function mapDirectoryEntry(entry: VendorEntry): DirectoryEntry {
  const kind = entryKind(entry)
  const sizeBytes = kind === 'file' || kind === 'symlink' ? (entry.size ?? null) : null
  return { path: entry.path, kind, sha: entry.sha, sizeBytes }
}

function entryKind({ type, git_url: gitUrl }: VendorEntry): DirectoryEntry['kind'] {
  if (type === 'dir') return 'directory'
  if (type === 'symlink' || type === 'submodule') return type
  return gitUrl === null || gitUrl?.includes('/git/trees/') === true ? 'submodule' : 'file'
}

/** A file by its bytes: as text when they are valid UTF-8. */
export function mapFileContent(
  file: { readonly path: string; readonly sha: string },
  ref: string | undefined,
  bytes: Buffer,
): FileContent {
  const isText = isUtf8(bytes)
  return {
    path: file.path,
    ref: ref ?? null,
    sha: file.sha,
    sizeBytes: bytes.length,
    encoding: isText ? 'utf-8' : 'base64',
    content: bytes.toString(isText ? 'utf8' : 'base64'),
  }
}

/** What the contents API takes: base64, whatever the caller gave. */
export function toBase64(content: string, encoding: 'utf-8' | 'base64' | undefined): string {
  return encoding === 'base64' ? content : Buffer.from(content, 'utf8').toString('base64')
}
