import type { AreaMethods } from '@scm-host/core/provider'
import { pageOf, read, valuesOf, type Bound } from '../client.ts'
import { mapBranch, type VendorRef } from '../map/branch.ts'
import { nextCursor, type VendorPage } from '../page.ts'
import { defaultBranchOf } from '../parts/default-branch.ts'
import { protectionOf } from '../parts/protection.ts'
import { text } from '../parts/query.ts'
import { deleteRef, getRef } from '../parts/refs.ts'

/**
 * https://developer.atlassian.com/cloud/bitbucket/rest/api-group-refs/ ; a branch cannot be moved there but by a commit.
 */
export function branches(client: Bound): AreaMethods<'branches'> {
  const { api, at } = client
  const defaultBranch = defaultBranchOf(client)
  return {
    async get({ branch }) {
      const raw = await getRef(client, 'branches', branch)
      return { data: mapBranch(raw, (await protectionOf(client))(branch), await defaultBranch()), raw }
    },
    /** `~` finds the text anywhere in a name; what does not begin with it is left out of the page. */
    async list({ query = '' }, call) {
      const filter = query === '' ? {} : { q: `name ~ ${text(query)}` }
      const { data: raw } = await read<VendorPage<VendorRef>>(
        api.refs.listBranches({ ...at, ...filter, ...pageOf(call) }),
      )
      const found = valuesOf(raw).filter((ref) => ref.name.startsWith(query))
      if (found.length === 0) return { data: [], nextCursor: nextCursor(raw), raw }
      const [isProtected, main] = [await protectionOf(client), await defaultBranch()]
      const data = found.map((ref) => mapBranch(ref, isProtected(ref.name), main))
      return { data, nextCursor: nextCursor(raw), raw }
    },
    async create({ branch, sha }) {
      const [isProtected, main] = [await protectionOf(client), await defaultBranch()]
      const { data: raw } = await read<VendorRef>(
        api.refs.createBranch({ ...at, _body: { name: branch, target: { hash: sha } } }),
      )
      return { data: mapBranch(raw, isProtected(branch), main), raw }
    },
    async delete({ branch }) {
      await deleteRef(client, 'branches', branch)
      return { data: null }
    },
  }
}
