import { Branches } from '@gitbeaker/rest'
import type { AreaMethods } from '@scm-host/core/provider'
import { paged, type Bound } from '../client.ts'
import { mapBranch } from '../map/refs.ts'

/** https://docs.gitlab.com/api/branches/ ; GitLab has no call that moves a branch. */
export function branches(client: Bound): AreaMethods<'branches'> {
  const { project } = client
  return {
    async get({ branch }) {
      const raw = await client.of(Branches).show(project, branch)
      return { data: mapBranch(raw), raw }
    },
    async list({ query = '' }, call) {
      const search = query === '' ? {} : { search: `^${query}` }
      const page = await client.page(Branches, call, (all, at) => all.all(project, { ...search, ...at }))
      // `$` at the end and `*` mean something to GitLab's search.
      const items = page.items.filter((branch) => branch.name.startsWith(query))
      return { ...paged({ ...page, items }, mapBranch), raw: page.items }
    },
    async create({ branch, sha }) {
      const raw = await client.of(Branches).create(project, branch, sha)
      return { data: mapBranch(raw), raw }
    },
    async delete({ branch }) {
      await client.of(Branches).remove(project, branch)
      return { data: null }
    },
  }
}
