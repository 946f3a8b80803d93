import { randomUUID } from 'node:crypto'

/** A file of a form; `attributes` are Bitbucket's own: `executable`, `link`. */
export interface FormFile {
  readonly path: string
  readonly bytes: Uint8Array
  readonly attributes: readonly string[]
}

/**
 * A form of Bitbucket's source endpoint. Written by hand: `x-attributes`, by which a file stays executable, has no place in
 * `FormData`.
 * @see https://developer.atlassian.com/cloud/bitbucket/rest/api-group-source/#api-repositories-workspace-repo-slug-src-post
 */
export function multipart(
  fields: readonly (readonly [name: string, value: string])[],
  files: readonly FormFile[],
): { readonly type: string; readonly body: Uint8Array } {
  const boundary = `scm-${randomUUID()}`
  const chunks: Uint8Array[] = []
  const add = (text: string) => chunks.push(Buffer.from(text, 'utf8'))
  for (const [name, value] of fields) {
    add(`--${boundary}\r\nContent-Disposition: form-data; name=${quoted(name)}\r\n\r\n${value}\r\n`)
  }
  for (const { path, bytes, attributes } of files) {
    const name = path.slice(path.lastIndexOf('/') + 1)
    const marks = attributes.length === 0 ? '' : `; x-attributes=${quoted(attributes.join(','))}`
    add(
      `--${boundary}\r\nContent-Disposition: form-data; name=${quoted(`/${path}`)}; filename=${quoted(name)}${marks}\r\n`,
    )
    add('Content-Type: application/octet-stream\r\n\r\n')
    chunks.push(bytes)
    add('\r\n')
  }
  add(`--${boundary}--\r\n`)
  return { type: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat(chunks) }
}

/** A quoted string of RFC 2183. Control characters cannot be in a path, nor in a name of ours. */
function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}
