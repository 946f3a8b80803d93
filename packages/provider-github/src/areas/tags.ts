import { pageOfWhole, type AreaMethods, type Tag } from '@scm-host/core/provider'
import { pageOf, paged, type Bound } from '../client.ts'
import { mapTag, nameOf, type VendorRef, type VendorTagObject } from '../map/branch.ts'
import { canBeginRef } from '../parts/ref-prefix.ts'

/** A tag may point at a tag; git lets the chain be of any length, nobody makes longer ones. */
const longestChain = 5

/** https://docs.github.com/en/rest/git/tags and https://docs.github.com/en/rest/repos/repos#list-repository-tags */
export function tags(client: Bound): AreaMethods<'tags'> {
  const { repos, git } = client.octokit.rest
  const { at } = client
  return {
    async get({ tag }) {
      const { data: raw } = await git.getRef({ ...at, ref: `tags/${tag}` })
      return { data: await resolve(client, tag, raw), raw }
    },
    async list({ query = '' }, call) {
      if (query === '') {
        const answer = await repos.listTags({ ...at, ...pageOf(call) })
        return paged(answer, answer.data, (tag) => mapTag(tag.name, tag.commit.sha, null))
      }
      if (!canBeginRef(query)) return { data: [], nextCursor: null }
      const { data: all } = await git.listMatchingRefs({ ...at, ref: `tags/${query}` })
      const { items, nextCursor } = pageOfWhole(all, call)
      return { data: await resolveAll(client, items), nextCursor, raw: items }
    },
    async create({ tag, sha, message }) {
      if (message === undefined) {
        const { data: raw } = await git.createRef({ ...at, ref: `refs/tags/${tag}`, sha })
        return { data: mapTag(tag, raw.object.sha, null), raw }
      }
      const { data: object } = await git.createTag({ ...at, tag, message, object: sha, type: 'commit' })
      const { data: raw } = await git.createRef({ ...at, ref: `refs/tags/${tag}`, sha: object.sha })
      return { data: mapTag(tag, object.object.sha, object), raw }
    },
    async delete({ tag }) {
      await git.deleteRef({ ...at, ref: `tags/${tag}` })
      return { data: null }
    },
  }
}

/** Follows an annotated tag to its commit. */
async function resolve(client: Bound, tag: string, ref: VendorRef): Promise<Tag> {
  let { type, sha } = ref.object
  let annotation: VendorTagObject | null = null
  for (let step = 0; type === 'tag' && step < longestChain; step++) {
    const { data } = await client.octokit.rest.git.getTag({ ...client.at, tag_sha: sha })
    annotation ??= data
    ;({ type, sha } = data.object)
  }
  return mapTag(tag, sha, annotation)
}

interface GraphqlTag {
  readonly message?: string | null
  readonly tagger?: VendorTagObject['tagger']
  readonly target?: { readonly oid: string; readonly target?: { readonly oid: string } }
}

/** Annotated tags of one page at once: one GraphQL request instead of one request a tag. */
async function resolveAll(client: Bound, refs: readonly VendorRef[]): Promise<readonly Tag[]> {
  const annotated = refs.filter((ref) => ref.object.type === 'tag')
  const found = annotated.length === 0 ? {} : await askTags(client, annotated)
  return refs.map((ref) => {
    const object = found[ref.object.sha]
    const sha = object?.target?.target?.oid ?? object?.target?.oid ?? ref.object.sha
    const annotation = object === undefined ? null : { message: object.message ?? '', tagger: object.tagger ?? null }
    return mapTag(nameOf(ref.ref, 'tags'), sha, annotation)
  })
}

async function askTags(client: Bound, refs: readonly VendorRef[]): Promise<Readonly<Record<string, GraphqlTag>>> {
  const variables: Record<string, string> = { ...client.at }
  const fields = refs.map((ref, index) => {
    variables[`sha${index}`] = ref.object.sha
    return `tag${index}: object(oid: $sha${index}) { ...annotation }`
  })
  const declared = refs.map((_ref, index) => `$sha${index}: GitObjectID!`).join(', ')
  const query = `query ($owner: String!, $repo: String!, ${declared}) {
    repository(owner: $owner, name: $repo) { ${fields.join('\n')} }
  }
  fragment annotation on Tag {
    message tagger { name email date } target { oid ... on Tag { target { oid } } }
  }`
  interface Data {
    readonly repository: Readonly<Record<string, GraphqlTag | null>> | null
  }
  const { repository } = await client.graphql<Data>(query, variables)
  return Object.fromEntries(refs.map((ref, index) => [ref.object.sha, repository?.[`tag${index}`] ?? {}]))
}
