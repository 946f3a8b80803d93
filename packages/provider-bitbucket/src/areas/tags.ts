import { given, type AreaMethods } from '@scm-host/core/provider'
import { pageOf, read, valuesOf, type Bound } from '../client.ts'
import { mapTag, type VendorRef } from '../map/branch.ts'
import { nextCursor, type VendorPage } from '../page.ts'
import { text } from '../parts/query.ts'
import { deleteRef, getRef } from '../parts/refs.ts'

/** Tags; those made here are annotated, with a message of Bitbucket's where none is given. */
export function tags(client: Bound): AreaMethods<'tags'> {
  const { api, at } = client
  return {
    async get({ tag }) {
      const raw = await getRef(client, 'tags', tag)
      return { data: mapTag(raw), raw }
    },
    async list({ query = '' }, call) {
      const filter = query === '' ? {} : { q: `name ~ ${text(query)}` }
      const { data: raw } = await read<VendorPage<VendorRef>>(api.refs.listTags({ ...at, ...filter, ...pageOf(call) }))
      const found = valuesOf(raw).filter((ref) => ref.name.startsWith(query))
      return { data: found.map(mapTag), nextCursor: nextCursor(raw), raw }
    },
    async create({ tag, sha, message }) {
      const _body = { name: tag, target: { hash: sha }, ...given({ message }) }
      const { data: raw } = await read<VendorRef>(api.refs.createTag({ ...at, _body }))
      return { data: mapTag(raw), raw }
    },
    async delete({ tag }) {
      await deleteRef(client, 'tags', tag)
      return { data: null }
    },
  }
}
