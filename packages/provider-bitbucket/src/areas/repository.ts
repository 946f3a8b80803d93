import type { AreaMethods, CallContext } from '@scm-host/core/provider'
import { pageOf, paged, read, valuesOf, type Bound } from '../client.ts'
import { mapAuthor } from '../map/author.ts'
import {
  mapCollaborator,
  mapPermission,
  mapRepository,
  type VendorPermission,
  type VendorRepository,
} from '../map/repository.ts'
import type { VendorPage } from '../page.ts'
import { archiveStream, archiveUrl } from '../source/archive.ts'
import { text } from '../parts/query.ts'
import { cloneUrls } from '../parts/web-links.ts'

/**
 * https://developer.atlassian.com/cloud/bitbucket/rest/api-group-repositories/ ; who has access is shown to administrators
 * of the repository alone.
 */
export function repository(client: Bound): AreaMethods<'repository'> {
  const { api, at } = client
  return {
    async get() {
      const { data: raw } = await read<VendorRepository>(api.repositories.get(at))
      return { data: mapRepository(raw), raw }
    },
    async listAssignees(_input, call) {
      const page = await permissions(client, call)
      const data = valuesOf(page).map(({ user }) => mapAuthor(user))
      return { ...paged(page, String), data: data.filter((author) => author !== null) }
    },
    async listCollaborators(_input, call) {
      const page = await permissions(client, call)
      const data = valuesOf(page).map(mapCollaborator)
      return { ...paged(page, String), data: data.filter((one) => one !== null) }
    },
    async getPermission({ user }) {
      const field = user.startsWith('{') ? 'user.uuid' : 'user.account_id'
      const { data: raw } = await read<VendorPage<VendorPermission>>(
        api.workspaces.listPermissionsForRepository({ ...at, q: `${field}=${text(user)}`, pagelen: '2' }),
      )
      const found = valuesOf(raw).find((one) => one.user?.uuid === user || one.user?.account_id === user)
      return { data: mapPermission(found?.permission), raw }
    },
    /** Bitbucket knows the one language somebody chose. */
    async listLanguages() {
      const { data: raw } = await read<VendorRepository>(api.repositories.get(at))
      const name = raw.language ?? ''
      return { data: name === '' ? [] : [{ name, sizeBytes: null, percent: null }], raw }
    },
    getArchiveLink: async (input) => ({ data: { url: await archiveUrl(client, input), expiresAt: null } }),
    downloadArchive: async (input) => ({ data: await archiveStream(client, input) }),
    getCloneSpec: async () => ({ data: { ...cloneUrls(client), auth: 'token' } }),
    async createFork({ organization }) {
      const named = organization?.startsWith('{') === true ? { uuid: organization } : { slug: organization }
      const _body = organization === undefined ? {} : { workspace: named }
      const { data: raw } = await read<VendorRepository>(api.repositories.createFork({ ...at, _body }))
      return { data: mapRepository(raw), raw }
    },
  }
}

/** Effective permissions: those by groups and projects too. */
async function permissions({ api, at }: Bound, call: CallContext): Promise<VendorPage<VendorPermission>> {
  return (
    await read<VendorPage<VendorPermission>>(api.workspaces.listPermissionsForRepository({ ...at, ...pageOf(call) }))
  ).data
}
