import { Tags } from '@gitbeaker/rest'
import type { AreaMethods } from '@scm-host/core/provider'
import { paged, type Bound } from '../client.ts'
import { given } from '../given.ts'
import { mapTag } from '../map/refs.ts'

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
      const raw = await client.of(Tags).create(project, tag, sha, given({ message }))
      return { data: mapTag(raw), raw }
    },
    async delete({ tag }) {
      await client.of(Tags).remove(project, tag)
      return { data: null }
    },
  }
}
