import { isUtf8 } from 'node:buffer'
import type { FileContent } from '@scm-host/core/provider'

/** A file as GitLab tells it; the content is always base64. */
export interface VendorFile {
  readonly file_path: string
  readonly content: string
  readonly blob_id: string
  readonly last_commit_id: string
}

/** A file, as text when its bytes are valid UTF-8. */
export function mapFileContent(file: VendorFile, ref: string | undefined): FileContent {
  const bytes = Buffer.from(file.content, 'base64')
  const isText = isUtf8(bytes)
  return {
    path: file.file_path,
    ref: ref ?? null,
    sha: file.blob_id,
    sizeBytes: bytes.length,
    encoding: isText ? 'utf-8' : 'base64',
    content: bytes.toString(isText ? 'utf8' : 'base64'),
  }
}

/** Content as GitLab takes it in a commit. */
export function contentOf(change: { readonly content: string; readonly encoding?: 'utf-8' | 'base64' | undefined }): {
  readonly content: string
  readonly encoding: 'text' | 'base64'
} {
  return { content: change.content, encoding: change.encoding === 'base64' ? 'base64' : 'text' }
}
