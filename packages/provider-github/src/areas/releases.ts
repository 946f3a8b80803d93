import { given, type AreaMethods } from '@scm-host/core/provider'
import { paged, pageOf, type Bound } from '../client.ts'
import { numeric } from '../input.ts'
import { mapRelease } from '../map/release.ts'

/** Releases; drafts are listed only to those who may push, and `getByTag` finds published ones. */
export function releases(client: Bound): AreaMethods<'releases'> {
  const { repos } = client.octokit.rest
  const at = (release: string) => ({ ...client.at, release_id: numeric(release, 'release') })
  return {
    async list(_input, call) {
      const response = await repos.listReleases({ ...client.at, ...pageOf(call) })
      return paged(response, response.data, mapRelease)
    },
    async get({ release }) {
      const { data } = await repos.getRelease(at(release))
      return { data: mapRelease(data), raw: data }
    },
    async getByTag({ tag }) {
      const { data } = await repos.getReleaseByTag({ ...client.at, tag })
      return { data: mapRelease(data), raw: data }
    },
    async create({ tag, ref, name, body, draft, prerelease }) {
      const { data } = await repos.createRelease({
        ...client.at,
        tag_name: tag,
        ...given({ target_commitish: ref, name, body, draft, prerelease }),
      })
      return { data: mapRelease(data), raw: data }
    },
    async update({ release, name, body, draft, prerelease }) {
      const change = given({ name, body, draft, prerelease })
      const { data } = await repos.updateRelease({ ...at(release), ...change })
      return { data: mapRelease(data), raw: data }
    },
    async delete({ release }) {
      await repos.deleteRelease(at(release))
      return { data: null }
    },
  }
}
