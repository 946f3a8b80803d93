import { pageOfWhole, ScmError, type CallContext, type DirectoryEntry } from '@scm-host/core/provider'
import type { Bound } from '../client.ts'
import { mapDirectoryEntry } from '../map/file.ts'

interface Input {
  readonly path: string
  readonly ref?: string
}

/** The contents API answers no more entries, and does not say that it left some out. */
const contentsLimit = 1000

/** GitHub answers a directory whole, so pages are cut here; large ones come from GraphQL, which has no limit. */
export async function listDirectory(client: Bound, input: Input, call: CallContext) {
  const at = input.ref === undefined ? {} : { ref: input.ref }
  const { data: raw } = await client.octokit.rest.repos.getContent({ ...client.at, path: input.path, ...at })
  if (!Array.isArray(raw)) {
    const rule = `${input.path} is a file; read it with files.get.`
    throw new ScmError('validation_failed', rule, { provider: 'github', operation: 'files.list', fields: [rule] })
  }
  const all = raw.length < contentsLimit ? raw.map(mapDirectoryEntry) : await wholeDirectory(client, input)
  const { items, nextCursor } = pageOfWhole(all, call)
  return { data: items, nextCursor, raw }
}

interface GraphqlEntry {
  readonly path: string | null
  readonly mode: number
  readonly oid: string
  readonly size: number
}

const query = `query ($owner: String!, $repo: String!, $expression: String!) {
  repository(owner: $owner, name: $repo) {
    object(expression: $expression) { ... on Tree { entries { path mode oid size } } }
  }
}`

async function wholeDirectory(client: Bound, { path, ref = 'HEAD' }: Input): Promise<readonly DirectoryEntry[]> {
  interface Data {
    readonly repository: { readonly object: { readonly entries?: readonly GraphqlEntry[] | null } | null } | null
  }
  const { repository } = await client.graphql<Data>(query, { ...client.at, expression: `${ref}:${path}` })
  return (repository?.object?.entries ?? []).map(mapGraphqlEntry)
}

const kinds: Readonly<Record<number, DirectoryEntry['kind']>> = {
  0o040000: 'directory',
  0o120000: 'symlink',
  0o160000: 'submodule',
}

/** GraphQL's `TreeEntry`; `mode` is git's number. */
export function mapGraphqlEntry({ path, mode, oid, size }: GraphqlEntry): DirectoryEntry {
  const kind = kinds[mode] ?? 'file'
  return { path: path ?? '', kind, sha: oid, sizeBytes: kind === 'file' || kind === 'symlink' ? size : null }
}
