import { ScmError, type BlameRange } from '@scm-host/core/provider'
import type { Bound } from '../client.ts'
import { mapBlameRange, type VendorBlameRange } from './map-blame.ts'

interface BlameFile {
  readonly path: string
  readonly ref: string
  readonly lines?: { readonly start: number; readonly end: number }
}

interface Blamed {
  readonly ranges: readonly VendorBlameRange[]
}

/** One of the refs asked about: a commit, or an annotated tag on one; null when there is none of that name. */
type Target = (Readonly<Record<string, Blamed>> & { readonly target?: Readonly<Record<string, Blamed>> }) | null

interface Data {
  readonly repository: Readonly<Record<string, Target>> | null
}

const fragments = `fragment actor on GitActor {
  name email date user { databaseId login name avatarUrl url }
}
fragment blamed on Blame {
  ranges {
    startingLine endingLine
    commit {
      oid message url author { ...actor } committer { ...actor } parents(first: 100) { nodes { oid } }
    }
  }
}`

/**
 * All files in one GraphQL request: REST has no blame. Files of one ref share its object, and every value is a variable.
 * @see https://docs.github.com/en/graphql/reference/objects#blame
 */
export async function blame(client: Bound, { files }: { readonly files: readonly BlameFile[] }) {
  const refs = [...new Set(files.map((file) => file.ref))]
  const { query, variables } = blameQuery(files, refs)
  const raw = await client.graphql<Data>(query, { ...client.at, ...variables })
  const data = files.flatMap((file, index) => {
    const target = raw.repository?.[`ref${refs.indexOf(file.ref)}`] ?? null
    if (target === null) throw noSuchRef(file.ref)
    const ranges = (target[`file${index}`] ?? target.target?.[`file${index}`])?.ranges ?? []
    return ranges.flatMap((range): readonly BlameRange[] => {
      const mapped = mapBlameRange(file.path, range, file.lines)
      return mapped === null ? [] : [mapped]
    })
  })
  return { data, raw }
}

function blameQuery(files: readonly BlameFile[], refs: readonly string[]) {
  const objects = refs.map((ref, at) => {
    const blames = files.map((file, index) =>
      file.ref === ref ? `file${index}: blame(path: $path${index}) { ...blamed }` : '',
    )
    const fields = blames.filter(Boolean).join('\n')
    return `ref${at}: object(expression: $ref${at}) {
      ... on Commit { ${fields} }
      ... on Tag { target { ... on Commit { ${fields} } } }
    }`
  })
  const names = [...refs.map((_ref, index) => `ref${index}`), ...files.map((_file, index) => `path${index}`)]
  const query = `query ($owner: String!, $repo: String!, ${names.map((name) => `$${name}: String!`).join(', ')}) {
    repository(owner: $owner, name: $repo) { ${objects.join('\n')} }
  }
  ${fragments}`
  const values = [...refs, ...files.map((file) => file.path)]
  return { query, variables: Object.fromEntries(names.map((name, index) => [name, values[index]])) }
}

function noSuchRef(ref: string): ScmError {
  return new ScmError('not_found', `The repository has no commit ${ref}.`, {
    provider: 'github',
    operation: 'files.getBlame',
    status: 200,
  })
}
