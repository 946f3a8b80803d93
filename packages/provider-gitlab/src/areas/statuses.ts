import { Commits } from '@gitbeaker/rest'
import type { AreaMethods } from '@scm-host/core/provider'
import { paged, type Bound } from '../client.ts'
import { combinedState, mapStatus, vendorStates } from '../map/status.ts'
import { newestStatuses, postStatus, statusPage } from '../parts/commit-statuses.ts'

/** Commit statuses; jobs of GitLab's pipelines are among them. */
export function statuses(client: Bound): AreaMethods<'statuses'> {
  return {
    async list({ ref }, call) {
      return paged(await statusPage(client, ref, { all: true }, call), mapStatus)
    },
    async create({ sha, state, context, url, description }) {
      const status = { state: vendorStates[state], name: context, targetUrl: url, description }
      const raw = await postStatus(client, sha, status)
      return { data: mapStatus(raw), raw }
    },
    async getCombined({ ref }) {
      const raw = await newestStatuses(client, ref)
      const found = raw.map(mapStatus)
      const sha = raw[0]?.sha ?? (await client.of(Commits).show(client.project, ref)).id
      return { data: { sha, state: combinedState(found.map(({ state }) => state)), statuses: found }, raw }
    },
  }
}
