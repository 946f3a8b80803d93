import { given, type AreaMethods } from '@scm-host/core/provider'
import { paged, pageOf, type Bound } from '../client.ts'
import { mapCombinedStatus, mapStatus, vendorStates } from '../map/status.ts'
import { nextPage } from '../page.ts'

/** All pages of the combined status as one answer: its list is paged, its state is that of the whole. */
async function combined(client: Bound, ref: string) {
  const { repos } = client.octokit.rest
  const first = await repos.getCombinedStatusForRef({ ...client.at, ref, per_page: 100, page: 1 })
  const rows = [...first.data.statuses]
  let next = nextPage(first.headers.link)
  for (let page = 2; next !== null; page += 1) {
    const more = await repos.getCombinedStatusForRef({ ...client.at, ref, per_page: 100, page })
    rows.push(...more.data.statuses)
    next = more.data.statuses.length === 0 ? null : nextPage(more.headers.link)
  }
  return { ...first.data, statuses: rows }
}

/** Commit statuses. */
export function statuses(client: Bound): AreaMethods<'statuses'> {
  const { repos } = client.octokit.rest
  return {
    async list({ ref }, call) {
      const response = await repos.listCommitStatusesForRef({ ...client.at, ref, ...pageOf(call) })
      return paged(response, response.data, mapStatus)
    },
    async create({ sha, state, context, url, description }) {
      const { data } = await repos.createCommitStatus({
        ...client.at,
        sha,
        state: vendorStates[state],
        context,
        ...given({ target_url: url, description }),
      })
      return { data: { ...mapStatus(data), sha }, raw: data }
    },
    async getCombined({ ref }) {
      const raw = await combined(client, ref)
      return { data: mapCombinedStatus(raw), raw }
    },
  }
}
