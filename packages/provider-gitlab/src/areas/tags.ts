import { Tags } from '@gitbeaker/rest'
import { given, type AreaMethods } from '@scm-host/core/provider'
import { paged, path, type Bound } from '../client.ts'
import { mapTag, type VendorTag } from '../map/refs.ts'

/** https://docs.gitlab.com/api/tags/ */
export function tags(client: Bound): AreaMethods<'tags'> {
  const { project } = client
  return {
    async get({ tag }) {
      const raw = await client.of(Tags).show(project, tag)
      return { data: mapTag(raw), raw }
    },
    async list({ query = '' }, call) {
      const search = query === '' ? {} : { search: `^${query}` }
      const page = await client.page(Tags, call, (all, at) => all.all(project, { ...search, ...at }))
      const items = page.items.filter((tag) => tag.name.startsWith(query))
      return { ...paged({ ...page, items }, mapTag), raw: page.items }
    },
    async create({ tag, sha, message }) {
      // gitbeaker puts the name into the query; GitLab documents it in the body.
      const body = { tag_name: tag, ref: sha, ...given({ message }) }
      const { body: raw } = await client.request('POST', path`projects/${project}/repository/tags`, { body })
      return { data: mapTag(raw as VendorTag), raw }
    },
    async delete({ tag }) {
      await client.of(Tags).remove(project, tag)
      return { data: null }
    },
  }
}
