import { given, ScmError, type AreaMethods, type Check } from '@scm-host/core/provider'
import type { Bound } from '../client.ts'
import { refused } from '../input.ts'
import { mapCheck, vendorCheckStates, type VendorStatus } from '../map/status.ts'
import { checkId, checkKey, isCheck } from '../parts/check-id.ts'
import { newestStatuses, postStatus, statusPage } from '../parts/commit-statuses.ts'

type Conclusion = NonNullable<Check['conclusion']>

/** GitLab keeps 255 characters. */
const longestDescription = 255

/**
 * Checks are GitLab's commit statuses: a name, a state, a link and one line of text. Times, the external id, longer texts
 * and annotations have no place there.
 */
export function checks(client: Bound): AreaMethods<'checks'> {
  return {
    async get({ check }) {
      return answer(await find(client, check))
    },
    async listForRef({ ref, name }, call) {
      const page = await statusPage(client, ref, given({ name }), call)
      return { data: page.items.map((one) => answer(one).data), nextCursor: page.nextCursor, raw: page.items }
    },
    async create({ name, sha, status, conclusion, completedAt, detailsUrl, output }) {
      if (completedAt !== undefined && status !== 'completed') {
        throw refused('completedAt', 'absent unless status is completed')
      }
      const state = stateOf(status, conclusion)
      const description = output && brief(output.title)
      return answer(await postStatus(client, sha, { name, state, targetUrl: detailsUrl, description }))
    },
    /** The whole status is set anew; what is left out stays as it is. */
    async update({ check, status, conclusion, output }) {
      const before = await find(client, check)
      const isProgress = status !== undefined || conclusion !== undefined
      const state = isProgress ? stateOf(status ?? 'completed', conclusion) : before.status
      const description = output && brief(output.title)
      if (state === before.status && (description ?? before.description) === before.description) return answer(before)
      return answer(await postStatus(client, before.sha, { name: before.name, state, description }))
    },
  }
}

function answer(raw: VendorStatus): { readonly data: Check; readonly raw: unknown } {
  return { data: mapCheck(raw, checkId(raw.sha, raw.name)), raw }
}

async function find(client: Bound, check: string): Promise<VendorStatus> {
  const key = checkKey(check)
  const found = await newestStatuses(client, key.sha, given({ name: key.name ?? undefined }))
  const status = found.find((one) => isCheck(key, one.name))
  if (status !== undefined) return status
  throw new ScmError('not_found', 'The commit has no such check.', { provider: 'gitlab' })
}

/** @throws ScmError `invalid_argument` for what no check can be, and for what GitLab has no word for */
function stateOf(status: Check['status'], conclusion: Conclusion | undefined): string {
  if (status !== 'completed') {
    if (conclusion === undefined) return vendorCheckStates[status]
    throw refused('conclusion', 'absent unless status is completed')
  }
  if (conclusion === undefined) throw refused('conclusion', 'given when status is completed')
  if (conclusion !== 'unknown') return vendorCheckStates[conclusion]
  throw refused('conclusion', 'any conclusion but unknown', 'GitLab cannot record the conclusion unknown.')
}

function brief(title: string): string {
  return title.length <= longestDescription ? title : `${title.slice(0, longestDescription - 1).toWellFormed()}…`
}
